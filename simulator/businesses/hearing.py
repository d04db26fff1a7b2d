"""What the callee hears: where a caller's turn begins and ends, and its words."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.ports import Activity, Recogniser, Transcript

PRE_ROLL_MS = 300
"""Audio kept from before speech was noticed."""
START_MS = 60
"""So much speech begins a turn."""
END_MS = 600
"""So much silence ends a turn."""
BREATH_MS = 200
"""A shorter silence does not interrupt somebody's speaking."""
LEAST_MS = 160
"""Shorter sounds are no utterance."""
LONGEST_MS = 25_000
SPEECH, STILL_SPEECH = 0.5, 0.35
"""Probability that begins speech, and the lower one that continues it."""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """Somebody began to speak."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A turn was listened to; `text` is empty when nothing was understood."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The recogniser could not be asked; the turn is lost."""

    error: str
    start_ms: int
    end_ms: int


Sound = SpeechBegan | Understood | Failed


class Turns:
    """Cuts a caller's audio into turns: speech, then a silence that ends it."""

    def __init__(self) -> None:
        self._before: deque[bytes] = deque(maxlen=PRE_ROLL_MS // FRAME_MS)
        self._taken: list[bytes] = []
        self._voiced_ms = self._silent_ms = self._start_ms = 0
        self.speaking = False

    def feed(self, frame: bytes, probability: float, now_ms: int) -> bool:
        """Take one frame; return whether a turn has just begun."""
        if self.speaking:
            self._taken.append(frame)
            if probability >= STILL_SPEECH:
                self._voiced_ms += FRAME_MS
                self._silent_ms = 0
            else:
                self._silent_ms += FRAME_MS
            return False
        self._before.append(frame)
        self._voiced_ms = self._voiced_ms + FRAME_MS if probability >= SPEECH else 0
        if self._voiced_ms < START_MS:
            return False
        self.speaking, self._silent_ms = True, 0
        self._start_ms = now_ms + FRAME_MS - self._voiced_ms
        self._taken = list(self._before)
        self._before.clear()
        return True

    @property
    def voiced(self) -> bool:
        """Whether there is speech now or was a moment ago."""
        return self.speaking and self._silent_ms < BREATH_MS

    def ended(self) -> tuple[bytes, int, int] | None:
        """Return the turn's audio, start and length of speech in ms, if it is over."""
        taken_ms = len(self._taken) * FRAME_MS
        over = self._silent_ms >= END_MS or taken_ms >= LONGEST_MS
        if not self.speaking or not over:
            return None
        turn = (b"".join(self._taken), self._start_ms, self._voiced_ms)
        self.forget()
        return turn

    def forget(self) -> None:
        """Drop what is being heard (it was a key, not speech)."""
        self._before.clear()
        self._taken = []
        self._voiced_ms = self._silent_ms = 0
        self.speaking = False


class Hearing:
    """One call's ear: activity, turns, and a recogniser asked in tasks.

    Args:
        activity: Tells speech from other sound, frame by frame.
        recogniser: Turns a turn's audio into words.
        call: Whose turn it is in the recogniser's queue.
        language: The language expected.
        counters: What became of the caller's frames, where that can be told.
    """

    def __init__(
        self,
        activity: Activity,
        recogniser: Recogniser,
        *,
        call: str,
        language: str,
        counters: Callable[[], dict[str, int]] | None = None,
    ) -> None:
        self.counters = counters
        self._activity = activity
        self._recogniser = recogniser
        self._call = call
        self.language = language
        """The language expected; another node may speak another."""
        self._turns = Turns()
        self._tasks: set[asyncio.Task[Transcript]] = set()
        self._results: deque[Sound] = deque()
        self.listening = True
        """Whether turns are worth understanding; they are dropped otherwise."""

    @property
    def voiced(self) -> bool:
        """Whether the caller speaks at this moment; ends sooner than a turn."""
        return self._turns.voiced

    @property
    def busy(self) -> bool:
        """Whether something is being spoken or understood."""
        return self._turns.speaking or bool(self._tasks) or bool(self._results)

    def feed(self, frame: bytes, now_ms: int) -> list[Sound]:
        """Hear one frame; return what it, and earlier ones, turned out to be."""
        found: list[Sound] = []
        if self._turns.feed(frame, self._activity.speech(frame), now_ms):
            found.append(SpeechBegan(now_ms))
        if (turn := self._turns.ended()) is not None:
            self._understand(*turn, now_ms)
        while self._results:
            found.append(self._results.popleft())
        return found

    def forget(self) -> None:
        """What is being heard was a key's tone, not speech."""
        self._turns.forget()

    def close(self) -> None:
        """Stop listening."""
        for task in self._tasks:
            task.cancel()

    def _understand(
        self, audio: bytes, start_ms: int, voiced_ms: int, now_ms: int
    ) -> None:
        if not self.listening or voiced_ms < LEAST_MS:
            return
        asked = self._recogniser.transcribe(
            audio, call=self._call, language=self.language
        )
        task = asyncio.ensure_future(asked)
        self._tasks.add(task)
        end_ms = now_ms + FRAME_MS - END_MS

        def done(task: asyncio.Task[Transcript]) -> None:
            self._tasks.discard(task)
            if task.cancelled():
                return
            if (error := task.exception()) is not None:
                self._results.append(Failed(repr(error), start_ms, end_ms))
            else:
                text = task.result().text
                self._results.append(Understood(text, start_ms, end_ms))

        task.add_done_callback(done)
