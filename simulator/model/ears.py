"""How a session hears and speaks: real speech, or text in modem tones.

Both come through the same three seams: an `Activity` per session (is somebody
speaking?), a `Recogniser` (what was said?) and a `Voice` (say it). With *data* ears,
activity is mere loudness, and recognition decodes the tones of the turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from simulator.model.audio import BYTES_PER_MS
from simulator.ports import (
    FRAME_BYTES,
    SILENCE,
    Activity,
    Recogniser,
    Transcript,
    Voice,
)
from simulator.speech import mulaw

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_LOUD = 200
"""A frame this loud (mean absolute 16-bit level) is a signal, not line noise."""


class Decoder(Protocol):
    """A modem's ear: frames in, complete texts out."""

    def feed(self, frame: bytes) -> list[str]:
        """Hear one frame; return the texts that are complete with it."""
        ...

    @property
    def partial(self) -> str:
        """The text that has begun and not ended: speech that was cut off."""
        ...


class Loudness:
    """An `Activity` for tones: any signal counts."""

    def speech(self, frame: bytes) -> float:
        """Return 1 for a loud frame, 0 for a quiet one."""
        if frame == SILENCE:
            return 0.0
        return float(np.abs(mulaw.linear(frame).astype(np.int32)).mean() >= _LOUD)


class DecodingRecogniser:
    """A `Recogniser` that reads the tones in a stretch of audio."""

    def __init__(self, decoder: Callable[[], Decoder]) -> None:
        self._decoder = decoder

    async def transcribe(
        self,
        mulaw: bytes,
        *,
        call: str,  # noqa: ARG002 - nothing is shared, so there is no queue
        language: str = "en",
        prompt: str = "",  # noqa: ARG002 - tones need no hints
    ) -> Transcript:
        """Decode every complete text in `mulaw`."""
        decoder = self._decoder()
        texts: list[str] = []
        for start in range(0, len(mulaw), FRAME_BYTES):
            texts += decoder.feed(
                mulaw[start : start + FRAME_BYTES].ljust(FRAME_BYTES, b"\xff")
            )
        if decoder.partial:
            texts.append(decoder.partial)
        return Transcript(" ".join(texts), language, len(mulaw) // BYTES_PER_MS)


@dataclass(frozen=True, slots=True)
class Ears:
    """Everything a server needs to hear and speak."""

    activity: Callable[[], Activity]
    """Makes the detector of one session."""
    recogniser: Recogniser
    voice: Callable[[str], Voice]
    """Returns the voice of the session with this id."""
    close: Callable[[], Awaitable[None]]


def open_ears(kind: Literal["speech", "data"], speech_url: str) -> Ears:
    """Return the ears asked for; `speech` talks to the speech server at this URL."""
    if kind == "data":
        return _data_ears()
    from simulator.speech.activity import SpeechActivity  # noqa: PLC0415 - loads a model
    from simulator.speech.client import SpeechClient  # noqa: PLC0415

    client = SpeechClient(speech_url)
    return Ears(SpeechActivity, client, lambda _session: client, client.close)


def _data_ears() -> Ears:
    from simulator.speech.data import DataEar, DataVoice  # noqa: PLC0415

    async def nothing() -> None:
        """Data ears hold nothing open."""

    return Ears(Loudness, DecodingRecogniser(DataEar), DataVoice, nothing)
