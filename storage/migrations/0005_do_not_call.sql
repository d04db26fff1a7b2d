-- Numbers that asked never to be called again, by any campaign. Kept apart from the
-- calls in which they asked, which are deleted in time; these are not.

CREATE TABLE do_not_call (
    number  VARCHAR PRIMARY KEY,
    since   TIMESTAMP NOT NULL,
    call_id VARCHAR NOT NULL
);

INSERT INTO do_not_call (number, since, call_id)
SELECT dial_intent.number, min(call_result.ended_at), min(call_result.call_id)
FROM call_result JOIN dial_intent USING (call_id)
WHERE call_result.outcome = 'declined'
GROUP BY dial_intent.number;
