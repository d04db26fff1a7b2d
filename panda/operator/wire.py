"""An operator's wire without I/O: messages out of frames, frames out of messages.

    read(text)        -> FromOperator       raises ProtocolError
    read_speech(data) -> Speech             raises ProtocolError
    write(message)    -> str                any `ToOperator`
    write_audio(side, at_ms, mulaw) -> bytes

Text is one JSON object with a `type`; sound is binary, since it is most of what
passes. What each message means to who uses it: docs/guides/operator-wire.md.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from panda.call import CallState, Outcome
from panda.errors import ProtocolError
from panda.operator.words import MOST_NOTE, MOST_WORDS

MOST_TEXT = 8 * 1024
"""Longest text a browser may send; a note of `MOST_NOTE` is the longest use."""
FRAME_BYTES = 160
"""20 ms of mu-law at 8 kHz."""
_HEAD = struct.Struct(">BI")


class Side(IntEnum):
    """Whose sound a binary message holds: its first byte."""

    CALLEE = 1
    US = 2
    """AI or operator, as the callee hears it."""
    OPERATOR = 3
    """From the operator's microphone."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A frame of an operator's voice, spoken while `epoch` was the floor's."""

    epoch: int
    mulaw: bytes


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- from the browser ----------------------------------------------------------------


class TakeOver(_Message):
    """Give me the floor."""

    type: Literal["take_over"] = "take_over"
    comfort: bool = False
    """Whether the callee hears a soft tone first, so that a new voice is no shock."""


class HandBack(_Message):
    """Give the floor back to the AI."""

    type: Literal["hand_back"] = "hand_back"
    note: str = Field(default="", max_length=MOST_WORDS)
    """What the AI should know; the callee never hears it."""


class Whisper(_Message):
    """An instruction to the AI; the callee never hears it."""

    type: Literal["whisper"] = "whisper"
    text: str = Field(min_length=1, max_length=MOST_WORDS)


class Say(_Message):
    """Words for the AI to speak."""

    type: Literal["say"] = "say"
    text: str = Field(min_length=1, max_length=MOST_WORDS)


class Keys(_Message):
    """Keys to press."""

    type: Literal["keys"] = "keys"
    digits: str = Field(pattern=r"^[0-9*#w]{1,32}$")


class Hold(_Message):
    """Play music to the callee."""

    type: Literal["hold"] = "hold"


class Resume(_Message):
    """End the music."""

    type: Literal["resume"] = "resume"


class Transfer(_Message):
    """Put the callee through to a telephone of the installation's list."""

    type: Literal["transfer"] = "transfer"
    to: str = Field(min_length=1, max_length=64)
    """Its name."""


class End(_Message):
    """End the call."""

    type: Literal["end"] = "end"


class Heartbeat(_Message):
    """I am here."""

    type: Literal["heartbeat"] = "heartbeat"
    returning: bool = False
    """Whether this page had the floor on a connection it has lost, and speaks again."""


class Note(_Message):
    """Pin a note to this moment."""

    type: Literal["note"] = "note"
    text: str = Field(min_length=1, max_length=MOST_NOTE)


Direction = Whisper | Say | Keys | Hold | Resume | Transfer | End | Note
"""What the API can ask of a call as well."""
Request = TakeOver | HandBack | Direction
"""What is done or refused."""
FromOperator = Request | Heartbeat

# --- to the browser ------------------------------------------------------------------


class Holder(_Message):
    """Who has the floor; None is the AI."""

    holder: str | None = None


class Welcome(_Message):
    """The socket is open."""

    type: Literal["welcome"] = "welcome"
    call_id: str
    operator: str
    state: CallState
    epoch: int
    floor: Holder = Holder()
    resumed: bool = False
    """Whether a lease that was about to lapse goes on with this socket."""
    phones: tuple[str, ...] = ()
    """Names of the telephones the call may be put through to."""


class FloorChanged(_Message):
    """Who is heard from now on; frames of earlier epochs are not."""

    type: Literal["floor"] = "floor"
    holder: str | None = None
    epoch: int
    state: CallState


class Refused(_Message):
    """What was asked for is not done."""

    type: Literal["refused"] = "refused"
    what: str
    """The `type` of what was asked."""
    reason: str
    """A stable code; the guide lists them."""
    holder: str | None = None


class Done(_Message):
    """Words or keys that were asked for were taken; of all else `floor` tells."""

    type: Literal["done"] = "done"
    what: str
    """The `type` of what was asked."""


class Transcript(_Message):
    """Words; those that are not `final` come again, longer or changed."""

    type: Literal["transcript"] = "transcript"
    speaker: Literal["agent", "business", "operator"]
    text: str
    at_ms: int
    """Since the answer."""
    final: bool = True


class Suggestion(_Message):
    """What the AI would say next."""

    type: Literal["suggestion"] = "suggestion"
    text: str


class Levels(_Message):
    """Loudness of the last second, dBFS."""

    type: Literal["levels"] = "levels"
    in_db: float
    out_db: float


class Ended(_Message):
    """The call is over; nothing follows."""

    type: Literal["ended"] = "ended"
    outcome: Outcome


ToOperator = (
    Welcome | FloorChanged | Refused | Done | Transcript | Suggestion | Levels | Ended
)

_READER: TypeAdapter[FromOperator] = TypeAdapter(
    Annotated[FromOperator, Field(discriminator="type")]
)


def read(text: str) -> FromOperator:
    """Read a text message of a browser.

    Example:
        >>> read('{"type": "take_over"}')
        TakeOver(type='take_over', comfort=False)

    Raises:
        ProtocolError: It is none of them; does not say what it was.
    """
    if len(text) > MOST_TEXT:
        raise ProtocolError("message too long")
    try:
        return _READER.validate_json(text)
    except ValidationError:
        pass  # its text quotes the message, which may hold anybody's words
    raise ProtocolError("not a message of an operator")


def read_speech(data: bytes) -> Speech:
    """Read a binary message of a browser.

    Raises:
        ProtocolError: It is not one frame of a microphone.
    """
    if len(data) != _HEAD.size + FRAME_BYTES or data[0] != Side.OPERATOR:
        raise ProtocolError("not a frame of speech")
    _, epoch = _HEAD.unpack_from(data)
    return Speech(epoch, data[_HEAD.size :])


def write(message: ToOperator) -> str:
    """Return a message as the text that is sent."""
    return message.model_dump_json()


def write_audio(side: Side, at_ms: int, mulaw: bytes) -> bytes:
    """Return sound of the call as the binary message that is sent.

    Args:
        side: Whose it is.
        at_ms: When its first sample was heard, since the answer.
        mulaw: Whole frames, five at most.
    """
    return _HEAD.pack(side, at_ms & 0xFFFFFFFF) + mulaw


def write_speech(speech: Speech) -> bytes:
    """Return a frame of a microphone as a browser sends it, for tests and tools."""
    return _HEAD.pack(Side.OPERATOR, speech.epoch) + speech.mulaw
