"""Conferences: who hears whom, told by tones at each ear."""

import io
import wave

import numpy as np
from aiohttp import web

from simulator.carrier.signature import sign
from simulator.carrier.testing import until
from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw
from simulator.speech.tones import dtmf
from tests.simulator.carrier.hummers import ALICE, BOB, CAROL, PITCH, hum, keys


async def test_everybody_hears_the_others_and_not_himself(party):
    await party.gather(ALICE, BOB, CAROL)
    assert await party.callees[ALICE].hears() == {BOB, CAROL}
    assert await party.callees[BOB].hears() == {ALICE, CAROL}
    assert await party.callees[CAROL].hears() == {ALICE, BOB}
    hears = party.rig.records("conference_hears")[-1]["hears"]
    ids = party.sids
    assert hears[ids[ALICE]] == sorted([ids[BOB], ids[CAROL]])


async def test_a_muted_leg_hears_and_is_not_heard(party):
    await party.gather(ALICE, BOB)
    changed = await party.change(BOB, muted=True)
    assert changed.muted is True
    assert await party.callees[ALICE].hears() == set()
    assert await party.callees[BOB].hears() == {ALICE}
    await party.change(BOB, muted=False)
    assert await party.callees[ALICE].hears() == {BOB}


async def test_a_leg_on_hold_hears_music_and_nobody_hears_it(party):
    await party.gather(ALICE, BOB)
    await party.change(BOB, hold=True)
    assert await party.callees[ALICE].hears() == set()
    before = len(party.callees[BOB].heard)
    assert ALICE not in await party.callees[BOB].hears()
    music = b"".join(party.callees[BOB].heard[before:])
    assert np.abs(mulaw.samples(music)).max() > 0.01
    await party.change(BOB, hold=False)
    assert await party.callees[BOB].hears() == {ALICE}


async def test_a_hold_url_is_what_the_held_leg_hears(party):
    party.rig.desk.answer("/hold", '<Response><Play digits="77w"/></Response>')
    await party.gather(ALICE, BOB)
    await party.change(BOB, hold=True, hold_url=f"{party.rig.desk.url}/hold")
    await until(lambda: keys(party.callees[BOB]).startswith("7777"))
    assert keys(party.callees[ALICE]) == ""


async def test_a_hold_url_may_be_a_recording(party):
    rig = party.rig
    sound = mulaw.linear(dtmf("4w")).astype("<i2").tobytes()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(mulaw.RATE)
        out.writeframes(sound)
    rig.desk.respond(
        "/hold.wav",
        lambda: web.Response(body=file.getvalue(), content_type="audio/x-wav"),
    )
    await party.gather(ALICE, BOB)
    await party.change(BOB, hold=True, hold_url=f"{rig.desk.url}/hold.wav")
    await until(lambda: keys(party.callees[BOB]).startswith("44"))


async def test_only_the_coached_leg_hears_its_coach(party):
    await party.gather(ALICE, BOB)
    await party.add(CAROL, coaching=True, call_sid_to_coach=party.sids[BOB])
    await party.gather()
    assert await party.callees[BOB].hears() == {ALICE, CAROL}
    assert await party.callees[ALICE].hears() == {BOB}
    assert await party.callees[CAROL].hears() == {ALICE, BOB}
    await party.change(CAROL, coaching=False)  # barge in
    assert await party.callees[ALICE].hears() == {BOB, CAROL}


async def test_keys_announced_to_one_leg_sound_at_that_leg_only(party):
    for callee in party.callees.values():
        callee._speech = b""  # a quiet line, so that the keys are plain
    party.rig.desk.answer("/keys", '<Response><Play digits="1w2"/></Response>')
    await party.gather(ALICE, BOB, **party.reporting())
    await party.change(BOB, announce_url=f"{party.rig.desk.url}/keys")
    await until(lambda: "announcement-end" in party.events())
    assert keys(party.callees[BOB]) == "12"
    assert keys(party.callees[ALICE]) == ""
    [pressed] = party.rig.records("keys")
    assert (pressed["call_sid"], pressed["by"]) == (party.sids[BOB], "announcement")
    [asked] = party.rig.desk.at("/keys")
    assert asked["CallSid"] == party.sids[BOB]
    assert asked.signature == sign(party.rig.account.auth_token, asked.url, asked.form)


async def test_an_announcement_that_cannot_be_had_is_reported(party):
    await party.gather(ALICE, BOB, **party.reporting())
    await party.change(BOB, announce_url=f"{party.rig.desk.url}/nothing")
    await until(lambda: "announcement-fail" in party.events())
    assert await party.callees[BOB].hears() == {ALICE}


async def test_an_announcement_to_all_is_heard_by_all(party):
    for callee in party.callees.values():
        callee._speech = b""
    party.rig.desk.answer("/all", '<Response><Play digits="9"/></Response>')
    await party.gather(ALICE, BOB)
    room = party.sdk.conferences(party.conference)
    await party.ask(room.update, announce_url=f"{party.rig.desk.url}/all")
    await until(lambda: keys(party.callees[ALICE]) == "9")
    await until(lambda: keys(party.callees[BOB]) == "9")


async def test_two_loud_voices_are_clipped_and_not_wrapped(party):
    for who in (ALICE, BOB):
        party.callees[who]._speech = hum(PITCH[ALICE], level=0.95)
    await party.gather(ALICE, BOB, CAROL)
    assert await party.callees[CAROL].hears() == {ALICE}
    heard = mulaw.linear(party.callees[CAROL].audio[-20 * FRAME_BYTES :])
    steps = np.abs(np.diff(heard.astype(int)))
    assert np.abs(heard).max() > 30000
    assert steps.max() < 40000  # a wrapped sum would leap from end to end


async def test_a_single_voice_goes_through_unchanged(party):
    party.callees[BOB]._speech = b""
    await party.gather(ALICE, BOB)
    await party.callees[BOB].hears(30)
    sung = party.callees[ALICE]._speech
    frames = [sung[at : at + FRAME_BYTES] for at in range(0, len(sung), FRAME_BYTES)]
    heard = [frame for frame in party.callees[BOB].heard if frame in frames]
    first = frames.index(heard[0])
    assert len(heard) >= 30
    assert heard == frames[first : first + len(heard)]  # none lost, none twice
