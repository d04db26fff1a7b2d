"""What a `<Gather>` has heard so far, and whether that is enough.

No clock: each frame of the callee comes with its time, and time-outs are counted in
those. Keys win over speech: what was being said when a key is pressed does not count.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses.hearing import Failed, SpeechBegan, Understood
from simulator.speech.tones import ToneDetector

if TYPE_CHECKING:
    from simulator.businesses.hearing import Hearing, Sound
    from simulator.carrier.verbs.gather import Gather

CONFIDENCE = "0.9"
"""The recogniser here gives none; clients expect a number."""


@dataclass(frozen=True, slots=True)
class Given:
    """The outcome of a `<Gather>`."""

    digits: str = ""
    speech: str = ""
    finished_on: str = ""
    """The key that ended it, if one did."""

    @property
    def empty(self) -> bool:
        """Whether nothing was given."""
        return not self.digits and not self.speech

    def params(self) -> dict[str, str]:
        """Return it as the action's parameters."""
        if self.speech:
            return {"SpeechResult": self.speech, "Confidence": CONFIDENCE}
        params = {"Digits": self.digits}
        if self.digits:
            params |= {"msg": "Gather End", "FinishedOnKey": self.finished_on}
        return params


class Collector:
    """Listens for one `<Gather>`; `result` stays None until it is over."""

    def __init__(self, gather: Gather, hearing: Hearing | None) -> None:
        self.result: Given | None = None
        self.interrupted = asyncio.Event()
        """Set when the prompts are to stop."""
        self._gather = gather
        self._hearing = hearing
        self._keys = ToneDetector()
        self._digits = ""
        self._words: list[str] = []
        self._since_ms: int | None = None
        """When the wait for a first or a next input began; None during prompts."""

    def feed(self, frame: bytes, now_ms: int) -> None:
        """Hear one frame of the callee."""
        if self.result is not None:
            return
        for digit in self._keys.feed(frame):
            self.press(digit, now_ms)
        if self._hearing is not None and not self._digits:
            for sound in self._hearing.feed(frame, now_ms):
                self._hear(sound, now_ms)
        if self.result is None:
            self._watch(now_ms)

    def press(self, digit: str, now_ms: int) -> None:
        """Take a key, decoded from the audio or signalled beside it."""
        gather = self._gather
        if self.result is not None or "dtmf" not in gather.inputs:
            return
        if self._hearing is not None:
            self._hearing.forget()
        self.interrupted.set()
        self._since_ms = now_ms
        self._words.clear()
        if digit in gather.finish_on:
            self.result = Given(self._digits, finished_on=digit)
            return
        self._digits += digit
        if len(self._digits) == gather.num_digits:
            self.result = Given(self._digits)

    def prompts_over(self, now_ms: int) -> None:
        """Start counting the time-out: all has been said."""
        if self._since_ms is None:
            self._since_ms = now_ms

    def close(self) -> None:
        """Stop listening."""
        if self._hearing is not None:
            self._hearing.close()

    def _hear(self, sound: Sound, now_ms: int) -> None:
        match sound:
            case SpeechBegan():
                if self._gather.barge_in:
                    self.interrupted.set()
                    self.prompts_over(now_ms)
            case Understood(text=text, end_ms=end_ms):
                if text:
                    self._words.append(text)
                self._since_ms = max(end_ms, self._since_ms or 0)
                if self._words and self._gather.speech_timeout_s is None:
                    self._spoken()
            case Failed():
                self._since_ms = now_ms

    def _watch(self, now_ms: int) -> None:
        if self._since_ms is None:
            return
        if self._hearing is not None and self._hearing.busy:
            return  # somebody is speaking, or is just being understood
        waited_s = (now_ms - self._since_ms) / 1000
        if self._words:
            if waited_s >= (self._gather.speech_timeout_s or 0):
                self._spoken()
        elif waited_s >= self._gather.timeout_s:
            self.result = Given(self._digits)

    def _spoken(self) -> None:
        self.result = Given(speech=" ".join(self._words))
