"""Mouths and ears for calls: with speech, or with text as modem tones."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from simulator.businesses import sounds
from simulator.businesses.booth import Booth
from simulator.businesses.hearing import Hearing
from simulator.ports import FRAME_BYTES, Transcript
from simulator.speech.activity import SpeechActivity
from simulator.speech.client import SpeechClient
from simulator.speech.data import DataEar, DataVoice
from simulator.speech.tones import ToneDetector

if TYPE_CHECKING:
    from simulator.businesses.line import Keys
    from simulator.ports import Leg
    from simulator.speech.recordings import Recordings


class Ends(Protocol):
    """Makes what a call needs to speak and to hear."""

    def booth(self, leg: Leg) -> Booth:
        """Return who speaks for the business on this call."""
        ...

    def hearing(self, leg: Leg, language: str) -> Hearing:
        """Return a fresh ear for this call."""
        ...

    def keys(self, least_ms: int) -> Keys:
        """Return a fresh decoder of keys that sound for so long."""
        ...

    async def close(self) -> None:
        """Release everything."""
        ...


class SpeechEnds:
    """Speech over the speech server; sentences are shared between calls.

    Args:
        speech_url: Where that server listens.
        recordings: What is installed of recorded voices and music, where it is to be
            played.
    """

    def __init__(self, speech_url: str, recordings: Recordings | None = None) -> None:
        self._client = SpeechClient(speech_url)
        self._booth = Booth(self._client, recordings=recordings)

    def booth(self, leg: Leg) -> Booth:  # noqa: ARG002 - all calls share it
        """Return the booth of all calls."""
        return self._booth

    def hearing(self, leg: Leg, language: str) -> Hearing:
        """Return an ear with its own detector of speech."""
        return Hearing(
            SpeechActivity(), self._client, call=leg.call_sid, language=language
        )

    def keys(self, least_ms: int) -> Keys:
        """Return a fresh decoder of keys."""
        return ToneDetector(least_ms=least_ms)

    async def close(self) -> None:
        """End what is being spoken, and the connection."""
        await self._booth.close()
        await self._client.close()


class TonesActivity:
    """Takes every audible frame for speech: tones have no voice to detect."""

    def speech(self, frame: bytes) -> float:
        """Return 1 for sound, 0 for silence."""
        return 1.0 if sounds.audible(frame) else 0.0


class TonesRecogniser:
    """Reads the text that one caller's tones carry (`ports.Recogniser`)."""

    _AT_ONCE = 50
    """Frames read (about 2 ms of work) before other calls get their turn."""

    def __init__(self) -> None:
        self.ear = DataEar()

    async def transcribe(
        self,
        mulaw: bytes,
        *,
        call: str,  # noqa: ARG002 - there is no queue
        language: str = "en",
        prompt: str = "",  # noqa: ARG002 - nothing is guessed
    ) -> Transcript:
        """Return all texts in the audio, exactly."""
        texts: list[str] = []
        for count, at in enumerate(range(0, len(mulaw), FRAME_BYTES)):
            texts += self.ear.feed(mulaw[at : at + FRAME_BYTES])
            if count % self._AT_ONCE == self._AT_ONCE - 1:
                await asyncio.sleep(0)
        return Transcript(" ".join(texts), language, audio_ms=len(mulaw) // 8)


class DataEnds:
    """Text as modem tones: exact and cheap, and every lost frame shows."""

    def booth(self, leg: Leg) -> Booth:
        """Return a booth of this call's own: its frames carry the call's mark."""
        return Booth(DataVoice(f"{leg.call_sid}/callee"), ahead=False)

    def hearing(self, leg: Leg, language: str) -> Hearing:
        """Return an ear of this call's own; it counts what was lost on the way."""
        reader = TonesRecogniser()
        return Hearing(
            TonesActivity(),
            reader,
            call=leg.call_sid,
            language=language,
            counters=lambda: asdict(reader.ear.counters),
        )

    def keys(self, least_ms: int) -> Keys:
        """Return a fresh decoder of keys."""
        return ToneDetector(least_ms=least_ms)

    async def close(self) -> None:
        """Nothing is shared."""
