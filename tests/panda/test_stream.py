import json

import pytest
from hypothesis import given, strategies as st

from panda.errors import ProtocolError
from panda.stream import (
    BURST,
    MAX_FRAME_BYTES,
    START_WITHIN_MS,
    Audio,
    Connected,
    KeyPressed,
    MediaStream,
    Played,
    Stopped,
)
from panda.testing.frames import QUIET, STREAM_SID, FakeStream


@pytest.fixture
def twilio():
    return FakeStream()


@pytest.fixture
def stream(twilio):
    stream = MediaStream()
    stream.receive(twilio.connected())
    stream.receive(twilio.start(call_id="c1", token="t"))
    return stream


def test_the_start_says_whose_call_it_is(stream):
    started = stream.started
    assert (started.call_sid, started.stream_sid) == ("CA1", STREAM_SID)
    assert started.parameters == {"call_id": "c1", "token": "t"}


def test_audio_comes_as_the_text_it_travels_in_and_as_bytes(stream, twilio):
    sound = bytes(range(160))
    audio = stream.receive(twilio.media(sound, at_ms=40))
    assert isinstance(audio, Audio)
    assert (audio.mulaw, audio.at_ms) == (sound, 40)
    assert audio.payload in twilio.media(sound)


def test_keys_marks_and_the_end_are_understood(stream, twilio):
    assert stream.receive(twilio.dtmf("#")) == KeyPressed("#")
    assert stream.receive(twilio.mark("m1")) == Played("m1")
    assert stream.receive(twilio.message("mark", mark={})) == Played("")
    assert stream.receive(twilio.stop()) == Stopped()


def test_the_greeting_may_come_before_the_start_and_nothing_else(twilio):
    stream = MediaStream()
    assert stream.receive(twilio.connected()) == Connected()
    with pytest.raises(ProtocolError, match="before start"):
        stream.receive(twilio.media())


def test_a_stream_starts_once(stream, twilio):
    with pytest.raises(ProtocolError, match="second start"):
        stream.receive(twilio.start())


def test_a_message_of_another_stream_is_refused(stream, twilio):
    text = twilio.media().replace(STREAM_SID, "MZ99")
    with pytest.raises(ProtocolError, match="another stream"):
        stream.receive(text)


def test_only_telephone_sound_is_taken(twilio):
    text = twilio.start().replace("8000", "16000")
    with pytest.raises(ProtocolError, match="mu-law"):
        MediaStream().receive(text)


def test_messages_that_never_came_are_counted(stream, twilio):
    stream.receive(twilio.media())
    twilio.number += 3
    stream.receive(twilio.media())
    assert (stream.lost, stream.reordered) == (3, 0)
    twilio.number -= 2
    stream.receive(twilio.media())
    assert (stream.lost, stream.reordered) == (3, 1)


@pytest.mark.parametrize("payload", ["a", "####", "AA==AA==", '"},{"x":"', 7, None])
def test_audio_that_is_not_base64_is_refused(stream, twilio, payload):
    text = twilio.message("media", media={"payload": payload, "timestamp": "1"})
    with pytest.raises(ProtocolError):
        stream.receive(text)


def test_a_frame_too_long_is_refused_unread(stream):
    with pytest.raises(ProtocolError, match="too long"):
        stream.receive("[" * (MAX_FRAME_BYTES + 1))


def test_a_flood_is_refused_but_a_stall_that_clears_is_not(stream, twilio):
    for _ in range(BURST - 2):
        stream.receive(twilio.media(), now_ms=1)
    stream.receive(twilio.media(), now_ms=100)
    for _ in range(19):
        stream.receive(twilio.media(), now_ms=100)
    with pytest.raises(ProtocolError, match="too many"):
        stream.receive(twilio.media(), now_ms=100)


def test_fifty_frames_a_second_are_taken_for_ever(stream, twilio):
    for now_ms in range(0, 120_000, 20):
        stream.receive(twilio.media(), now_ms)


def test_a_socket_that_does_not_start_is_given_up(twilio):
    stream = MediaStream()
    stream.receive(twilio.connected(), now_ms=1_000)
    stream.check(1_000 + START_WITHIN_MS)
    with pytest.raises(ProtocolError, match="no start"):
        stream.check(1_001 + START_WITHIN_MS)


def test_while_it_rings_nothing_is_overdue():
    stream = MediaStream()
    for now_ms in range(0, 60_000, 100):
        stream.check(now_ms)


def test_what_we_send_is_what_twilio_reads(stream):
    media = json.loads(stream.media("AAAA"))
    assert media["media"] == {"payload": "AAAA"}
    assert json.loads(stream.mark("m1"))["mark"] == {"name": "m1"}
    assert json.loads(stream.clear()) == {"event": "clear", "streamSid": STREAM_SID}


COMPLAINTS = {
    "",
    "not a Media Streams message",
    "a message before start",
    "a message of another stream",
    "a second start",
    "audio is not base64",
    "no such key",
    "not 8 kHz mu-law",
    "not an identifier",
}
"""All that is ever said of a message: none of them quotes it."""
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(), some),
    max_leaves=8,
)
EVENTS = st.sampled_from(["connected", "start", "media", "mark", "dtmf", "stop", "x"])
PARTS = st.sampled_from(
    ["start", "media", "mark", "dtmf", "sequenceNumber", "streamSid", "payload"]
)


def complaint_about(stream, text):
    try:
        stream.receive(text)
    except ProtocolError as wrong:
        return str(wrong)
    return ""


@given(st.text() | JSON.map(json.dumps))
def test_no_text_does_more_than_break_the_protocol(text):
    assert complaint_about(MediaStream(), text) in COMPLAINTS


@given(EVENTS, st.dictionaries(PARTS, JSON | st.dictionaries(PARTS, JSON)))
def test_no_message_of_the_right_shape_does_more_either(event, fields):
    stream = MediaStream()
    stream.receive(FakeStream().start())
    text = json.dumps({"event": event, **fields})
    assert complaint_about(stream, text) in COMPLAINTS


def test_deep_nesting_is_only_a_broken_message(stream):
    with pytest.raises(ProtocolError):
        stream.receive("[" * 60_000)


def test_silence_is_twenty_milliseconds_of_frames():
    assert len(QUIET) == 160
