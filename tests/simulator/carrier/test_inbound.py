"""Somebody of the scenario calls the client's number."""

from aiohttp import web

from simulator.carrier.testing import CLIENT, OFFICE, Listener, until


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


async def test_a_client_may_reject_the_call(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=60_000))
    rig.desk.respond(
        "/voice",
        lambda: web.Response(
            text="<Response><Hangup/></Response>", content_type="text/xml"
        ),
    )

    sid = (await ring_in(rig))["call_sid"]

    assert (await rig.ended(sid))["status"] == "completed"
