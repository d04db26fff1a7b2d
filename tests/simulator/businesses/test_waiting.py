"""Queues, voicemail, notices and opening hours."""

import pytest

from simulator.businesses import sounds
from simulator.ports import FRAME_MS, SILENCE

QUEUE = """
answers: queue
nodes:
  queue:
    type: queue
    prompt: Please hold.
    hold_s: 5
    every_s: 2
    position: 2
    announcements: ["You are number {position} in line."]
    then: notice
  notice: {type: notice, prompt: Nobody is here.}
"""
VOICEMAIL = """
answers: mailbox
nodes:
  mailbox:
    type: voicemail
    greeting: Leave a message.
    silence_s: 3
    limit_s: 10
"""
HOURS = """
answers: open
after_hours: closed
hours: {days: [mon, tue, wed, thu, fri], opens: "08:00", closes: "17:00"}
nodes:
  open: {type: notice, prompt: We are open.}
  closed: {type: notice, prompt: We are closed., times: 2}
"""


async def test_music_is_interrupted_by_announcements_of_the_place_in_line(call):
    caller = call(QUEUE)
    await caller.until_quiet(1000, within_ms=20_000)
    assert caller.heard == [
        "Please hold.",
        "You are number 2 in line.",
        "You are number 1 in line.",
        "Nobody is here.",
    ]
    frames = [caller.audio[at : at + 160] for at in range(0, len(caller.audio), 160)]
    text = sum(b"\x10" * 40 in frame for frame in frames)
    loud = sum(sounds.audible(bytes(frame)) for frame in frames)
    music_ms = (loud - text) * FRAME_MS
    assert 4000 <= music_ms <= 5200


async def test_keys_and_words_change_nothing_on_hold(call, ledger):
    caller = call(QUEUE)
    await caller.hear("Please hold")
    await caller.press("1")
    await caller.say("Hello?")
    await caller.hear("Nobody is here")
    assert ledger.of("heard") == []


async def test_the_beep_follows_the_greeting_and_silence_ends_the_recording(call):
    caller = call(VOICEMAIL)
    await caller.hear("Leave a message")
    await caller.until_quiet(1000)
    beep = [f for f in chunks(caller.audio) if f != SILENCE and b"\x10" * 40 not in f]
    assert 20 <= len(beep) <= 26
    start = caller.now_ms
    await caller.until_quiet(10_000)
    assert caller.hung_up
    assert 1500 < caller.now_ms - start < 3000


async def test_a_message_keeps_the_recording_going_and_is_heard(call, ledger):
    caller = call(VOICEMAIL)
    await caller.until_quiet(500)
    await caller.say("This is a message that takes a while.")
    assert not caller.hung_up
    await caller.wait(5000)
    assert caller.hung_up
    assert ledger.of("heard")[0]["text"] == "This is a message that takes a while."


async def test_the_limit_ends_a_recording_without_silence(call):
    caller = call(VOICEMAIL)
    await caller.until_quiet(500)
    start = caller.now_ms
    await caller.say("word " * 80)
    assert caller.hung_up
    assert caller.now_ms - start < 10_500


@pytest.mark.parametrize(
    ("clock", "heard"),
    [
        ("2026-11-23T10:00:00-06:00", ["We are open."]),
        ("2026-11-23T07:59:00-06:00", ["We are closed."] * 2),
        ("2026-11-23T17:00:00-06:00", ["We are closed."] * 2),
        ("2026-11-22T10:00:00-06:00", ["We are closed."] * 2),
        ("2026-11-23T15:30:00+00:00", ["We are open."]),
    ],
)
async def test_the_hour_decides_who_answers(call, clock, heard):
    caller = call(HOURS, clock=clock)
    await caller.until_quiet(2000)
    assert caller.heard == heard
    assert caller.hung_up


def chunks(audio):
    return [bytes(audio[at : at + 160]) for at in range(0, len(audio), 160)]


CALLBACK = (
    QUEUE.replace(
        "    then: notice\n",
        "    callback: {key: '1', offer: To be called back press 1., goto: back}\n"
        "    then: notice\n",
    )
    + "  back: {type: notice, prompt: We will call you back.}\n"
)


async def test_the_offer_to_call_back_is_repeated_and_taken_with_its_key(call, ledger):
    caller = call(CALLBACK)
    await caller.hear("Please hold")
    await caller.hear("To be called back")
    await caller.hear("number 2 in line")
    await caller.hear("To be called back")
    await caller.press("2")
    await caller.press("1")
    await caller.hear("We will call you back", within_ms=600)
    assert [key["accepted"] for key in ledger.of("key")] == [False, True]
    assert [one["name"] for one in ledger.of("callback")] == ["accepted"]


async def test_the_wait_is_announced_in_minutes(call):
    queue = QUEUE.replace("{position} in line.", "{position}, {minutes} minutes.")
    caller = call(queue.replace("position: 2", "position: 2\n    minutes_each: 4"))
    await caller.hear("number 2, 8 minutes")
    await caller.hear("number 1, 4 minutes")


TRANSFER = """
answers: desk
nodes:
  desk: {type: transfer, prompt: I will connect you., ring_s: 5, then: dana}
  dana: {type: notice, prompt: This is Dana.}
"""


async def test_a_transfer_rings_before_somebody_answers(call, ledger):
    caller = call(TRANSFER)
    await caller.hear("I will connect you")
    began = caller.now_ms
    await caller.hear("This is Dana")
    assert 5000 < caller.now_ms - began < 7000
    frames = [f for f in chunks(caller.audio) if b"\x10" * 40 not in f]
    ringing = sum(sounds.audible(frame) for frame in frames) * FRAME_MS
    assert 1900 <= ringing <= 2100  # 2 s on, 4 s off
    assert [node["node"] for node in ledger.of("node")] == ["desk", "dana"]


async def test_a_transfer_may_find_nobody(call):
    office = TRANSFER.replace("then: dana", "then: dana, no_answer: {goto: box}")
    caller = call(office + "  box: {type: notice, prompt: Nobody is here.}\n")
    await caller.hear("Nobody is here")
