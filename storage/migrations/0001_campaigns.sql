-- Campaigns and whom they call. `body` holds the whole value as the core writes it;
-- columns beside it are what is searched by, and win where both say it.
-- All times are UTC.

CREATE TABLE campaign (
    campaign_id VARCHAR PRIMARY KEY,
    status      VARCHAR NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    body        JSON NOT NULL
);

CREATE TABLE target (
    target_id   VARCHAR PRIMARY KEY,
    campaign_id VARCHAR NOT NULL,
    position    INTEGER NOT NULL,
    status      VARCHAR NOT NULL,
    body        JSON NOT NULL,
    UNIQUE (campaign_id, position)
);
