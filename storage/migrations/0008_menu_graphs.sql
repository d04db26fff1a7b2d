-- Phone menus as versions of a graph: `body` holds the whole of it as the core writes
-- it. And every trip through them, for figures.

CREATE TABLE menu_graph (
    number      VARCHAR NOT NULL,
    version     INTEGER NOT NULL,
    quarantined BOOLEAN NOT NULL,
    body        JSON NOT NULL,
    PRIMARY KEY (number, version)
);

CREATE TABLE route_trip (
    number     VARCHAR NOT NULL,
    goal       VARCHAR NOT NULL,
    version    INTEGER NOT NULL,
    transport  VARCHAR NOT NULL,
    ended      VARCHAR NOT NULL,
    succeeded  BOOLEAN NOT NULL,
    known      BOOLEAN NOT NULL,
    drifted    BOOLEAN NOT NULL,
    wrong_keys INTEGER NOT NULL,
    seconds    DOUBLE NOT NULL,
    used_at    TIMESTAMP NOT NULL
);

-- What was known so far becomes version 1: each way with prompts of its own, which
-- the next trips find to be the same ones.
INSERT INTO menu_graph (number, version, quarantined, body)
WITH step AS (
    SELECT number, goal, version, successes, failures, worked_last,
           coalesce(last_used_at, TIMESTAMP '2026-01-01') AS used_at,
           unnest(from_json(steps,
                  '[{"fingerprint":"VARCHAR","keys":"VARCHAR","say":"VARCHAR",
                     "label":"VARCHAR"}]')) AS one,
           generate_subscripts(from_json(steps, '["JSON"]'), 1) AS place
    FROM route
),
named AS (
    SELECT *, 'm' || row_number() OVER (PARTITION BY number
                                        ORDER BY goal, version, place) AS id
    FROM step
),
turned AS (
    SELECT *, json_object('node', id, 'keys', coalesce(one.keys, ''),
                          'say', coalesce(one.say, '')) AS turn
    FROM named
),
path AS (
    SELECT number, json_object(
               'goal', goal, 'turns', list(turn ORDER BY place),
               'successes', any_value(successes), 'failures', any_value(failures),
               'worked_last', any_value(worked_last),
               'last_used_at', strftime(any_value(used_at), '%Y-%m-%dT%H:%M:%SZ')
           ) AS body
    FROM turned GROUP BY number, goal, version
),
paths AS (SELECT number, list(body) AS all_of FROM path GROUP BY number)
SELECT turned.number, 1, false, json_object(
    'number', turned.number,
    'version', 1,
    'made_at', strftime(min(used_at), '%Y-%m-%dT%H:%M:%SZ'),
    'nodes', list(json_object('id', id, 'fingerprint', one.fingerprint) ORDER BY id),
    'edges', list(json_object('turn', turn, 'label', coalesce(one.label, ''))),
    'paths', any_value(paths.all_of)
)
FROM turned JOIN paths USING (number)
GROUP BY turned.number;

DROP TABLE route;
