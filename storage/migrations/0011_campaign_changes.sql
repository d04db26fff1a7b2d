-- What was changed of a campaign, by whom and when; `body` as the core writes it.

CREATE TABLE campaign_change (
    campaign_id VARCHAR NOT NULL,
    version     INTEGER NOT NULL,
    body        JSON NOT NULL,
    PRIMARY KEY (campaign_id, version)
);
