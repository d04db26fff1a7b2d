-- Which actor has a call, by its key: how an orchestrator that was started anew finds
-- the calls that go on.

ALTER TABLE dial_intent ADD COLUMN actor VARCHAR DEFAULT '';
