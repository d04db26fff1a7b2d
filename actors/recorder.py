"""Keeps the sound of one call in its file, while that may be kept.

The file is written in a thread, a second of sound at a time: a disk that is slow never
makes a call wait. A disk that fails ends the recording and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from panda.compliance.parties import all_must_agree
from panda.events import EVENT
from panda.recording.consent import Consent, consent
from panda.recording.mode import Recording
from panda.recording.stereo import Stereo
from storage.recordings import Recordings

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.campaign import Briefing
    from panda.effects import Overheard
    from panda.events import CallEvent
    from panda.recording.stereo import Block
    from panda.settings import Settings
    from storage.recordings import RecordingFile

_log = logging.getLogger(__name__)

DAY_S = 86_400
BEHIND = 30
"""Blocks that wait for the disk at most; a disk so far behind is taken for broken."""


def permitted(briefing: Briefing, settings: Settings) -> Briefing:
    """Return a briefing that says how its call is recorded, if at all.

    It is not where the installation keeps no sound, and who is called decides where
    they are asked only as needed. The greeting is worded by it: nobody is told of a
    recording that is not made.
    """
    record = briefing.limits.record
    if not settings.keep_audio_days:
        record = Recording.OFF
    elif record is Recording.AS_NEEDED:
        asked = all_must_agree(briefing.provider.phone, settings.home_state)
        record = Recording.ASK if asked else Recording.ANNOUNCE
    limits = briefing.limits.model_copy(update={"record": record})
    return briefing.model_copy(update={"limits": limits})


def expire(settings: Settings, now_s: float) -> int:
    """Delete what was kept long enough, by the real clock; return how many calls'."""
    kept = Recordings(Path(settings.data_dir))
    return kept.expire(now_s - settings.keep_audio_days * DAY_S)


class Recorder:
    """The recording of one call, if it is to have one.

    Args:
        briefing: The call's.
        settings: Where files are.
        answer_ms: Turns a time of the session's clock into ms since the answer.
        listen: Has both sides of the call overheard, or not.
    """

    def __init__(
        self,
        briefing: Briefing,
        settings: Settings,
        *,
        answer_ms: Callable[[int], int],
        listen: Callable[[bool], None],
    ) -> None:
        self._call_id = briefing.call_id
        self._folder = Recordings(Path(settings.data_dir))
        self._answer_ms = answer_ms
        self._listen = listen
        self._asked_for = briefing.is_recorded
        self._works = True
        """Whether the disk takes it; what was kept before it failed is still there."""
        self._consent = Consent.UNTOLD
        self._stereo = Stereo()
        self._file: RecordingFile | None = None
        self._blocks: list[Block] = []
        self._writing: asyncio.Task[None] | None = None
        for text in briefing.restored:
            self._consent = consent(self._consent, EVENT.validate_json(text))

    @property
    def is_on(self) -> bool:
        """Whether sound is kept at this moment."""
        return self._asked_for and self._works and self._consent is Consent.GIVEN

    def begin(self) -> None:
        """Go on at once if the log so far says so."""
        self._listen(self.is_on)

    def recorded(self, event: CallEvent) -> None:
        """Take an event of the call's log."""
        before, self._consent = self._consent, consent(self._consent, event)
        if not self._asked_for or before is self._consent:
            return
        self._listen(self.is_on)
        if self._consent is Consent.REFUSED:
            self._blocks.clear()
            self._writing = asyncio.create_task(self._erase(self._writing))

    def overheard(self, sound: Overheard) -> None:
        """Take sound of one side."""
        if self.is_on:
            at_ms = self._answer_ms(sound.at_ms)
            self._stereo.add(sound.side, at_ms, sound.mulaw)

    def tick(self, now_ms: int) -> None:
        """Let time pass: what is ready goes to the file."""
        if self._asked_for and self._works:
            self._put(self._stereo.due(self._answer_ms(now_ms)))

    def _put(self, blocks: list[Block]) -> None:
        if self._consent is Consent.REFUSED:
            return
        self._blocks += blocks
        if len(self._blocks) > BEHIND:
            self._give_up("the disk is too slow")
        elif self._blocks and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._blocks:
            blocks, self._blocks = self._blocks, []
            try:
                await asyncio.to_thread(self._write_now, blocks)
            except OSError as error:
                self._give_up(type(error).__name__)

    def _write_now(self, blocks: list[Block]) -> None:
        if self._file is None:
            self._file = self._folder.begin(self._call_id)
        self._file.write(blocks)

    def _give_up(self, why: str) -> None:
        _log.warning("call %s: no longer recorded: %s", self._call_id, why)
        self._works = False
        self._blocks.clear()
        self._listen(False)  # noqa: FBT003 - the bridge's word

    async def _erase(self, writing: asyncio.Task[None] | None) -> None:
        """Delete what there is, at once: after that nothing is written.

        A disk that fails here is asked again when the call ends.
        """
        if writing is not None:
            await writing
        try:
            await asyncio.to_thread(self._erase_now)
        except OSError as error:
            why = type(error).__name__
            _log.error("call %s: recording not deleted: %s", self._call_id, why)

    def _erase_now(self) -> None:
        try:
            self._finish()
        finally:
            self._folder.erase(self._call_id)

    async def close(self) -> None:
        """Finish the file; delete it if they object to it."""
        if not self._asked_for:
            return
        if self._consent is Consent.REFUSED:
            await self._erase(self._writing)
            return
        if self._works:
            self._put(self._stereo.rest())
        if self._writing is not None:
            await self._writing
        try:
            await asyncio.to_thread(self._finish)
        except OSError as error:
            self._give_up(type(error).__name__)

    def _finish(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()
