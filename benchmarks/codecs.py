"""Every codec that reads what a stranger sends, with examples of what it expects."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from hypothesis import strategies as st
from picows import WSMsgType
from pydantic import ValidationError

from benchmarks import inputs, samples
from gateways import signature, twiml as product_twiml
from gateways.textsocket import TextSocket
from panda.errors import PandaError, ProtocolError
from panda.operator import wire
from panda.operator.ticket import admit
from panda.realtime.codec import RealtimeCodec
from panda.stream import MediaStream as ProductStream
from simulator.carrier import listing, overrides, params, twiml
from simulator.carrier.conference import forms as conferences
from simulator.carrier.errors import ApiError
from simulator.carrier.form import Form
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
    stream = MediaStream(Identity(samples.SID, "CA1", "AC1", {}))

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
    return params.create(Form([("To", "+15550100001"), *pairs]))


def _form(read: Callable[[Form], object]) -> Read:
    return lambda pairs: read(Form(pairs))


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
        st.lists(inputs.messages(samples.CARRIER_SAYS), max_size=4),
    ),
    Codec(
        "panda.realtime",
        _voice,
        st.lists(inputs.messages(samples.MODEL_SAYS), max_size=4),
    ),
    Codec(
        "panda.operator.wire",
        lambda: wire.read,
        inputs.messages(samples.OPERATOR_SAYS),
        (ProtocolError,),
    ),
    Codec(
        "panda.operator.wire, speech",
        lambda: wire.read_speech,
        st.binary(max_size=170),
        (ProtocolError,),
    ),
    Codec(
        "panda.operator.ticket",
        lambda: partial(admit, key=b"key", call_id="c1", now_s=0.0),
        inputs.texts(samples.TICKETS),
        (ProtocolError,),
    ),
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
        st.lists(inputs.messages(samples.BOT_SAYS), max_size=4),
    ),
    Codec(
        "carrier.twiml",
        lambda: twiml.parse,
        inputs.texts(samples.DOCUMENTS),
        (BadDocument,),
    ),
    Codec(
        "carrier.params, create",
        lambda: _created,
        inputs.forms(samples.CREATE, samples.VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.params, update",
        lambda: _form(params.update),
        inputs.forms(samples.CREATE, samples.VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.conference, join",
        lambda: _form(conferences.terms),
        inputs.forms(samples.JOIN, samples.VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.conference, change",
        lambda: _form(conferences.change),
        inputs.forms(samples.JOIN, samples.VALUES),
        (ApiError,),
    ),
    Codec(
        "carrier.listing",
        lambda: _form(listing.query),
        inputs.forms(samples.LIST, samples.VALUES),
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
        inputs.texts(samples.FAULTS),
        (catalogue.BadOrder,),
    ),
    Codec(
        "model.realtime", lambda: realtime.parse, inputs.messages(samples.CLIENT_SAYS)
    ),
    Codec(
        "model.responses",
        _responses,
        inputs.messages(samples.REQUESTS),
        (ValidationError,),
    ),
    Codec("speech.data", lambda: partial(DataEar.feed, DataEar()), _sound()),
    Codec("speech.tones", lambda: partial(ToneDetector.feed, ToneDetector()), _sound()),
)
