"""Writes down what an operator says: a realtime session that only ever listens.

The voice's own session hears the callee and nobody else, so that it never takes an
operator's words for theirs. This second one is opened when an operator is first heard
on a call, is asked for no answer, and so costs its transcription alone
(docs/decisions/0009-a-second-session-writes-the-operator-down.md).
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections import deque
from typing import TYPE_CHECKING

from gateways.voice import RealtimeVoice
from panda.audio.mulaw import SILENCE
from panda.errors import VoiceError
from panda.realtime.agent import Configure, Heard, SpeechStarted, Usage
from panda.session.inputs import OperatorSpoke
from panda.session.wording import PERSON_TURNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.realtime.agent import FromVoice
    from panda.session.inputs import Input
    from panda.settings import Settings

_log = logging.getLogger(__name__)

WAITING = 250
"""Frames that wait for the session to open: five seconds, as long as it may take."""

PAUSE = bytes([SILENCE]) * 8_000
"""A second of silence: longer than any turn's (`panda.session.wording`)."""


class Scribe:
    """The transcription of one call's operators.

    Args:
        settings: Where the model is.
        language: Of the call.
        now_ms: The session's clock.
        feed: Takes what was said, and what it cost.
        on_piece: Takes the words of a sentence that is still being spoken.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        language: str,
        now_ms: Callable[[], int],
        feed: Callable[[Input], None],
        on_piece: Callable[[str, int], None],
    ) -> None:
        self._voice = RealtimeVoice.from_settings(
            settings, on_event=self._heard, on_lost=self._lost
        )
        self._configure = Configure(
            turns=PERSON_TURNS.without_answers(), language=language
        )
        self._now_ms = now_ms
        self._feed = feed
        self._on_piece = on_piece
        self._opening: asyncio.Task[None] | None = None
        self._waiting: deque[bytes] = deque(maxlen=WAITING)
        self._began_ms: dict[str, int] = {}

    def open(self) -> None:
        """Open the session, if it is not yet; what is heard meanwhile waits."""
        if self._opening is None:
            self._opening = asyncio.get_running_loop().create_task(self._open())

    async def _open(self) -> None:
        try:
            await self._voice.open(self._configure)
        except VoiceError as error:
            _log.warning("an operator's words are not written down: %s", error)

    def append(self, mulaw: bytes) -> None:
        """Let it hear a frame."""
        self._waiting.append(mulaw)
        if self._voice.is_open:
            heard = b"".join(self._waiting)
            self._waiting.clear()
            self._voice.append(b64encode(heard).decode())

    def pause(self) -> None:
        """End a sentence that was begun: nobody will be heard to go on with it."""
        if self._opening is not None:
            self.append(PAUSE)

    async def close(self) -> None:
        """Close the session."""
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)
        await self._voice.close()

    def _heard(self, event: FromVoice) -> None:
        match event:
            case SpeechStarted(item=item):
                self._began_ms[item] = self._now_ms()
            case Heard(item=item, text=text, final=True):
                began_ms = self._began_ms.pop(item, self._now_ms())
                if text:
                    self._feed(OperatorSpoke(item, text, began_ms))
            case Heard(item=item, text=text):
                began_ms = self._began_ms.get(item, self._now_ms())
                self._on_piece(text, began_ms)
            case Usage():
                self._feed(event)
            case _:
                pass

    def _lost(self, attempt: int, *, final: bool) -> None:
        if final:
            _log.warning("an operator's words are not written down any more")
        else:
            _log.info("the scribe's session is taken up again (try %d)", attempt)
