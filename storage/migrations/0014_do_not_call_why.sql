-- Why a number is never called again, so that one that is on the list by mistake can be
-- found: how the call came out that put it there, or `by_hand`.

ALTER TABLE do_not_call ADD COLUMN why VARCHAR DEFAULT 'declined';

UPDATE do_not_call SET why = call_result.outcome
FROM call_result
WHERE call_result.call_id = do_not_call.call_id
    AND call_result.outcome = 'wrong_number';
