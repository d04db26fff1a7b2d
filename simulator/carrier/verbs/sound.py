"""Verbs that are heard: Say and Play."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.verbs.base import BadDocument, Next, number, text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.stage import CallStage

KEYS = frozenset("0123456789ABCDabcd*#wW")


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
            loop=int(number(element, "loop", 1)),
        )

    async def perform(self, stage: CallStage) -> Next:
        """Speak."""
        for _ in range(self.loop):
            await stage.say(self)
        return None


@dataclass(frozen=True, slots=True)
class Play:
    """Keys to play as tones; ``w`` waits half a second."""

    digits: str

    @classmethod
    def read(cls, element: ET.Element) -> Play:
        """Read the verb.

        Raises:
            BadDocument: There are no keys, or not such as a telephone has.
        """
        digits = element.get("digits", "")
        if not digits or set(digits) - KEYS:
            raise BadDocument(13325, "Play needs digits; recordings are not simulated")
        return cls(digits)

    async def perform(self, stage: CallStage) -> Next:
        """Play the keys."""
        await stage.play_keys(self.digits)
        return None
