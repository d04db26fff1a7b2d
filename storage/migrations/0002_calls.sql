-- Dial intents, written before the carrier hears of a call; the event log of each
-- call; what came of it.

CREATE TABLE dial_intent (
    call_id     VARCHAR PRIMARY KEY,
    campaign_id VARCHAR NOT NULL,
    target_id   VARCHAR NOT NULL,
    number      VARCHAR NOT NULL,
    attempt     INTEGER NOT NULL,
    state       VARCHAR NOT NULL,
    epoch       INTEGER NOT NULL,
    call_sid    VARCHAR NOT NULL,
    reserved_at TIMESTAMP NOT NULL,
    UNIQUE (target_id, attempt)
);

CREATE TABLE call_event (
    call_id VARCHAR NOT NULL,
    seq     INTEGER NOT NULL,
    kind    VARCHAR NOT NULL,
    at_ms   BIGINT NOT NULL,
    body    JSON NOT NULL,
    PRIMARY KEY (call_id, seq)
);

CREATE TABLE call_result (
    call_id     VARCHAR PRIMARY KEY,
    campaign_id VARCHAR NOT NULL,
    target_id   VARCHAR NOT NULL,
    outcome     VARCHAR NOT NULL,
    started_at  TIMESTAMP NOT NULL,
    ended_at    TIMESTAMP NOT NULL,
    answered_s  DOUBLE NOT NULL,
    cost_usd    DOUBLE NOT NULL,
    body        JSON NOT NULL
);

CREATE TABLE finding (
    call_id     VARCHAR NOT NULL,
    place       INTEGER NOT NULL,
    field       VARCHAR NOT NULL,
    value       JSON NOT NULL,
    quote       VARCHAR NOT NULL,
    at_ms       BIGINT NOT NULL,
    contradicts BOOLEAN NOT NULL,
    PRIMARY KEY (call_id, place)
);
