-- Alerts and who has them in hand; `stage` only rises (panda.alerts.history), `body` is
-- the alert as the core writes it.

CREATE TABLE alert (
    alert_id  VARCHAR PRIMARY KEY,
    stage     INTEGER NOT NULL,
    raised_at TIMESTAMP NOT NULL,
    body      JSON NOT NULL
);
