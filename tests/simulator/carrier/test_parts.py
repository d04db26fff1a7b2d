"""The parts that need no socket: play-out, the ear, the clock, TwiML, limits."""

import asyncio
import base64
import json

import pytest
from hypothesis import given, strategies as st

from simulator.carrier import overrides, twiml
from simulator.carrier.addresses import Addresses, NoRoute, parse_routes
from simulator.carrier.amd import Detector
from simulator.carrier.calls import TRANSITIONS, Call, Status
from simulator.carrier.detection import Amd
from simulator.carrier.ear import CalleeEar
from simulator.carrier.form import Form
from simulator.carrier.media import signed_url
from simulator.carrier.pacer import Pacer
from simulator.carrier.params import CreateCall, Inline, create
from simulator.carrier.playout import MAX_BYTES, PlayOut
from simulator.carrier.settings import SettingsError, parse
from simulator.carrier.steps import IllegalStep
from simulator.carrier.stream import BadMessage, Identity, MediaStream
from simulator.carrier.testing import CLIENT, LOUD, OFFICE, Memory
from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.verbs.flow import Hangup, Pause, Redirect, Reject
from simulator.carrier.verbs.sound import Play, Say
from simulator.carrier.verbs.stream import Connect, Stream
from simulator.ports import SILENCE
from simulator.speech.tones import beep


@given(st.lists(st.binary(max_size=700)))
def test_play_out_loses_repeats_and_reorders_nothing(chunks):
    playout = PlayOut()
    for chunk in chunks:
        playout.add(chunk)
    frames = []
    while (frame := playout.take()) is not None:
        frames.append(frame)
    audio = b"".join(chunks)
    assert b"".join(frames)[: len(audio)] == audio
    assert all(len(frame) == 160 for frame in frames)
    assert playout.played_ms == len(audio) // 8


@given(st.lists(st.one_of(st.integers(1, 900), st.just("mark")), max_size=30))
def test_marks_come_in_order_and_never_before_their_audio(steps):
    playout, due_at, names = PlayOut(), {}, []
    added = 0
    for number, step in enumerate(steps):
        if step == "mark":
            playout.mark(f"m{number}")
            due_at[f"m{number}"] = added
            names.append(f"m{number}")
        else:
            playout.add(bytes(step))
            added += step
    echoed, played = [], 0
    while True:
        for name in playout.due():
            assert due_at[name] <= played
            echoed.append(name)
        if playout.take() is None:
            break
        played = min(added, played + 160)
    assert echoed == names


def test_more_than_ten_minutes_of_audio_is_dropped_and_counted():
    playout = PlayOut()
    playout.add(bytes(MAX_BYTES))
    playout.add(bytes(1000))
    assert (playout.waiting_ms, playout.overflowed) == (600_000, 1000)


def stream() -> MediaStream:
    return MediaStream(Identity("MZ1", "CA1", "AC1", {}))


def test_the_hand_written_media_message_is_json_with_strings():
    message = json.loads(stream().media(SILENCE))
    assert message["streamSid"] == "MZ1"
    assert base64.b64decode(message["media"]["payload"]) == SILENCE
    assert message["sequenceNumber"] == message["media"]["chunk"] == "1"


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_no_message_breaks_a_stream(data):
    side = stream()
    try:
        side.receive(data)
    except BadMessage:
        pass
    else:
        pytest.fail("accepted a message that names no stream")


@given(st.recursive(st.one_of(st.none(), st.text(), st.integers()), st.lists))
def test_no_value_in_a_message_breaks_a_stream(value):
    for event in ("media", "mark", "clear", value):
        message = {"event": event, "streamSid": "MZ1", "media": value, "mark": value}
        try:
            effect = stream().receive(json.dumps(message).encode())
        except BadMessage:
            continue
        assert event != "media"
        assert not effect.cleared or event == "clear"


def heard(*frames: bytes | None, late: float = 0.0, rule="loud") -> Memory:
    memory = Memory()
    ear = CalleeEar(memory, "CA1", rule=rule)
    for number, frame in enumerate(frames):
        ear.hear(frame, number * 20, late)
    ear.close()
    return memory


def test_audio_that_breaks_off_while_loud_and_goes_on_is_a_gap():
    [gap] = heard(LOUD, None, None, None, None, LOUD, late=7).of("frame_gap")
    assert gap == {
        "kind": "frame_gap",
        "call_sid": "CA1",
        "gap_ms": 80,
        "direction": "outbound",
        "late_ms": 7,
    }


@pytest.mark.parametrize(
    "frames",
    [
        (LOUD, None, None, None, LOUD),  # 60 ms: within bounds
        (LOUD, SILENCE, *[None] * 9, LOUD),  # the utterance had ended quietly
        (LOUD, *[None] * 60, LOUD),  # another utterance
        (LOUD, *[SILENCE] * 9, LOUD),  # a pause that was sent
    ],
)
def test_what_is_not_a_gap(frames):
    assert not heard(*frames).of("frame_gap")


