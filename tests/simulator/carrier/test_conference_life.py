"""A conference from its first leg to its end, and what is told about it."""

import base64

import pytest
from twilio.base.exceptions import TwilioRestException

from simulator.carrier.signature import sign
from simulator.carrier.testing import until
from simulator.ports import Ringing
from tests.simulator.carrier.hummers import (
    ALICE,
    BOB,
    CAROL,
    PITCH,
    Party,
    hum,
    keys,
    loudest,
    payload,
    pitches,
)


async def test_the_first_leg_waits_with_music_until_the_second_comes(party):
    await party.add(ALICE, wait_url=None)
    waiting = party.callees[ALICE]
    await until(lambda: len(waiting.heard) > 20)
    assert loudest(waiting) > 0.01
    room = await party.ask(party.sdk.conferences(party.conference).fetch)
    assert room.status == "init"
    await party.gather(BOB)
    room = await party.ask(room.fetch)
    assert (room.status, room.friendly_name) == ("in-progress", "party")
    assert await waiting.hears() == {BOB}


async def test_a_wait_document_is_heard_before_the_start(party):
    party.rig.desk.answer(
        "/wait", '<Response><Play digits="5w"/><Redirect/></Response>'
    )
    await party.add(ALICE, wait_url=f"{party.rig.desk.url}/wait")
    await until(lambda: keys(party.callees[ALICE]).startswith("55"))
    await party.gather(BOB)
    assert await party.callees[ALICE].hears() == {BOB}


async def test_a_conference_waits_for_one_who_may_start_it(party):
    await party.gather(ALICE, BOB, start_conference_on_enter=False)
    assert "conference-start" not in party.events()
    assert await party.callees[ALICE].hears() == set()
    await party.gather(CAROL)
    assert await party.callees[ALICE].hears() == {BOB, CAROL}


async def test_the_mute_of_those_who_waited_may_be_set_to_stay(start):
    party = Party(await start("moderated_mute=keep"))
    await party.gather(ALICE, start_conference_on_enter=False)
    await party.gather(BOB)
    assert await party.callees[BOB].hears() == set()
    await party.change(ALICE, muted=False)
    assert await party.callees[BOB].hears() == {ALICE}


async def test_who_has_it_ends_the_conference_for_all(party):
    await party.gather(ALICE, end_conference_on_exit=True, **party.reporting())
    await party.gather(BOB)
    leg = party.sdk.conferences(party.conference).participants(party.sids[ALICE])
    assert await party.ask(leg.delete)
    await until(lambda: len(party.rig.records("end")) == 2)
    room = await party.ask(party.sdk.conferences(party.conference).fetch)
    assert room.status == "completed"
    assert room.reason_conference_ended == (
        "participant-with-end-conference-on-exit-kicked"
    )
    assert room.call_sid_ending_conference == party.sids[ALICE]
    assert party.callees[BOB].closed == 1


async def test_the_end_moves_with_the_right_to_end(party):
    await party.gather(ALICE, end_conference_on_exit=True)
    await party.gather(BOB, CAROL)
    await party.change(ALICE, end_conference_on_exit=False)
    await party.change(BOB, end_conference_on_exit=True)
    await party.ask(party.sdk.calls(party.sids[ALICE]).update, status="completed")
    await until(lambda: len(party.rig.records("end")) == 1)
    assert await party.callees[BOB].hears() == {CAROL}
    await party.ask(party.sdk.calls(party.sids[BOB]).update, status="completed")
    await until(lambda: len(party.rig.records("end")) == 3)


async def test_a_conference_is_ended_by_order(party):
    await party.gather(ALICE, BOB)
    room = party.sdk.conferences(party.conference)
    ended = await party.ask(room.update, status="completed")
    assert ended.reason_conference_ended == "conference-ended-via-api"
    await until(lambda: len(party.rig.records("end")) == 2)


