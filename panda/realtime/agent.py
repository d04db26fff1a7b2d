"""What passes between a call and the model that speaks on it, whoever makes the model.

`FromVoice` is what the voice tells us, `ToVoice` what we ask of it. The codec knows how
OpenAI spells them; the session knows only these. Audio is 8 kHz mu-law, kept in base64
(as both wires carry it) so that no frame is decoded just to be encoded again.
Times in ms count audio fed to the voice since its session began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tool:
    """A function offered to a model."""

    name: str
    description: str
    parameters: Mapping[str, object]
    """JSON schema of its arguments."""


@dataclass(frozen=True, slots=True)
class Turns:
    """When the voice takes a turn to be over and whether it answers by itself."""

    silence_ms: int = 500
    threshold: float = 0.5
    prefix_ms: int = 300
    respond: bool = False
    """Whether the voice answers by itself when the callee has finished."""
    interruptible: bool = True
    """Whether the callee's voice cuts a running answer off."""

    def without_answers(self) -> Turns:
        """The same, but the voice answers only when asked to."""
        return replace(self, respond=False)


# --- from the voice -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """The session exists and is configured as last asked."""


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The callee began to speak."""

    at_ms: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """The callee fell silent; a transcript will follow."""

    at_ms: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of the callee. `final` is false for a piece that may still change."""

    item: str
    text: str
    final: bool = True


@dataclass(frozen=True, slots=True)
class Say:
    """Audio to be played to the callee."""

    item: str
    audio: str
    """Base64 of 8 kHz mu-law."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an utterance of the voice, complete."""

    item: str
    text: str
    ms: int = 0
    """How long it takes to say; 0 if not known."""


@dataclass(frozen=True, slots=True)
class AnswerStarted:
    """The voice began an answer; no other may be asked for until it has ended."""

    answer: str


@dataclass(frozen=True, slots=True)
class AnswerEnded:
    """An answer is complete, or was cut off."""

    answer: str
    status: Literal["completed", "cancelled", "failed", "incomplete"]
    spoke: bool = False
    """Whether it held any audio."""


@dataclass(frozen=True, slots=True)
class FunctionRequested:
    """The voice asks for a function; `arguments` is the model's own JSON text."""

    request: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer or a transcription was billed for."""

    text_in: int = 0
    text_out: int = 0
    audio_in: int = 0
    audio_out: int = 0
    cached: int = 0
    transcription_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Complaint:
    """The voice's side reports an error; the session stays open."""

    code: str
    event_id: str = ""


FromVoice = (
    Ready
    | SpeechStarted
    | SpeechStopped
    | Heard
    | Say
    | Said
    | AnswerStarted
    | AnswerEnded
    | FunctionRequested
    | Usage
    | Complaint
)

# --- to the voice -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Configure:
    """Set the voice up, or change it; None leaves a part as it is."""

    instructions: str | None = None
    tools: tuple[Tool, ...] | None = None
    turns: Turns | None = None
    language: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakExactly:
    """Have these words spoken as they stand.

    `aside` keeps them out of the conversation that later answers build on.
    """

    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Ask for an answer to the conversation as it stands."""

    instructions: str = ""


@dataclass(frozen=True, slots=True)
class StopAnswer:
    """Cut the running answer off."""


@dataclass(frozen=True, slots=True)
class Remember:
    """Put a line into the conversation without having it answered."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class FunctionResult:
    """Answer a `FunctionRequested`; `output` is JSON text."""

    request: str
    output: str
    speak: bool = True
    """Whether the voice should go on speaking from it."""


@dataclass(frozen=True, slots=True)
class EndTurn:
    """Take the callee's turn to be over as it stands: nothing more will be heard."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Cut an utterance back to what was heard of it."""

    item: str
    heard_ms: int


ToVoice = (
    Configure
    | SpeakExactly
    | Answer
    | StopAnswer
    | Remember
    | FunctionResult
    | EndTurn
    | Forget
)
