"""The mixer alone: what a listener gets, frame by frame."""

from pathlib import Path

import numpy as np
from hypothesis import given, strategies as st

from simulator.carrier.conference.events import TOPICS
from simulator.carrier.conference.mixer import LOUDEST, Room, mix
from simulator.carrier.settings import Settings
from simulator.ports import FRAME_BYTES, SILENCE
from simulator.speech import mulaw

frames = st.binary(min_size=FRAME_BYTES, max_size=FRAME_BYTES)
flags = st.booleans()


@given(st.lists(frames, max_size=5))
def test_a_sum_is_clipped_and_never_wraps(voices):
    mixed = mix(voices)
    total = np.sum([mulaw.linear(f) for f in voices] or [[0]], axis=0, dtype=int)
    wanted = np.clip(total, -LOUDEST, LOUDEST)
    got = mulaw.linear(mixed or SILENCE).astype(int)
    # The largest step of mu-law is 1024 wide.
    assert np.abs(got - wanted).max() <= 1024


@given(frames)
def test_one_voice_is_passed_on_bit_by_bit(frame):
    assert (mix([SILENCE, frame, SILENCE]) or SILENCE) == frame


@given(st.lists(st.tuples(flags, flags, flags), min_size=2, max_size=6), flags)
def test_who_is_heard_follows_from_who_is_muted_held_and_coaching(people, started):
    room = Room()
    room.open = started
    for number, (muted, held, coaches) in enumerate(people):
        seat = room.enter(f"CA{number}")
        seat.muted, seat.held = muted, held
        seat.coaches = "CA0" if coaches and number else ""
    hears = room.hears()
    for listener, speakers in hears.items():
        assert listener not in speakers
        assert started or not speakers
        assert not (room.seats[listener].held and speakers)
        for speaker in speakers:
            seat = room.seats[speaker]
            assert not seat.muted
            assert not seat.held
            assert seat.coaches in {"", listener}


@given(st.lists(frames, min_size=1, max_size=30), st.integers(0, 3))
def test_whatever_is_said_is_heard_once_and_in_order(said, gap):
    room = Room()
    room.open = True
    speaker, listener = room.enter("CA1"), room.enter("CA2")
    heard = []
    for frame in said:
        speaker.hear(frame, 0)
        heard.append(listener.take() or SILENCE)
    heard += [listener.take() for _ in range(gap)]
    assert heard[: len(said)] == said
    assert heard[len(said) :] == [None] * gap


def test_a_beep_is_heard_by_all_but_those_on_hold():
    room = Room()
    room.open = True
    here, held = room.enter("CA1"), room.enter("CA2")
    held.held = True
    room.cue(bytes(FRAME_BYTES))
    assert here.take() == bytes(FRAME_BYTES)
    assert held.take() is None


def test_an_announcement_may_silence_the_room_for_its_listener():
    class Words:
        def take(self):
            return bytes([0x20]) * FRAME_BYTES

    for alone, expected in ((True, Words().take()), (False, None)):
        room = Room(beside_alone=alone)
        room.open = True
        speaker, listener = room.enter("CA1"), room.enter("CA2")
        listener.beside = Words()
        speaker.hear(bytes([0x40]) * FRAME_BYTES, 0)
        heard = listener.take()
        assert (heard == expected) if alone else (heard != Words().take())


def test_the_guide_names_every_event_topic_and_switch():
    guide = (
        Path(__file__).parents[3] / "docs/guides/simulator-conferences.md"
    ).read_text()
    for event, topic in TOPICS.items():
        assert f"`{event}`" in guide
        assert f"`{topic}`" in guide
    for name in ("announcement", "moderated_mute", "recording_ready_ms"):
        assert name in Settings.model_fields
        assert f"`{name}=`" in guide