async def test_beeps_tell_who_comes_and_goes(party):
    party.callees[ALICE]._speech = party.callees[BOB]._speech = b""
    await party.gather(ALICE)
    await party.gather(BOB, beep="true")
    await until(lambda: any(f != f[:1] * 160 for f in party.callees[ALICE].heard))
    quiet = len(party.callees[ALICE].heard) + 15
    await until(lambda: len(party.callees[ALICE].heard) > quiet)
    await party.ask(party.sdk.calls(party.sids[BOB]).update, status="completed")
    await until(
        lambda: any(f != f[:1] * 160 for f in party.callees[ALICE].heard[quiet:])
    )


async def test_those_present_hear_the_invited_telephone_ring(party):
    party.callees[ALICE]._speech = b""
    party.rig.town.answers(BOB, party.callees[BOB], ring_ms=60_000)
    await party.gather(ALICE)
    ringing = await party.add(BOB)
    assert ringing.status in {"queued", "ringing"}
    await until(lambda: loudest(party.callees[ALICE]) > 0.1)
    leg = party.sdk.conferences(party.conference).participants(party.sids[BOB])
    assert (await party.ask(leg.fetch)).status == "ringing"
    await party.ask(leg.delete)
    await until(lambda: len(party.rig.records("end")) == 1)
    assert party.rig.records("end")[0]["status"] == "canceled"


async def test_a_busy_participant_leaves_before_it_came(party):
    party.rig.town.put(BOB, lambda: Ringing("busy", ring_ms=0, sip_code=486))
    await party.gather(ALICE, **party.reporting())
    await party.add(BOB)
    await until(
        lambda: any(
            h["StatusCallbackEvent"] == "participant-leave" for h in party.reports()
        )
    )
    [left] = [
        h for h in party.reports() if h["StatusCallbackEvent"] == "participant-leave"
    ]
    assert left["ReasonParticipantLeft"] == "participant_add_failed"
    assert left["ParticipantCallStatus"] == "busy"


async def test_events_are_signed_and_numbered_in_order(party):
    await party.gather(ALICE, label="alice", **party.reporting())
    await party.gather(BOB)
    await party.callees[ALICE].hears()
    await party.change(BOB, muted=True)
    await party.change(BOB, hold=True)
    await party.change(BOB, end_conference_on_exit=True)
    room = party.sdk.conferences(party.conference)
    await party.ask(room.update, status="completed")
    await until(
        lambda: "conference-end" in [h["StatusCallbackEvent"] for h in party.reports()]
    )
    await party.rig.exchange.world.callbacks.drain(2)
    hooks = party.reports()
    told = [h["StatusCallbackEvent"] for h in hooks]
    assert [t for t in told if "speech" not in t] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-mute",
        "participant-hold",
        "participant-modify",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    assert "participant-speech-start" in told
    numbers = [int(h["SequenceNumber"]) for h in hooks]
    assert numbers == list(range(1, len(hooks) + 1))
    for hook in hooks:
        assert hook["ConferenceSid"] == party.conference
        assert hook.signature == sign(party.rig.account.auth_token, hook.url, hook.form)
    assert hooks[0]["ParticipantLabel"] == "alice"
    assert hooks[-1]["ReasonConferenceEnded"] == "conference-ended-via-api"


async def test_participants_are_found_by_label_filtered_and_paged(party):
    await party.gather(ALICE, label="the agent", muted=True)
    await party.gather(BOB)
    legs = party.sdk.conferences(party.conference).participants
    alice = await party.ask(
        party.sdk.conferences(party.conference).participants("the agent").fetch
    )
    assert (alice.call_sid, alice.status) == (party.sids[ALICE], "connected")
    assert [p.call_sid for p in await party.ask(legs.list, muted=True)] == [
        party.sids[ALICE]
    ]
    paged = await party.ask(legs.list, page_size=1)
    assert [p.call_sid for p in paged] == [party.sids[ALICE], party.sids[BOB]]