def test_between_tones_of_a_modem_every_short_interruption_is_a_gap():
    pause = [None] * 5
    [gap] = heard(LOUD, SILENCE, *pause, SILENCE, LOUD, rule="any").of("frame_gap")
    assert gap["gap_ms"] == 100
    assert not heard(LOUD, *[None] * 25, LOUD, rule="any").of("frame_gap")


def test_cutting_off_ones_own_audio_is_not_a_gap():
    memory = Memory()
    ear = CalleeEar(memory, "CA1")
    ear.hear(LOUD, 0)
    ear.cleared()
    for number in range(1, 6):
        ear.hear(None, number * 20)
    ear.hear(LOUD, 120)
    assert not memory.of("frame_gap")


def test_bursts_end_after_a_pause_and_exclude_it():
    memory = heard(LOUD, None, LOUD, *[None] * 12, LOUD)
    spans = [(r["start_ms"], r["end_ms"]) for r in memory.of("audible")]
    assert spans == [(0, 60), (300, 320)]


class Ticker:
    def __init__(self) -> None:
        self.at: list[float] = []

    def beat(self, late_ms: float) -> None:
        self.at.append(asyncio.get_running_loop().time())


async def test_the_clock_keeps_an_absolute_schedule_over_a_stall(loop):
    memory = Memory()
    pacer, first, second = Pacer(loop, memory), Ticker(), Ticker()
    began = loop.time()
    pacer.add(first)
    pacer.add(second)
    loop.call_later(0.1, _stall, loop, 0.15)
    await asyncio.sleep(0.6)
    pacer.close()
    seconds = loop.time() - began
    for ticker in (first, second):
        assert abs(len(ticker.at) - seconds / 0.02) <= 2
    assert memory.of("pacer_late")
    assert pacer.lateness.worst_ms > 60


def _stall(loop, seconds: float) -> None:
    until = loop.time() + seconds
    while loop.time() < until:
        pass


async def test_the_clock_sleeps_while_nobody_is_on_it(loop):
    pacer, ticker = Pacer(loop, Memory()), Ticker()
    pacer.add(ticker)
    await asyncio.sleep(0.05)
    pacer.remove(ticker)
    await asyncio.sleep(0.05)
    beats = len(ticker.at)
    assert beats
    pacer.add(ticker)
    await asyncio.sleep(0.05)
    assert len(ticker.at) in range(beats + 1, beats + 5)
    pacer.close()


@pytest.mark.parametrize("url", ["http://h/p#ct=¹2000", "http://[h/p#rt=99999999"])
def test_an_override_that_makes_no_sense_leaves_the_default(url):
    assert overrides.limits(url) == overrides.DEFAULT


def test_overrides_are_read_from_the_fragment_within_their_bounds():
    read = overrides.limits("http://h/p#ct=2000&rt=4000&tt=12000&rc=3&rp=all")
    assert read == overrides.Limits(
        2000, 4000, 12000, 3, frozenset({"ct", "rt", "4xx", "5xx"})
    )
    assert overrides.limits("http://h/p#ct=1&rc=9&rp=never") == overrides.DEFAULT


def test_addresses_stay_on_this_machine():
    places = Addresses(parse_routes("phone.example=127.0.0.1:8000"))
    resolve = places.resolve
    assert resolve("https://phone.example/x?y=1#z") == "http://127.0.0.1:8000/x?y=1"
    assert resolve("wss://localhost/m", port=81) == "ws://localhost:81/m"
    assert resolve("wss://[::1]/m", port=81) == "ws://[::1]:81/m"
    for url in ("https://example.com/", "wss://10.0.0.1/", "ftp://localhost/"):
        with pytest.raises(NoRoute):
            resolve(url)
    with pytest.raises(ValueError, match=r"127\.0\.0\.1:port"):
        parse_routes("phone.example=192.0.2.1:80")


@pytest.mark.parametrize(
    ("form", "url", "signed"),
    [
        ("exact", "wss://h/m", "wss://h/m"),
        ("slash", "wss://h/m", "wss://h/m/"),
        ("port", "wss://h/m", "wss://h:443/m"),
        ("port", "wss://h:8/m", "wss://h:8/m"),
    ],
)
def test_forms_of_the_signed_stream_url(form, url, signed):
    assert signed_url(url, form) == signed


