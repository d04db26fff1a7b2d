"""The client of the beta dialect, without its sockets."""

import base64

import pytest

from conformance.beta_bot.bridge import Bridge, HangUp, ToModel, ToPhone

AUDIO = base64.b64encode(b"\xff" * 160).decode()


@pytest.fixture
def bridge():
    bridge = Bridge("Be brief.")
    start = {"streamSid": "MZ1", "callSid": "CA1"}
    assert bridge.from_phone({"event": "start", "start": start}) == []
    return bridge


def media(timestamp):
    frame = {"payload": AUDIO, "timestamp": str(timestamp), "track": "inbound"}
    return {"event": "media", "media": frame}


def delta(item="item_1"):
    return {"type": "response.audio.delta", "delta": AUDIO, "item_id": item}


MARK = {"event": "mark", "mark": {"name": "responsePart"}}
STARTED = {"type": "input_audio_buffer.speech_started", "audio_start_ms": 1}
LEAVE = {
    "type": "response.function_call_arguments.done",
    "name": "end_call",
    "arguments": "{}",
}


def test_it_configures_a_flat_session_and_speaks_first():
    update, create = (out.event for out in Bridge("Be brief.").opening())

    assert update["session"]["input_audio_format"] == "g711_ulaw"
    assert "audio" not in update["session"]
    assert create == {"type": "response.create"}


def test_the_phone_is_passed_on_to_the_model(bridge):
    append = {"type": "input_audio_buffer.append", "audio": AUDIO}
    assert bridge.from_phone(media(0)) == [ToModel(append)]


def test_the_model_is_passed_on_to_the_phone_with_a_mark(bridge):
    sound, mark = (out.message for out in bridge.from_model(delta()))

    assert sound == {"event": "media", "streamSid": "MZ1", "media": {"payload": AUDIO}}
    assert mark["event"] == "mark"


def test_an_interruption_truncates_what_was_said_and_clears_the_rest(bridge):
    bridge.from_phone(media(1000))
    bridge.from_model(delta())
    bridge.from_phone(media(1480))

    truncate, clear = bridge.from_model(STARTED)

    assert isinstance(truncate, ToModel)
    assert truncate.event["audio_end_ms"] == 480
    assert clear == ToPhone({"event": "clear", "streamSid": "MZ1"})


def test_somebody_who_speaks_into_silence_interrupts_nothing(bridge):
    bridge.from_model(delta())
    bridge.from_phone(MARK)

    assert bridge.from_model(STARTED) == []


def test_it_hangs_up_when_its_goodbye_has_been_heard(bridge):
    bridge.from_model(delta())

    assert bridge.from_model(LEAVE) == []
    assert bridge.from_phone(MARK) == [HangUp("CA1")]


def test_it_hangs_up_at_once_when_nothing_is_playing(bridge):
    assert bridge.from_model(LEAVE) == [HangUp("CA1")]


def test_it_hangs_up_once(bridge):
    bridge.from_model(LEAVE)

    assert bridge.from_model(LEAVE) == [HangUp("CA1")]
    assert bridge.from_phone(MARK) == []


@pytest.mark.parametrize("event", [{"type": "response.done"}, {"type": "error"}])
def test_other_events_are_let_pass(bridge, event):
    assert bridge.from_model(event) == []
