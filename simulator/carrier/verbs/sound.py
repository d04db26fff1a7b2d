"""Verbs that are heard: Say and Play."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.verbs.base import BadDocument, Next, text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.stage import CallStage

KEYS = frozenset("0123456789ABCDabcd*#wW")
ENDLESS = 1000
"""What a loop of 0 means: until the call ends, or so many times."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words to speak, `loop` times."""

    text: str
    voice: str = ""
    language: str = "en"
    loop: int = 1

    @classmethod
    def read(cls, element: ET.Element) -> Say:
        """Read the verb.

        Raises:
            BadDocument: It has nothing to say.
        """
        words = text(element)
        if not words:
            raise BadDocument(13520, "Say has nothing to say")
        return cls(
            words,
            voice=element.get("voice", ""),
            language=element.get("language", "en").partition("-")[0],
            loop=_loop(element),
        )

    async def perform(self, stage: CallStage) -> Next:
        """Speak."""
        for _ in range(self.loop):
            await stage.say(self)
        return None


@dataclass(frozen=True, slots=True)
class Play:
    """A recording at `url`, `loop` times; or keys, as tones.

    In `digits`, ``w`` waits half a second and ``W`` a whole one.
    """

    digits: str = ""
    url: str = ""
    loop: int = 1

    @classmethod
    def read(cls, element: ET.Element) -> Play:
        """Read the verb.

        Raises:
            BadDocument: There is neither a URL nor a key that a telephone has.
        """
        digits, url = element.get("digits", ""), text(element)
        if set(digits) - KEYS or not (digits or url):
            raise BadDocument(12200, "Play needs a URL, or digits 0-9 A-D * # w W")
        return cls(digits, url, _loop(element))

    async def perform(self, stage: CallStage) -> Next:
        """Play it; the recording is fetched once."""
        if self.digits:
            await stage.play_keys(self.digits)
            return None
        audio = await stage.recording(self.url)
        for _ in range(self.loop):
            await stage.play(audio)
        return None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document that is a recording: 8 kHz mu-law, heard once."""

    audio: bytes

    async def perform(self, stage: CallStage) -> Next:
        """Play it."""
        await stage.play(self.audio)
        return None


def _loop(element: ET.Element) -> int:
    """Return how often: a value that is none counts as 1 (13410 and 13510 warn)."""
    given = element.get("loop", "1")
    if not given.isascii() or not given.isdigit():
        return 1
    return min(int(given) or ENDLESS, ENDLESS)
