from xml.etree import ElementTree as ET

import pytest

from panda.campaign import IntentState
from panda.errors import CarrierUnsure
from panda.mailbox import CarrierNews, End, LegNews
from tests.panda.dispatch.world import NUMBERS
from tests.serve.town import ACCOUNT


async def waits(actor):
    reply = await actor.place()
    assert reply.call_sid
    return await actor.until_told_to_end()


@pytest.fixture
async def call(world):
    """A call that rings; returns its id and the carrier's."""
    world.scripts[NUMBERS[0]] = [waits]
    await world.create(1)
    await world.until(lambda: world.carrier.calls and world.crew.briefings)
    return world.crew.briefings[0].call_id, next(iter(world.carrier.calls))


def report(call_sid, status="ringing", sequence=1, **more):
    return {
        "AccountSid": ACCOUNT,
        "CallSid": call_sid,
        "CallStatus": status,
        "SequenceNumber": str(sequence),
        **more,
    }


async def told(world, call_id):
    """What the call's actor heard of the carrier, once it has read its mailbox."""
    await world.hub.post(call_id, End())
    await world.until(lambda: End() in world.orders)
    return [one.update.status for one in world.orders if isinstance(one, CarrierNews)]


async def test_a_report_is_kept_and_its_call_is_told(api, world, call):
    call_id, call_sid = call
    answer = await api.webhook(f"/twilio/status/{call_id}", report(call_sid))
    assert answer.status_code == 204
    assert await told(world, call_id) == ["ringing"]
    assert len(await world.store.received(call_id)) == 1


@pytest.mark.parametrize(
    "how", [{"token": "wrong"}, {"public": "https://evil.example"}]
)
async def test_a_report_that_is_not_the_carriers_is_refused(api, world, call, how):
    call_id, call_sid = call
    path = f"/twilio/status/{call_id}"
    answer = await api.webhook(path, report(call_sid, "completed"), **how)
    assert answer.status_code == 403
    assert await told(world, call_id) == []
    assert await world.store.received(call_id) == []


async def test_the_hosts_own_word_about_its_name_counts_for_nothing(api, call):
    call_id, call_sid = call
    from tests.serve.town import signed

    path = f"/twilio/status/{call_id}"
    sent = signed(path, report(call_sid), public="http://127.0.0.1:8701")
    answer = await api.http.post(path, **sent)
    assert answer.status_code == 403


async def test_a_signature_for_one_call_does_not_open_another(api, call):
    from tests.serve.town import signed

    call_id, call_sid = call
    sent = signed("/twilio/status/other", report(call_sid))
    answer = await api.http.post(f"/twilio/status/{call_id}", **sent)
    assert answer.status_code == 403


async def test_news_that_is_old_does_not_reach_the_call(api, world, call):
    call_id, call_sid = call
    path = f"/twilio/status/{call_id}"
    await api.webhook(path, report(call_sid, "in-progress", 2))
    await api.webhook(path, report(call_sid, "ringing", 1))
    assert await told(world, call_id) == ["in-progress"]


async def test_a_report_told_twice_is_kept_once(api, world, call):
    call_id, call_sid = call
    path = f"/twilio/status/{call_id}"
    for _ in range(3):
        answer = await api.webhook(path, report(call_sid))
        assert answer.status_code == 204
    assert len(await world.store.received(call_id)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"CallStatus": "dancing"},
        {"CallSid": ""},
        {"SequenceNumber": "x"},
        {"AccountSid": "AC" + "2" * 32},
    ],
)
async def test_a_report_that_makes_no_sense_is_refused(api, call, wrong):
    call_id, call_sid = call
    form = {**report(call_sid), **wrong}
    answer = await api.webhook(f"/twilio/status/{call_id}", form)
    assert answer.status_code == 400


async def test_a_report_on_a_call_that_is_not_ours_is_taken_and_dropped(api, world):
    answer = await api.webhook("/twilio/status/nobody", report("CA9"))
    assert answer.status_code == 204
    assert await world.store.received("nobody") == []


