"""Every codec that reads what a stranger sends, with examples of what it expects."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from hypothesis import strategies as st
from picows import WSMsgType
from pydantic import ValidationError

from benchmarks import inputs
from gateways import signature, twiml as product_twiml
from gateways.textsocket import TextSocket
from panda.errors import PandaError, ProtocolError
from panda.realtime.codec import RealtimeCodec
from panda.stream import MediaStream as ProductStream
from simulator.carrier import listing, overrides, params, twiml
from simulator.carrier.conference import forms as conferences
from simulator.carrier.errors import ApiError
from simulator.carrier.settings import SettingsError, parse as parse_settings
from simulator.carrier.stream import BadMessage, Identity, MediaStream
from simulator.carrier.verbs.base import BadDocument
from simulator.faults import catalogue
from simulator.model.realtime import wire as realtime
from simulator.model.responses import wire as responses
from simulator.speech.data import DataEar, DataVoice
from simulator.speech.tones import ToneDetector, dtmf

if TYPE_CHECKING:
    from collections.abc import Callable


class Read(Protocol):
    """Reads one input of its codec."""

    def __call__(self, value: Any, /) -> object:
        """Read it."""
        ...


@dataclass(frozen=True, slots=True)
class Codec:
    """One reader of a stranger's words.

    `fresh` makes a reader; `refuses` are the errors that are answers.
    """

    name: str
    fresh: Callable[[], Read]
    inputs: st.SearchStrategy[Any]
    refuses: tuple[type[Exception], ...] = field(default=())


SID = "MZ" + "0" * 32
CARRIER_SAYS = [
    {"event": "connected", "protocol": "Call", "version": "1.0.0"},
    {
        "event": "start",
        "sequenceNumber": "1",
        "streamSid": SID,
        "start": {
            "accountSid": "AC1",
            "callSid": "CA1",
            "streamSid": SID,
            "tracks": ["inbound"],
            "mediaFormat": {
                "encoding": "audio/x-mulaw",
                "sampleRate": 8000,
                "channels": 1,
            },
            "customParameters": {"token": "t"},
        },
    },
    {
        "event": "media",
        "sequenceNumber": "2",
        "streamSid": SID,
        "media": {
            "track": "inbound",
            "chunk": "1",
            "timestamp": "0",
            "payload": "//8=",
        },
    },
    {
        "event": "dtmf",
        "sequenceNumber": "3",
        "streamSid": SID,
        "dtmf": {"track": "inbound_track", "digit": "1"},
    },
    {
        "event": "mark",
        "sequenceNumber": "4",
        "streamSid": SID,
        "mark": {"name": "a"},
    },
    {
        "event": "stop",
        "sequenceNumber": "5",
        "streamSid": SID,
        "stop": {"accountSid": "AC1", "callSid": "CA1"},
    },
]
BOT_SAYS = [
    {"event": "media", "streamSid": SID, "media": {"payload": "//8="}},
    {"event": "mark", "streamSid": SID, "mark": {"name": "a"}},
    {"event": "clear", "streamSid": SID},
]
MODEL_SAYS = [
    {
        "type": "session.created",
        "event_id": "e",
        "session": {"id": "sess_1", "type": "realtime", "expires_at": 1},
    },
    {"type": "input_audio_buffer.speech_started", "audio_start_ms": 0, "item_id": "i"},
    {"type": "input_audio_buffer.speech_stopped", "audio_end_ms": 9, "item_id": "i"},
    {"type": "input_audio_buffer.committed", "item_id": "i", "previous_item_id": None},
    {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": "i",
        "content_index": 0,
        "transcript": "Hello.",
        "usage": {"type": "tokens", "total_tokens": 3, "input_tokens": 2},
    },
    {
        "type": "response.output_audio.delta",
        "response_id": "r",
        "item_id": "o",
        "output_index": 0,
        "content_index": 0,
        "delta": "//8=",
    },
    {
        "type": "response.output_audio_transcript.done",
        "response_id": "r",
        "item_id": "o",
        "transcript": "Hi.",
    },
    {
        "type": "response.function_call_arguments.done",
        "response_id": "r",
        "item_id": "f",
        "call_id": "c",
        "name": "wait",
        "arguments": "{}",
    },
    {
        "type": "response.done",
        "response": {
            "id": "r",
            "status": "completed",
            "status_details": None,
            "output": [{"id": "o", "type": "message"}],
            "usage": {"total_tokens": 1, "input_token_details": {"cached_tokens": 0}},
        },
    },
    {"type": "error", "error": {"type": "x", "code": "y", "message": "z"}},
]
CLIENT_SAYS = [
    {
        "type": "session.update",
        "session": {
            "type": "realtime",
            "model": "gpt-realtime",
            "instructions": "Be kind.",
            "audio": {
                "input": {
                    "format": {"type": "audio/pcmu"},
                    "turn_detection": {"type": "server_vad", "threshold": 0.5},
                },
                "output": {"format": {"type": "audio/pcmu"}, "voice": "marin"},
            },
            "tools": [{"type": "function", "name": "f", "parameters": {}}],
        },
    },
    {"type": "input_audio_buffer.append", "audio": "//8="},
    {"type": "input_audio_buffer.commit"},
    {
        "type": "conversation.item.create",
        "item": {
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": "Hi"}],
        },
    },
    {
        "type": "conversation.item.truncate",
        "item_id": "o",
        "content_index": 0,
        "audio_end_ms": 20,
    },
    {"type": "response.create", "response": {"conversation": "none", "input": []}},
    {"type": "response.cancel"},
]
REQUESTS = [
    {
        "model": "gpt-5",
        "instructions": "Be kind.",
        "input": [{"role": "user", "content": "Hi"}],
        "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}}],
        "text": {"format": {"type": "json_schema", "name": "n", "schema": {}}},
        "stream": True,
    },
    {"model": "gpt-5", "input": "Hi", "previous_response_id": "resp_1"},
]
DOCUMENTS = [
    '<Response><Connect><Stream url="wss://h/media"><Parameter name="a" value="b"/>\
</Stream></Connect><Redirect>https://h/r</Redirect></Response>',
    '<Response><Say voice="alice" loop="2">Hi</Say><Pause length="3"/>\
<Play digits="1w2"/><Play loop="0">https://h/a.wav</Play></Response>',
    '<Response><Gather numDigits="1" timeout="5" action="/g"><Say>1</Say></Gather>\
<Reject reason="busy"/><Hangup/></Response>',
    '<Response><Dial timeout="20" callerId="+15550100001"><Number>+15550100002\
</Number></Dial></Response>',
    '<Response><Dial><Conference startConferenceOnEnter="true" beep="onEnter">Room\
</Conference></Dial><Record maxLength="30" playBeep="false"/></Response>',
    '<Response><Start><Stream url="wss://h/m" track="both_tracks"/></Start></Response>',
]
CREATE = [
    "To", "From", "Url", "Twiml", "Method", "StatusCallback", "StatusCallbackEvent",
    "Timeout", "TimeLimit", "SendDigits", "MachineDetection", "AsyncAmd", "Record",
    "MachineDetectionTimeout", "FallbackUrl", "Status", "ApplicationSid",
]  # fmt: skip
VALUES = [
    "+15550100001", "https://h/voice#rc=2&rt=100", "<Response/>", "POST", "answered",
    "30", "ww12#", "DetectMessageEnd", "true", "completed", "2026-11-22", "50",
]  # fmt: skip
JOIN = [
    "Muted", "Hold", "HoldUrl", "AnnounceUrl", "AnnounceMethod", "Coaching", "Beep",
    "CallSidToCoach", "EndConferenceOnExit", "StartConferenceOnEnter", "Label",
    "MaxParticipants", "WaitUrl", "ConferenceRecord", "ConferenceStatusCallback",
    "ConferenceStatusCallbackEvent", "RecordingStatusCallback", "EarlyMedia",
]  # fmt: skip
LIST = [
    "To",
    "From",
    "Status",
    "StartTime",
    "StartTime>",
    "EndTime<",
    "PageSize",
    "Page",
]
FAULTS = ["drop_media:after_ms=50", "media_drop:rate=0.1,direction=both", "leg_drop"]


class _Frame:
    """What `TextSocket` reads of a frame."""

    def __init__(self, parts: tuple[WSMsgType, bool, bytes]) -> None:
        self.msg_type, self.fin, self._payload = parts

    def get_payload_as_bytes(self) -> bytes:
        return self._payload

    def get_payload_as_utf8_text(self) -> str:
        return self._payload.decode()


class _Transport:
    """What `TextSocket` does with its transport."""

    def send_close(self, code: object) -> None:
        """Send nothing."""

    def disconnect(self) -> None:
        """Stay."""


def _product_stream() -> Read:
    stream = ProductStream()
    return lambda texts: [_each(stream.receive, text) for text in texts]


def _each(receive: Callable[[str], object], text: str) -> object:
    try:
        return receive(text)
    except ProtocolError:
        return None


def _carrier_stream() -> Read:
    stream = MediaStream(Identity(SID, "CA1", "AC1", {}))

    def read(texts: list[str]) -> None:
        for text in texts:
            try:
                stream.receive(text.encode(errors="surrogatepass"))
            except BadMessage:
                continue
            while stream.take() is not None:
                stream.echoes()

    return read


def _voice() -> Read:
    codec = RealtimeCodec()
    return lambda texts: [_each(codec.receive, text) for text in texts]


def _textsocket() -> Read:
    socket = TextSocket(lambda _text: None, lambda _socket, _code: None)
    here = _Transport()

    def read(frames: list[tuple[WSMsgType, bool, bytes]]) -> None:
        for parts in frames:
            socket.on_ws_frame(here, _Frame(parts))  # type: ignore[arg-type]

    return read


def _signed(value: tuple[str, list[tuple[str, str]], str]) -> object:
    given, pairs, settings = value
    url, key = "https://h:8443/twilio/status/a?b=c", "t"
    signature.is_handshake_signed(given, token=key, url=url, settings=settings)
    return signature.is_signed(
        given, token=key, url=url, params=pairs, settings=settings
    )


def _pressed(value: str) -> object:
    return product_twiml.press(value, resume="https://h/twilio/recover/a/1")


def _created(pairs: list[tuple[str, str]]) -> object:
    return params.create(params.Form([("To", "+15550100001"), *pairs]))


def _form(read: Callable[[params.Form], object]) -> Read:
    return lambda pairs: read(params.Form(pairs))


def _sound() -> st.SearchStrategy[bytes]:
    tones = DataVoice("fuzz").tones("hello, who is calling?") + dtmf("159#")
    pieces = st.binary(max_size=400) | st.tuples(
        st.integers(0, len(tones)), st.integers(0, 800)
    ).map(lambda span: tones[span[0] : span[0] + span[1]])
    return st.lists(pieces, max_size=5).map(b"".join)


def _responses() -> Read:
    def read(text: str) -> object:
        request = responses.Request.model_validate_json(
            text.encode(errors="surrogatepass")
        )
        return request.model_dump()

    return read


FRAME = st.tuples(
    st.sampled_from([WSMsgType.TEXT, WSMsgType.CONTINUATION, WSMsgType.BINARY]),
    st.booleans(),
    st.text(max_size=5).map(str.encode) | st.binary(max_size=4),
)

CODECS = (
    Codec(
        "panda.stream",
        _product_stream,
        st.lists(inputs.messages(CARRIER_SAYS), max_size=4),
    ),
    Codec("panda.realtime", _voice, st.lists(inputs.messages(MODEL_SAYS), max_size=4)),
    Codec(
        "gateways.signature",
        lambda: _signed,
        st.tuples(
            inputs.TEXT,
            st.lists(st.tuples(inputs.TEXT, inputs.TEXT), max_size=3),
            inputs.texts(["key=v1,algorithm=HMAC_SHA256"]),
        ),
    ),
    Codec(
        "gateways.twiml",
        lambda: _pressed,
        inputs.texts(["1w2#", "ww12"]),
        (ValueError, PandaError),
    ),
    Codec("gateways.textsocket", _textsocket, st.lists(FRAME, max_size=4)),
    Codec(
        "carrier.stream",
        _carrier_stream,
        st.lists(inputs.messages(BOT_SAYS), max_size=4),
    ),
    Codec(
        "carrier.twiml",
        lambda: twiml.parse,
        inputs.texts(DOCUMENTS),
        (BadDocument,),
    ),
    Codec(
        "carrier.params, create",
        lambda: _created,
        inputs.forms(CREATE, VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.params, update",
        lambda: _form(params.update),
        inputs.forms(CREATE, VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.conference, join",
        lambda: _form(conferences.terms),
        inputs.forms(JOIN, VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.conference, change",
        lambda: _form(conferences.change),
        inputs.forms(JOIN, VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.listing",
        lambda: _form(listing.query),
        inputs.forms(LIST, VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.overrides",
        lambda: overrides.limits,
        inputs.texts(["http://h/p#ct=2000&rt=4000&tt=12000&rc=3&rp=all"]),
    ),
    Codec(
        "carrier.settings",
        lambda: parse_settings,
        st.lists(inputs.texts(["trace=true", "time_limit_s=5"]), max_size=3),
        (SettingsError,),
    ),
    Codec(
        "simulator.faults",
        lambda: catalogue.parse,
        inputs.texts(FAULTS),
        (catalogue.BadOrder,),
    ),
    Codec("model.realtime", lambda: realtime.parse, inputs.messages(CLIENT_SAYS)),
    Codec(
        "model.responses",
        _responses,
        inputs.messages(REQUESTS),
        (ValidationError,),
    ),
    Codec("speech.data", lambda: partial(DataEar.feed, DataEar()), _sound()),
    Codec("speech.tones", lambda: partial(ToneDetector.feed, ToneDetector()), _sound()),
)
