"""The seams between the simulator's own parts.

The carrier knows that somebody may answer a number (`Directory`, `Callee`); the
businesses know that somebody can speak and listen (`Voice`, `Recogniser`); everyone
writes down what happened (`Ledger`). Audio is 8 kHz mu-law in frames of 160 bytes,
20 ms each, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

FRAME_BYTES = 160
"""One frame of mu-law audio: 20 ms at 8 kHz (Twilio Media Streams' own size)."""
FRAME_MS = 20
SILENCE = b"\xff" * FRAME_BYTES
"""A frame of mu-law silence (code word 0xFF is +0)."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood in one stretch of audio."""

    text: str
    language: str = "en"
    audio_ms: int = 0
    """Length of the audio listened to."""
    work_ms: int = 0
    """Time the recogniser spent on it, waiting excluded."""
    logprob: float = 0.0
    """Mean log probability of its tokens, as far as the recogniser knows it."""
    waited_ms: int = 0
    """Time spent in the recogniser's queue."""


class Recogniser(Protocol):
    """Turns mu-law audio into words; several calls share one, fairly."""

    async def transcribe(
        self, mulaw: bytes, *, call: str, language: str = "en", prompt: str = ""
    ) -> Transcript:
        """Say what is spoken in `mulaw`; `call` is whose turn in the queue it is."""
        ...


class Voice(Protocol):
    """Turns words into mu-law audio."""

    async def speak(
        self, text: str, *, voice: str, language: str = "en", speed: float = 1.0
    ) -> bytes:
        """Return the whole utterance as 8 kHz mu-law, a multiple of 160 bytes."""
        ...


class Activity(Protocol):
    """Decides frame by frame whether somebody is speaking."""

    def speech(self, frame: bytes) -> float:
        """Return the probability, 0 to 1, that this 20 ms frame holds speech."""
        ...


class Ledger(Protocol):
    """The independent record of what the network and the callee saw."""

    def write(self, kind: str, **fields: object) -> None:
        """Append one record; time and sequence are added by the ledger."""
        ...


@dataclass(frozen=True, slots=True)
class Leg:
    """One answered call, as its callee knows it."""

    call_sid: str
    number: str
    """The number that was dialled, E.164."""
    caller: str
    attempt: int
    """How often this number has been dialled in this run, from 1."""


class Callee(Protocol):
    """Whoever answered: driven by the carrier, one frame each 20 ms.

    The carrier calls `exchange` from its event loop; it must return at once (well
    under a millisecond). Listening and thinking happen in tasks the callee starts
    on the running loop; `close` ends them.
    """

    def exchange(self, frame: bytes, now_ms: int) -> bytes | None:
        """Hear one 160-byte frame and say the next one; None hangs up.

        `now_ms` counts from the answer.
        """
        ...

    def press(self, digit: str, now_ms: int) -> None:
        """Hear a key that came out of band (`SendDigits`, `<Play digits>`).

        The carrier plays such keys as tones through `exchange`, and signals each as
        an event, too (RFC 4733): who takes the ones ignores the others.
        """
        ...

    def close(self) -> None:
        """The line is gone; release everything. Closing twice is fine."""
        ...


@dataclass(frozen=True, slots=True)
class Ringing:
    """What happens when a number is dialled."""

    result: Literal["answer", "busy", "no-answer", "failed"]
    ring_ms: int = 2000
    """How long it rings before `result`."""
    callee: Callee | None = None
    """Who answers; only for `answer`."""
    machine: bool = False
    """Whether a machine answers: what Twilio's detection would be right to say."""
    sip_code: int = 200
    """The network's final answer (486 busy, 404 not in service …)."""


class Directory(Protocol):
    """All businesses of a scenario, by number."""

    def dial(self, leg: Leg) -> Ringing:
        """Start a call to `leg.number`; unknown numbers fail with SIP 404."""
        ...
