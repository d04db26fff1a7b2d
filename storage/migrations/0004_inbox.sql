-- Carrier callbacks as they came, durable before they are answered.

CREATE TABLE inbox (
    key         VARCHAR PRIMARY KEY,
    call_id     VARCHAR NOT NULL,
    body        VARCHAR NOT NULL,
    received_at TIMESTAMP DEFAULT localtimestamp
);
