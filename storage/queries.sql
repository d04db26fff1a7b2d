-- Every statement the store runs, by name. Values are parameters, always.

-- name: add_campaign
-- Keep a campaign; returns nothing if it is there already.
INSERT INTO campaign (campaign_id, status, created_at, body)
VALUES ($campaign_id, $status, $created_at, $body)
ON CONFLICT (campaign_id) DO NOTHING
RETURNING campaign_id

-- name: add_targets
-- Keep the businesses of a campaign, set-based: one statement for all.
INSERT INTO target (target_id, campaign_id, position, status, body)
SELECT unnest($target_ids::VARCHAR[]), $campaign_id, unnest($positions::INTEGER[]),
       unnest($statuses::VARCHAR[]), unnest($bodies::VARCHAR[])::JSON

-- name: campaign
SELECT status, body FROM campaign WHERE campaign_id = $campaign_id

-- name: campaigns
-- Newest first.
SELECT status, body FROM campaign ORDER BY created_at DESC, campaign_id DESC

-- name: set_campaign_status
UPDATE campaign SET status = $status WHERE campaign_id = $campaign_id
RETURNING campaign_id

-- name: put_campaign
UPDATE campaign SET body = $body WHERE campaign_id = $campaign_id
RETURNING campaign_id

-- name: add_change
INSERT INTO campaign_change (campaign_id, version, body)
VALUES ($campaign_id, $version, $body) ON CONFLICT DO NOTHING

-- name: changes
SELECT body FROM campaign_change WHERE campaign_id = $campaign_id ORDER BY version

-- name: put_alert
-- Keep an alert as it stands, unless it is kept further on.
INSERT INTO alert (alert_id, stage, raised_at, body)
VALUES ($alert_id, $stage::INTEGER, $raised_at::TIMESTAMP, $body)
ON CONFLICT (alert_id) DO UPDATE SET stage = excluded.stage, body = excluded.body
WHERE excluded.stage >= alert.stage

-- name: open_alerts
SELECT body FROM alert WHERE stage < $cleared::INTEGER ORDER BY raised_at, alert_id

-- name: targets
SELECT body FROM target WHERE campaign_id = $campaign_id ORDER BY position

-- name: standing
-- How many businesses of a campaign stand where.
SELECT status, coalesce(json_extract_string(body, '$.outcome'), ''), count(*)
FROM target WHERE campaign_id = $campaign_id
GROUP BY ALL

-- name: put_target
UPDATE target SET status = $status, body = $body WHERE target_id = $target_id
RETURNING target_id

-- name: reserve
-- Write a dial intent, unless this attempt was reserved before or another call to the
-- number is unresolved.
INSERT INTO dial_intent (call_id, campaign_id, target_id, number, attempt, state,
                         epoch, call_sid, actor, reserved_at, reserved_real_at)
SELECT $call_id, $campaign_id, $target_id, $number, $attempt::INTEGER, $state,
       $epoch::INTEGER, $call_sid, $actor, $reserved_at::TIMESTAMP,
       $reserved_real_at::TIMESTAMP
WHERE NOT EXISTS (
    SELECT 1 FROM dial_intent
    WHERE number = $number AND state NOT IN ('not_placed', 'done')
)
ON CONFLICT DO NOTHING
RETURNING call_id

-- name: advance
-- Compare and set.
UPDATE dial_intent
SET state = $after, call_sid = coalesce(nullif($call_sid, ''), call_sid)
WHERE call_id = $call_id AND state = $before
RETURNING call_id

-- name: reattach
UPDATE dial_intent SET epoch = $epoch
WHERE call_id = $call_id AND epoch IN ($epoch - 1, $epoch)
RETURNING call_id

-- name: assign
UPDATE dial_intent SET actor = $actor WHERE call_id = $call_id

-- name: intent
SELECT call_id, campaign_id, target_id, number, attempt, state, epoch, call_sid,
       actor, reserved_at, reserved_real_at