def test_a_document_is_plain_data():
    document = twiml.parse(
        """<?xml version="1.0"?><Response>
        <Connect><Stream url="wss://h/m" name="s" statusCallback="http://h/cb">
          <Parameter name="a" value="1"/></Stream></Connect>
        <Say language="es-MX" loop="2">Uno
          dos</Say><Pause length="2"/><Play digits="1w2"/>
        <Redirect method="GET">/next</Redirect><Reject/><Hangup/></Response>"""
    )
    assert document == (
        Connect(Stream("wss://h/m", "s", (("a", "1"),), "http://h/cb")),
        Say("Uno dos", language="es", loop=2),
        Pause(2),
        Play("1w2"),
        Redirect("/next", "GET"),
        Reject(),
        Hangup(),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<Response>", 12100),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Response/>', 12100),
        ("<Answer/>", 12102),
        ("<Response><Dance/></Response>", 12200),
        ("<Response><Connect/></Response>", 12200),
        ('<Response><Connect><Stream url="http://h"/></Connect></Response>', 31922),
        ('<Response><Play digits="x"/></Response>', 12200),
        ("<Response><Play/></Response>", 12200),
        ("<Response><Say/></Response>", 13520),
        ('<Response><Pause length="-1"/></Response>', 12200),
        ('<Response><Redirect method="PUT">/</Redirect></Response>', 12200),
    ],
)
def test_a_bad_document_has_twilios_error_number(text, code):
    with pytest.raises(BadDocument) as caught:
        twiml.parse(text)
    assert caught.value.code == code


@given(st.sampled_from(Status), st.lists(st.sampled_from(Status)))
def test_only_steps_of_the_table_are_taken_and_ends_are_final(first, steps):
    call = Call("CA1", "AC1", CreateCall(OFFICE, CLIENT, Inline("")), 0.0)
    for status in (first, *steps):
        before = call.status
        if status in TRANSITIONS[before]:
            call.step(status, 1.0)
            assert call.status is status
        else:
            with pytest.raises(IllegalStep):
                call.step(status, 1.0)
            assert call.status is before


def test_repeated_and_space_separated_event_keys_are_both_read():
    base = [("To", OFFICE), ("From", CLIENT), ("Twiml", "<Response/>")]
    base += [("StatusCallback", "http://localhost/s")]
    event = "StatusCallbackEvent"
    for pairs in (
        [(event, "initiated"), (event, "answered")],
        [(event, "initiated answered")],
    ):
        callback = create(Form([*base, *pairs])).callback
        assert callback is not None
        assert callback.events == {"initiated", "answered", "completed"}


def test_a_wrong_switch_says_which_there_are():
    with pytest.raises(SettingsError, match="abrupt_close"):
        parse(["abrupt_clothes=drop"])
    with pytest.raises(SettingsError, match="drop"):
        parse(["abrupt_close=perhaps"])
    with pytest.raises(SettingsError, match="key=value"):
        parse(["abrupt_close"])


def verdict(audio: bytes, *, mode: str = "DetectMessageEnd", **known):
    detector = Detector(Amd(mode), **known)
    for start in range(0, len(audio), 160):
        detector.feed(audio[start : start + 160])
    return detector.verdict, detector.elapsed_ms


HELLO, GREETING = LOUD * 30, LOUD * 150


@pytest.mark.parametrize(
    ("audio", "mode", "expected"),
    [
        (HELLO + SILENCE * 60, "DetectMessageEnd", ("human", 1800)),
        (HELLO + SILENCE * 59, "DetectMessageEnd", (None, 1780)),
        (GREETING + SILENCE * 60, "DetectMessageEnd", ("machine_end_silence", 4200)),
        (SILENCE * 250, "DetectMessageEnd", ("unknown", 5000)),
        (LOUD * 1600, "DetectMessageEnd", ("machine_end_other", 30_000)),
        (HELLO + SILENCE * 60, "Enable", ("human", 1800)),
        (GREETING, "Enable", ("machine_start", 2400)),
        (SILENCE * 250, "Enable", ("unknown", 5000)),
        (beep(3000, 2100), "Enable", ("fax", 1020)),
    ],
)
def test_when_a_verdict_falls(audio, mode, expected):
    assert verdict(audio, mode=mode) == expected


def test_a_carrier_that_knows_who_answered_only_waits():
    assert verdict(GREETING + SILENCE * 60, truth=False)[0] == "human"
    assert verdict(HELLO + SILENCE * 60, truth=True)[0] == "machine_end_silence"


def test_a_wrong_detection_says_the_opposite():
    assert verdict(HELLO + SILENCE * 60, wrong=True)[0] == "machine_end_silence"
    assert verdict(GREETING, mode="Enable", wrong=True)[0] == "human"


@given(st.integers(1000, 6000), st.integers(20, 6500))
def test_a_greeting_as_long_as_the_threshold_is_a_machines(threshold, spoken_ms):
    detector = Detector(Amd("Enable", speech_ms=threshold))
    for frame in [LOUD] * (spoken_ms // 20) + [SILENCE] * 60:
        detector.feed(frame)
    said_ms = spoken_ms // 20 * 20
    expected = "machine_start" if said_ms >= threshold else "human"
    assert detector.verdict == expected


def test_a_beep_ends_a_greeting():
    speech = bytes(range(0, 256, 2)) * 200
    audio = speech[: 160 * 150] + SILENCE * 5 + beep(400) + SILENCE * 60
    assert verdict(audio)[0] == "machine_end_beep"