async def test_wrong_orders_get_twilios_errors(party):
    await party.gather(ALICE, label="agent")
    with pytest.raises(TwilioRestException) as refused:
        await party.add(BOB, label="agent")
    assert refused.value.code == 16025
    with pytest.raises(TwilioRestException) as refused:
        await party.add(BOB, coaching=True)
    assert (refused.value.status, refused.value.code) == (400, 20001)
    party.sids[BOB] = "CA" + "0" * 32
    with pytest.raises(TwilioRestException) as refused:
        await party.change(BOB, muted=True)
    assert (refused.value.status, refused.value.code) == (404, 20404)
    with pytest.raises(TwilioRestException) as refused:
        await party.ask(party.sdk.conferences("CF" + "0" * 32).fetch)
    assert refused.value.code == 20404


async def test_conferences_are_listed_by_name_and_state(party):
    await party.gather(ALICE, BOB)
    rooms = party.sdk.conferences
    found = await party.ask(rooms.list, friendly_name="party", status="in-progress")
    assert [room.sid for room in found] == [party.conference]
    assert await party.ask(rooms.list, status="completed") == []


async def test_two_documents_meet_in_a_room_and_go_on_after_it(party):
    rig = party.rig
    rig.desk.answer("/after", '<Response><Play digits="3"/></Response>')
    room = (
        f'<Dial action="{rig.desk.url}/after">'
        '<Conference beep="false" waitUrl="" endConferenceOnExit="{ends}">den'
        "</Conference></Dial>"
    )
    await rig.dial(room.format(ends="false"), To=ALICE)
    bob = await rig.dial(room.format(ends="true"), To=BOB)
    await until(lambda: rig.records("conference_hears"))
    assert await party.callees[ALICE].hears() == {BOB}
    await party.ask(party.sdk.calls(bob).update, status="completed")
    await until(lambda: rig.desk.at("/after"))
    assert rig.desk.at("/after")[0]["DialCallStatus"] == "answered"
    await until(lambda: len(rig.records("end")) == 2)
    assert "3" in keys(party.callees[ALICE])


async def test_a_leg_whose_document_is_a_stream_takes_part(party):
    """The bot's leg is an application; the other is a telephone."""
    rig = party.rig
    rig.desk.answer("/bot", f"<Response>{rig.stream()}</Response>")
    app = await party.ask(
        party.sdk.applications.create,
        friendly_name="bot",
        voice_url=f"{rig.desk.url}/bot",
    )
    await party.gather(ALICE)
    await party.add(f"app:{app.sid}?room=blue", label="bot")
    await until(lambda: rig.desk.streams and rig.desk.streams[0].of("start"))
    [stream] = rig.desk.streams
    [asked] = rig.desk.at("/bot")
    assert (asked["room"], asked["Direction"]) == ("blue", "inbound")
    heard = len(party.callees[ALICE].heard)
    await stream.send("media", media={"payload": payload(hum(PITCH[BOB], 2))})
    await until(lambda: len(stream.of("media")) > 60)
    said = b"".join(
        base64.b64decode(message["media"]["payload"])
        for message in stream.of("media")[-20:]
    )
    assert pitches(said) == {ALICE}
    await until(lambda: pitches(b"".join(party.callees[ALICE].heard[heard:])) == {BOB})
    bot = party.sdk.conferences(party.conference).participants("bot")
    await party.ask(bot.update, muted=True)
    assert await party.callees[ALICE].hears() == set()
    room = party.sdk.conferences(party.conference)
    await party.ask(room.update, status="completed")
    await until(lambda: len(rig.records("end")) == 3)
    assert stream.messages[-1]["event"] == "stop"


async def test_an_unknown_application_cannot_be_reached(party):
    await party.gather(ALICE)
    await party.add("app:AP" + "0" * 32)
    await until(lambda: len(party.rig.records("end")) == 1)
    assert party.rig.records("end")[0]["status"] == "failed"
