"""Sentences spoken ahead, so that nobody waits for a voice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.ports import Voice


class Booth:
    """Speaks each sentence once and keeps it.

    Args:
        voice: Who speaks.
        language: In which language.
        ahead: Whether sentences may be spoken before they are wanted and be played
            twice. Tones that count their frames may not.
    """

    def __init__(self, voice: Voice, language: str, *, ahead: bool = True) -> None:
        self._ahead = ahead
        self._voice = voice
        self._language = language
        self._takes: dict[tuple[str, str], asyncio.Task[bytes]] = {}

    def take(self, text: str, voice: str) -> asyncio.Task[bytes]:
        """Return the task that holds, or will hold, the audio of a sentence."""
        key = (text, voice)
        task = self._takes.get(key)
        if (
            task is None
            or not self._ahead
            or (task.done() and (task.cancelled() or task.exception()))
        ):
            spoken = self._voice.speak(text, voice=voice, language=self._language)
            task = self._takes[key] = asyncio.ensure_future(spoken)
            task.add_done_callback(_look_at)
        return task

    def prepare(self, texts: Iterable[str], voice: str) -> None:
        """Begin to speak sentences that will probably be wanted."""
        for text in texts:
            if text and self._ahead:
                self.take(text, voice)

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
