-- Whom outside systems' messages go to, and what waits for them
-- (`panda.webhooks.deliveries`). No secret is here: they follow from the signing key.

CREATE TABLE webhook_endpoint (
    endpoint_id VARCHAR PRIMARY KEY,
    created_at  TIMESTAMP NOT NULL,
    body        VARCHAR NOT NULL
);

CREATE SEQUENCE webhook_place;

CREATE TABLE webhook_delivery (
    endpoint_id VARCHAR NOT NULL,
    message_id  VARCHAR NOT NULL,
    place       BIGINT NOT NULL DEFAULT nextval('webhook_place'),
    stream      VARCHAR NOT NULL,
    type        VARCHAR NOT NULL,
    body        VARCHAR NOT NULL,
    status      VARCHAR NOT NULL,
    attempts    INTEGER NOT NULL,
    due_at      TIMESTAMP NOT NULL,
    answer      VARCHAR NOT NULL,
    PRIMARY KEY (endpoint_id, message_id)
);