async def test_a_report_clears_up_a_dial_whose_answer_was_lost(api, world):
    world.scripts[NUMBERS[0]] = [waits]
    world.carrier.troubles, world.carrier.is_down = [CarrierUnsure("lost")], True
    await world.create(1)

    async def ambiguous():
        intents = await world.store.open_intents()
        return intents and intents[0].state is IntentState.AMBIGUOUS

    await world.until(ambiguous)
    (intent,) = await world.store.open_intents()
    await api.webhook(f"/twilio/status/{intent.call_id}", report("CA7"))
    kept = await world.store.intent(intent.call_id)
    assert (kept.state, kept.call_sid) == (IntentState.ACCEPTED, "CA7")


async def test_a_call_whose_stream_broke_is_connected_again(api, call):
    call_id, call_sid = call
    answer = await api.webhook(f"/twilio/recover/{call_id}/0", {"CallSid": call_sid})
    assert answer.headers["Content-Type"].startswith("application/xml")
    root = ET.fromstring(answer.text)
    assert [verb.tag for verb in root] == ["Connect", "Redirect"]


async def test_an_unknown_calls_stream_is_hung_up(api):
    answer = await api.webhook("/twilio/recover/nobody/0", {"CallSid": "CA1"})
    assert [verb.tag for verb in ET.fromstring(answer.text)] == ["Hangup"]


async def test_a_call_waits_for_an_orchestrator_that_is_away(api, installation, call):
    call_id, call_sid = call
    installation.is_away = True
    answer = await api.webhook(f"/twilio/recover/{call_id}/0", {"CallSid": call_sid})
    root = ET.fromstring(answer.text)
    assert [verb.tag for verb in root] == ["Say", "Pause", "Redirect"]
    assert root.find("Redirect").text.endswith(f"/twilio/recover/{call_id}/0")


async def test_recovery_is_for_the_carrier_only(api, call):
    call_id, _ = call
    answer = await api.http.post(f"/twilio/recover/{call_id}/0")
    assert answer.status_code == 403


# --- an operator's telephone ---------------------------------------------------------

LEG_SID = "CA" + "9" * 32


async def leg_news(world, call_id):
    await world.hub.post(call_id, End())
    await world.until(lambda: End() in world.orders)
    return [one for one in world.orders if isinstance(one, LegNews)]


async def test_who_presses_1_joins_the_conference_and_the_call_is_told(
    api, world, call
):
    call_id, _ = call
    form = report(LEG_SID, "in-progress", Digits="1")
    answer = await api.webhook(f"/twilio/leg/{call_id}/1", form)
    room = ET.fromstring(answer.text).find("Dial/Conference")
    assert room.text == f"panda-{call_id}-1"
    assert room.get("endConferenceOnExit") == "true"
    assert await leg_news(world, call_id) == [
        LegNews(transfer=1, call_sid=LEG_SID, news="taken")
    ]


@pytest.mark.parametrize("digits", ["2", "", "11"])
async def test_who_presses_anything_else_is_hung_up_on(api, world, call, digits):
    call_id, _ = call
    form = report(LEG_SID, "in-progress", Digits=digits)
    answer = await api.webhook(f"/twilio/leg/{call_id}/1", form)
    assert [verb.tag for verb in ET.fromstring(answer.text)] == ["Hangup"]
    assert await leg_news(world, call_id) == []


async def test_who_takes_a_call_that_is_over_is_told_so(api, world):
    form = report(LEG_SID, "in-progress", Digits="1")
    answer = await api.webhook("/twilio/leg/nobody/1", form)
    said, _ = ET.fromstring(answer.text)
    assert said.text == "This call has gone on without you. Goodbye."


@pytest.mark.parametrize(
    ("status", "news"),
    [
        ("ringing", [("ringing", "")]),
        ("busy", [("over", "busy")]),
        ("no-answer", [("over", "no-answer")]),
        ("completed", [("over", "completed")]),
        ("in-progress", []),
    ],
)
async def test_how_the_telephone_stands_is_told_to_the_call(
    api, world, call, status, news
):
    call_id, _ = call
    path = f"/twilio/leg/{call_id}/1/status"
    answer = await api.webhook(path, report(LEG_SID, status))
    assert answer.status_code == 204
    told = await leg_news(world, call_id)
    assert [(one.news, one.reason) for one in told] == news


@pytest.mark.parametrize("path", ["/twilio/leg/x/1", "/twilio/leg/x/1/status"])
async def test_nobody_but_the_carrier_presses_keys(api, world, path):
    answer = await api.webhook(path, report(LEG_SID, Digits="1"), token="wrong")
    assert answer.status_code == 403
