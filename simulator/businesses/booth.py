"""Sentences spoken ahead, so that nobody waits for a voice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.ports import Voice
    from simulator.speech.recordings import Missing, Recordings


class Booth:
    """Speaks each sentence once and keeps it.

    Args:
        voice: Who speaks.
        ahead: Whether sentences may be spoken before they are wanted and be played
            twice. Tones that count their frames may not.
        recordings: Recorded prompts and music; None where only the voice may be
            heard, as with tones that carry text.
    """

    def __init__(
        self,
        voice: Voice,
        *,
        ahead: bool = True,
        recordings: Recordings | None = None,
    ) -> None:
        self._ahead = ahead
        self._voice = voice
        self._recordings = recordings
        self._takes: dict[tuple[str, str, str], asyncio.Task[bytes]] = {}

    @property
    def plays_sounds(self) -> bool:
        """Whether it may play anything but the voice as it is."""
        return self._recordings is not None

    def recorded(self, names: tuple[str, ...], language: str) -> bytes | Missing | None:
        """Return recordings played one after the other; None if it plays none."""
        if not names or self._recordings is None:
            return None
        return self._recordings.prompts(names, language)

    def music(self, name: str | None) -> bytes | Missing | None:
        """Return recorded hold music; None if it plays none."""
        if name is None or self._recordings is None:
            return None
        return self._recordings.music(name)

    def take(self, text: str, voice: str, language: str) -> asyncio.Task[bytes]:
        """Return the task that holds, or will hold, the audio of a sentence."""
        key = (text, voice, language)
        task = self._takes.get(key)
        if (
            task is None
            or not self._ahead
            or (task.done() and (task.cancelled() or task.exception()))
        ):
            spoken = self._voice.speak(text, voice=voice, language=language)
            task = self._takes[key] = asyncio.ensure_future(spoken)
            task.add_done_callback(_look_at)
        return task

    def prepare(self, text: str, voice: str, language: str) -> None:
        """Begin to speak a sentence that will probably be wanted."""
        if text and self._ahead:
            self.take(text, voice, language)

    async def close(self) -> None:
        """Stop speaking; wait until nothing runs any more."""
        for task in self._takes.values():
            task.cancel()
        await asyncio.gather(*self._takes.values(), return_exceptions=True)


def _look_at(task: asyncio.Task[bytes]) -> None:
    """Look at the outcome of a sentence that perhaps nobody will want.

    A failure matters to whoever takes the sentence; until then it is no news.
    """
    if not task.cancelled():
        task.exception()
