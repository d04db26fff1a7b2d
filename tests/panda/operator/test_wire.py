"""What passes between a browser and a call."""

import json

import pytest
from hypothesis import given, strategies as st

from panda.errors import ProtocolError
from panda.operator import wire

FRAME = bytes(range(160))


def test_each_message_of_a_browser_is_read():
    said = [
        ({"type": "take_over"}, wire.TakeOver()),
        ({"type": "take_over", "comfort": True}, wire.TakeOver(comfort=True)),
        ({"type": "hand_back"}, wire.HandBack()),
        ({"type": "hand_back", "note": "ask on"}, wire.HandBack(note="ask on")),
        ({"type": "whisper", "text": "ask"}, wire.Whisper(text="ask")),
        ({"type": "say", "text": "Hello."}, wire.Say(text="Hello.")),
        ({"type": "keys", "digits": "1#"}, wire.Keys(digits="1#")),
        ({"type": "hold"}, wire.Hold()),
        ({"type": "resume"}, wire.Resume()),
        ({"type": "transfer", "to": "Ann"}, wire.Transfer(to="Ann")),
        ({"type": "end"}, wire.End()),
        ({"type": "heartbeat"}, wire.Heartbeat()),
        ({"type": "note", "text": "kind"}, wire.Note(text="kind")),
    ]
    for message, meant in said:
        assert wire.read(json.dumps(message)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        '{"type": "welcome"}',
        '{"type": "keys", "digits": "1;rm"}',
        '{"type": "say", "text": ""}',
        '{"type": "hold", "loud": true}',
        '{"type": "note", "text": "' + "x" * 9_000 + '"}',
    ],
)
def test_anything_else_breaks_the_protocol(text):
    with pytest.raises(ProtocolError):
        wire.read(text)


def test_what_was_said_is_not_quoted_in_the_complaint():
    with pytest.raises(ProtocolError) as error:
        wire.read('{"type": "say", "words": "my number is 555"}')
    assert "555" not in str(error.value)
    assert error.value.__context__ is None


def test_speech_carries_its_epoch():
    data = b"\x03\x00\x00\x01\x02" + FRAME
    assert wire.read_speech(data) == wire.Speech(258, FRAME)
    assert wire.write_speech(wire.Speech(258, FRAME)) == data


@given(st.binary(max_size=200))
def test_speech_is_one_whole_frame_of_a_microphone_or_nothing(data):
    is_speech = len(data) == 165 and data[0] == 3
    if is_speech:
        assert wire.write_speech(wire.read_speech(data)) == data
    else:
        with pytest.raises(ProtocolError):
            wire.read_speech(data)


def test_sound_carries_its_side_and_time():
    sent = wire.write_audio(wire.Side.CALLEE, 1_000, FRAME)
    assert sent == b"\x01\x00\x00\x03\xe8" + FRAME
    assert wire.write_audio(wire.Side.US, 0, FRAME)[0] == 2


def test_what_a_browser_is_told_reads_as_agreed():
    told = json.loads(
        wire.write(wire.Welcome(call_id="c1", operator="Ann", state="talking", epoch=0))
    )
    assert told == {
        "type": "welcome",
        "call_id": "c1",
        "operator": "Ann",
        "state": "talking",
        "epoch": 0,
        "floor": {"holder": None},
        "resumed": False,
        "phones": [],
    }