FROM dial_intent WHERE call_id = $call_id

-- name: open_intents
SELECT call_id, campaign_id, target_id, number, attempt, state, epoch, call_sid,
       actor, reserved_at, reserved_real_at
FROM dial_intent WHERE state NOT IN ('not_placed', 'done')
ORDER BY reserved_at, call_id

-- name: append_events
-- Add to a call's log, set-based; what is there already stays as it is.
INSERT INTO call_event (call_id, seq, kind, at_ms, body)
SELECT $call_id, unnest($seqs::INTEGER[]), unnest($kinds::VARCHAR[]),
       unnest($at_ms::BIGINT[]), unnest($bodies::VARCHAR[])::JSON
ON CONFLICT DO NOTHING

-- name: notes
-- Pinned notes with a pattern in text or author, the latest first.
SELECT event.call_id, intent.campaign_id,
       coalesce(json_extract_string(target.body, '$.provider.name'), ''),
       event.seq,
       coalesce(CAST(json_extract_string(event.body, '$.about_ms') AS BIGINT),
                event.at_ms) AS pinned_ms,
       intent.reserved_at,
       json_extract_string(event.body, '$.author'),
       json_extract_string(event.body, '$.text')
FROM call_event AS event
JOIN dial_intent AS intent ON intent.call_id = event.call_id
LEFT JOIN target ON target.target_id = intent.target_id
WHERE event.kind = 'noted'
  AND ($campaign_id = '' OR intent.campaign_id = $campaign_id)
  AND (json_extract_string(event.body, '$.text') ILIKE $pattern ESCAPE '\'
       OR json_extract_string(event.body, '$.author') ILIKE $pattern ESCAPE '\')
ORDER BY intent.reserved_at DESC, pinned_ms DESC, event.call_id
LIMIT $most

-- name: events
SELECT body FROM call_event WHERE call_id = $call_id AND seq > $after ORDER BY seq

-- name: add_result
-- The first result of a call stays; returns nothing if there is one.
INSERT INTO call_result (call_id, campaign_id, target_id, outcome, started_at,
                         ended_at, answered_s, cost_usd, body)
VALUES ($call_id, $campaign_id, $target_id, $outcome, $started_at, $ended_at,
        $answered_s, $cost_usd, $body)
ON CONFLICT (call_id) DO NOTHING
RETURNING call_id

-- name: add_findings
INSERT INTO finding (call_id, place, field, value, quote, at_ms, contradicts)
SELECT $call_id, unnest($places::INTEGER[]), unnest($fields::VARCHAR[]),
       unnest($values::VARCHAR[])::JSON, unnest($quotes::VARCHAR[]),
       unnest($at_ms::BIGINT[]), unnest($contradicts::BOOLEAN[])

-- name: conclude_intent
UPDATE dial_intent
SET state = $state, call_sid = coalesce(nullif($call_sid, ''), call_sid)
WHERE call_id = $call_id

-- name: bar
-- Who asked twice has asked the first time.
INSERT INTO do_not_call (number, since, why, call_id)
VALUES ($number, $since, $why, $call_id)
ON CONFLICT (number) DO NOTHING

-- name: unbar
DELETE FROM do_not_call WHERE number = $number
RETURNING number

-- name: do_not_call
SELECT number, since, why, call_id FROM do_not_call ORDER BY number

-- name: result
SELECT body FROM call_result WHERE call_id = $call_id

-- name: results
SELECT body FROM call_result WHERE campaign_id = $campaign_id
ORDER BY ended_at, call_id

-- name: results_of_number
-- The latest calls to a number and extension, with what was asked on them: behind one
-- switchboard there may be many businesses.
SELECT call_result.body, campaign.status, campaign.body
FROM call_result
JOIN dial_intent USING (call_id)
JOIN campaign ON campaign.campaign_id = call_result.campaign_id
JOIN target ON target.target_id = dial_intent.target_id
WHERE dial_intent.number = $number
  AND coalesce(json_extract_string(target.body, '$.provider.extension'), '') = $extension
ORDER BY call_result.ended_at DESC, call_id DESC LIMIT $most

-- name: menu_graphs
SELECT body FROM menu_graph WHERE $number IS NULL OR number = $number
ORDER BY number, version

-- name: newest_menu_graph
SELECT max_by(body, version) FROM menu_graph WHERE number = $number
HAVING count(*) > 0

-- name: put_menu_graph
INSERT INTO menu_graph (number, version, quarantined, body)
VALUES ($number, $version, $quarantined, $body)
ON CONFLICT (number, version) DO UPDATE
SET quarantined = excluded.quarantined, body = excluded.body
RETURNING number

-- name: add_menu_graph
INSERT INTO menu_graph (number, version, quarantined, body)
VALUES ($number, $version, $quarantined, $body)
ON CONFLICT (number, version) DO NOTHING
RETURNING number

-- name: menu_goals
-- What is indexed of a number's menus, as it stands.
SELECT goal, entry FROM menu_entry WHERE number = $number ORDER BY goal

-- name: forget_entries
DELETE FROM menu_entry WHERE number = $number

-- name: forget_bands
DELETE FROM menu_entry_band WHERE number = $number

-- name: add_entries
INSERT INTO menu_entry (number, goal, entry)
SELECT $number, unnest($goals::VARCHAR[]), $entry

-- name: add_bands
INSERT INTO menu_entry_band (band, number)
SELECT unnest($bands::BIGINT[]), $number

-- name: numbers_alike
-- Those that share most bands with what was heard. Three statements, each by an index,
-- take a third of the time of one with joins.
SELECT number
FROM menu_entry_band
WHERE band IN (SELECT unnest($bands::BIGINT[])) AND number <> $number
GROUP BY number
ORDER BY count(*) DESC, number
LIMIT $most

-- name: menu_entries
SELECT number, entry FROM menu_entry
WHERE number IN (SELECT unnest($numbers::VARCHAR[])) AND goal = $goal

-- name: newest_menu_graphs
SELECT max_by(body, version) FROM menu_graph
WHERE number IN (SELECT unnest($numbers::VARCHAR[]))
GROUP BY number

-- name: menu_loans
SELECT lender, borrower, successes, failures, used_at FROM menu_loan
WHERE lender IN (SELECT unnest($lenders::VARCHAR[]))

-- name: menu_loan
SELECT lender, borrower, successes, failures, used_at FROM menu_loan
WHERE lender = $lender AND borrower = $borrower

-- name: put_menu_loan
INSERT INTO menu_loan (lender, borrower, successes, failures, used_at)
VALUES ($lender, $borrower, $successes, $failures, $used_at)
ON CONFLICT (lender, borrower) DO UPDATE
SET successes = excluded.successes, failures = excluded.failures,
    used_at = excluded.used_at

-- name: add_trip
INSERT INTO route_trip (number, goal, version, transport, ended, succeeded, known,
                        shared, drifted, wrong_keys, seconds, used_at)
VALUES ($number, $goal, $version, $transport, $ended, $succeeded, $known, $shared,
        $drifted, $wrong_keys, $seconds, $used_at)

-- name: route_stats
SELECT CASE $by WHEN 'number' THEN number
                WHEN 'version' THEN number || ' v' || version
                ELSE coalesce(nullif(transport, ''), 'none') END AS "group",
       count(*),
       count(*) FILTER (succeeded),
       count(*) FILTER (known),
       count(*) FILTER (shared),
       count(*) FILTER (drifted),
       sum(wrong_keys)::INTEGER,
       avg(seconds) FILTER (succeeded AND NOT known AND NOT shared),
       avg(seconds) FILTER (succeeded AND known AND NOT drifted),
       avg(seconds) FILTER (succeeded AND shared AND NOT drifted)
FROM route_trip
GROUP BY ALL
ORDER BY 1

-- name: receive
INSERT INTO inbox (key, place, call_id, body)
SELECT $key, (SELECT coalesce(max(place), 0) + 1 FROM inbox WHERE call_id = $call_id),
       $call_id, $body
ON CONFLICT (key) DO NOTHING
RETURNING key

-- name: received
SELECT body FROM inbox WHERE call_id = $call_id ORDER BY place

-- name: put_endpoint
INSERT INTO webhook_endpoint (endpoint_id, created_at, body)
VALUES ($endpoint_id, $created_at, $body)
ON CONFLICT (endpoint_id) DO UPDATE SET body = excluded.body

-- name: endpoints
SELECT body FROM webhook_endpoint ORDER BY created_at

-- name: drop_endpoint
DELETE FROM webhook_endpoint WHERE endpoint_id = $endpoint_id RETURNING endpoint_id

-- name: drop_deliveries
DELETE FROM webhook_delivery WHERE endpoint_id = $endpoint_id

-- name: add_delivery
INSERT INTO webhook_delivery (endpoint_id, message_id, stream, type, body, status,
                              attempts, due_at, answer)
VALUES ($endpoint_id, $message_id, $stream, $type, $body, $status, 0, $due_at, $answer)
ON CONFLICT (endpoint_id, message_id) DO NOTHING

-- name: waiting_deliveries
SELECT count(*) FROM webhook_delivery
WHERE endpoint_id = $endpoint_id AND status = 'waiting'

-- name: due_deliveries
SELECT endpoint_id, message_id, place, stream, type, body, status, attempts, due_at,
       answer
FROM (
    SELECT * FROM webhook_delivery WHERE status = 'waiting'
    QUALIFY row_number() OVER (PARTITION BY endpoint_id, stream ORDER BY place) = 1
)
WHERE due_at <= $now AND endpoint_id IN (SELECT unnest($endpoints::VARCHAR[]))
ORDER BY row_number() OVER (PARTITION BY endpoint_id ORDER BY place), place
LIMIT $most

-- name: settle_delivery
UPDATE webhook_delivery
SET status = $status, attempts = $attempts, due_at = $due_at, answer = $answer
WHERE endpoint_id = $endpoint_id AND message_id = $message_id

-- name: forget_deliveries
DELETE FROM webhook_delivery
WHERE endpoint_id = $endpoint_id AND status <> 'waiting' AND place NOT IN (
    SELECT place FROM webhook_delivery
    WHERE endpoint_id = $endpoint_id AND status <> 'waiting'
    ORDER BY place DESC
    LIMIT $most
)

-- name: settled_deliveries
SELECT count(*) FROM webhook_delivery
WHERE endpoint_id = $endpoint_id AND status <> 'waiting'

-- name: deliveries
SELECT endpoint_id, message_id, place, stream, type, body, status, attempts, due_at,
       answer
FROM webhook_delivery WHERE endpoint_id = $endpoint_id
ORDER BY place DESC
LIMIT $most

-- name: replay_deliveries
UPDATE webhook_delivery SET status = 'waiting', attempts = 0, due_at = $due_at
WHERE endpoint_id = $endpoint_id AND status = 'dead'
RETURNING message_id

-- name: add_booking
INSERT INTO booking (booking_id, wish_id, version, watched, body)
VALUES ($booking_id, $wish_id, $version, $watched, $body)
ON CONFLICT (booking_id) DO NOTHING

-- name: put_booking
UPDATE booking SET version = $version, watched = $watched, body = $body
WHERE booking_id = $booking_id

-- name: booking
SELECT body FROM booking WHERE booking_id = $booking_id

-- name: watched_bookings
SELECT body FROM booking WHERE watched ORDER BY booking_id

-- name: bookings
SELECT body FROM booking WHERE $wish_id IN ('', wish_id) ORDER BY booking_id
