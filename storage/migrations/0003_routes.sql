-- Learned ways through phone menus. `way` is what is done (keys and spoken words, in
-- order): the same way keeps its version while the words of the prompts drift.

CREATE TABLE route (
    number       VARCHAR NOT NULL,
    goal         VARCHAR NOT NULL,
    version      INTEGER NOT NULL,
    way          VARCHAR NOT NULL,
    steps        JSON NOT NULL,
    successes    INTEGER NOT NULL,
    failures     INTEGER NOT NULL,
    worked_last  BOOLEAN NOT NULL,
    last_used_at TIMESTAMP,
    PRIMARY KEY (number, goal, version),
    UNIQUE (number, goal, way)
);
