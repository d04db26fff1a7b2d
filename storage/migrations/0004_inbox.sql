-- Carrier callbacks as they came, durable before they are answered; `place` counts
-- those of one call, from 1.

CREATE TABLE inbox (
    key         VARCHAR PRIMARY KEY,
    place       INTEGER NOT NULL,
    call_id     VARCHAR NOT NULL,
    body        VARCHAR NOT NULL,
    received_at TIMESTAMP DEFAULT localtimestamp
);

CREATE INDEX inbox_of_call ON inbox (call_id);
