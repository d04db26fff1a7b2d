"""Somebody of the scenario calls the client's number."""

import asyncio
import base64

import pytest
from aiohttp import web

from simulator.carrier.testing import CLIENT, LOUD, OFFICE, Listener, until


async def ring_in(rig, status=201, **order):
    order = {"from": OFFICE, "to": CLIENT, "url": f"{rig.desk.url}/voice"} | order
    async with rig.http.post(f"{rig.url}/_simulator/inbound", json=order) as answer:
        assert answer.status == status, await answer.text()
        return await answer.json()


async def test_the_clients_webhook_is_asked_and_its_document_runs(rig):
    caller = Listener(speech=bytes(1600), stay_ms=60_000)
    rig.town.answers(OFFICE, caller)
    rig.desk.answer("/voice", f"<Response>{rig.stream()}</Response>")

    sid = (await ring_in(rig))["call_sid"]

    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("media"))
    hook = rig.desk.at("/voice")[0]
    assert (hook["Direction"], hook["CallStatus"]) == ("inbound", "ringing")
    assert (hook["From"], hook["To"], hook["CallSid"]) == (OFFICE, CLIENT, sid)
    assert hook.signature
    resource = await rig.get(rig.call(sid))
    assert (resource["direction"], resource["status"]) == ("inbound", "in-progress")
    await rig.post(rig.call(sid), {"Status": "completed"}, 200)
    assert (await rig.ended(sid))["status"] == "completed"


async def test_the_end_is_reported_and_the_ledger_knows_who_called(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=100))
    rig.desk.answer("/voice", f"<Response>{rig.stream()}</Response>")

    sid = (await ring_in(rig, status_callback=f"{rig.desk.url}/done"))["call_sid"]

    await rig.ended(sid)
    await until(lambda: rig.desk.at("/done"))
    assert rig.desk.at("/done")[0]["CallStatus"] == "completed"
    assert [r["party"] for r in rig.records("dial")] == [OFFICE]
    assert [r["by"] for r in rig.records("hangup")] == ["callee"]


async def test_nobody_is_called_where_no_one_lives(rig):
    sid = (await ring_in(rig, **{"from": "+15550109999"}))["call_sid"]

    assert (await rig.ended(sid))["status"] == "failed"


async def test_an_order_without_a_webhook_is_refused(rig):
    await ring_in(rig, status=400, url="")


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("<Reject/>", "no-answer"),
        ("<Reject reason='rejected'/>", "no-answer"),
        ("<Reject reason='busy'/><Say>never heard</Say>", "busy"),
    ],
)
async def test_a_call_that_the_client_rejects_is_never_answered(rig, verb, status):
    caller = Listener(stay_ms=60_000)
    rig.town.answers(OFFICE, caller)
    rig.desk.answer("/voice", f"<Response>{verb}</Response>")

    sid = (await ring_in(rig, status_callback=f"{rig.desk.url}/done"))["call_sid"]

    resource = await rig.ended(sid)
    assert (resource["status"], resource["start_time"]) == (status, None)
    assert resource["duration"] == "0"
    assert (caller.heard, caller.closed) == ([], 1)
    assert not rig.records("answer")
    assert [r["result"] for r in rig.records("refused")] == [status]
    await until(lambda: rig.desk.at("/done"))
    assert rig.desk.at("/done")[0]["CallStatus"] == status


async def test_a_call_is_answered_before_it_is_hung_up(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=60_000))
    rig.desk.answer("/voice", "<Response><Hangup/><Reject/></Response>")

    sid = (await ring_in(rig))["call_sid"]

    resource = await rig.ended(sid)
    assert resource["status"] == "completed"
    assert resource["start_time"] is not None


async def test_the_caller_says_nothing_until_the_client_has_picked_up(rig):
    caller = Listener(speech=LOUD * 50, stay_ms=60_000)
    rig.town.answers(OFFICE, caller)
    reached, go = asyncio.Event(), asyncio.Event()
    document = web.Response(
        text=f"<Response>{rig.stream()}</Response>", content_type="text/xml"
    )

    async def slow() -> web.Response:
        reached.set()
        await go.wait()
        return document

    rig.desk.respond("/voice", slow)
    sid = (await ring_in(rig))["call_sid"]
    await reached.wait()
    assert (await rig.get(rig.call(sid)))["status"] == "ringing"
    assert caller.heard == []
    go.set()

    await until(lambda: rig.desk.streams and len(rig.desk.streams[0].of("media")) > 30)
    sounds = [
        base64.b64decode(message["media"]["payload"])
        for message in rig.desk.streams[0].of("media")
    ]
    # What is left of a second of speech when the socket has opened: nearly all.
    assert sum(sound == LOUD for sound in sounds) > 20


async def test_a_caller_who_is_never_picked_up_may_be_sent_away(rig):
    caller = Listener(stay_ms=60_000)
    rig.town.answers(OFFICE, caller)
    reached = asyncio.Event()

    async def never() -> web.Response:
        reached.set()
        return await asyncio.Future()

    rig.desk.respond("/voice", never)
    sid = (await ring_in(rig))["call_sid"]
    await reached.wait()

    await rig.post(rig.call(sid), {"Status": "canceled"}, 200)

    assert (await rig.ended(sid))["status"] == "canceled"
    assert (caller.heard, caller.closed) == ([], 1)


async def test_a_webhook_that_fails_is_replaced_by_the_numbers_fallback(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=60_000))
    rig.desk.respond("/voice", lambda: web.Response(status=500))
    rig.desk.answer("/fallback", "<Response><Reject reason='busy'/></Response>")

    sid = (await ring_in(rig, fallback_url=f"{rig.desk.url}/fallback"))["call_sid"]

    assert (await rig.ended(sid))["status"] == "busy"
    assert rig.desk.at("/fallback")[0]["CallStatus"] == "ringing"


async def test_a_webhook_that_fails_for_good_is_answered_with_an_apology(rig):
    caller = Listener(stay_ms=60_000)
    rig.town.answers(OFFICE, caller)
    rig.desk.respond("/voice", lambda: web.Response(status=500))

    sid = (await ring_in(rig))["call_sid"]

    await until(lambda: len(caller.heard) > 5)
    assert [r["code"] for r in rig.records("fault")] == [11200]
    assert (await rig.get(rig.call(sid)))["status"] == "in-progress"
