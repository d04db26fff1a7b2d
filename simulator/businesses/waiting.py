"""Nodes that mostly play something: queue, voicemail, notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses.menu import OPENING_MS
from simulator.businesses.scene import (
    Began,
    Command,
    Entered,
    Event,
    Go,
    HangUp,
    Heard,
    Play,
    Say,
    Spoken,
    Tick,
    leave,
)

if TYPE_CHECKING:
    from simulator.businesses.documents import Notice, Queue, Voicemail

BEEP_MS = 480


class QueueScene:
    """Music with announcements, then the next node.

    Args:
        queue: What the file says.
        hold_ms: Music in all, settled by the seed.
    """

    kind = "queue"
    listens = False

    def __init__(self, queue: Queue, hold_ms: int) -> None:
        self._queue = queue
        self._parts = list(_stretches(hold_ms, int(queue.every_s * 1000)))

    @property
    def lines(self) -> list[str]:
        """The opening and all announcements."""
        count = len(self._parts) - 1
        return [self._queue.prompt, *(self._announcement(n) for n in range(count))]

    def on(self, event: Event, now_ms: int) -> list[Command]:  # noqa: ARG002 - nothing here depends on the hour
        """Everything is said and played at once, in order; nobody is heard."""
        if not isinstance(event, Entered):
            return []
        commands: list[Command] = [Say(self._queue.prompt, pause_ms=OPENING_MS)]
        for index, ms in enumerate(self._parts):
            if index and self._queue.announcements:
                commands.append(Say(self._announcement(index - 1)))
            commands.append(Play("music", ms))
        return [*commands, Go(self._queue.then)]

    def _announcement(self, index: int) -> str:
        texts = self._queue.announcements
        if not texts:
            return ""
        place = max(self._queue.position - index, 1)
        return texts[index % len(texts)].format(position=place)


def _stretches(total: int, each: int) -> list[int]:
    """Cut `total` into pieces of `each`; the last may be shorter."""
    full, rest = divmod(total, each)
    return [each] * full + ([rest] if rest else [])


class VoicemailScene:
    """Greeting, beep, then a recording until silence or the limit."""

    kind = "voicemail"
    listens = True

    def __init__(self, voicemail: Voicemail) -> None:
        self._voicemail = voicemail
        self._recording_since: int | None = None
        self._sound_ms = 0

    @property
    def lines(self) -> list[str]:
        """The greeting."""
        return [self._voicemail.greeting]

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Play the greeting and beep, then wait for the message to end."""
        match event:
            case Entered():
                greeting = Say(self._voicemail.greeting, pause_ms=OPENING_MS)
                return [greeting, Play("beep", BEEP_MS)]
            case Spoken():
                self._recording_since = self._sound_ms = now_ms
            case Began() | Heard():
                self._sound_ms = now_ms
            case Tick(quiet=quiet):
                self._sound_ms = self._sound_ms if quiet else now_ms
                return [HangUp()] if self._over(now_ms) else []
            case _:
                pass
        return []

    def _over(self, now_ms: int) -> bool:
        if self._recording_since is None:
            return False
        silent = now_ms - self._sound_ms >= self._voicemail.silence_s * 1000
        long = now_ms - self._recording_since >= self._voicemail.limit_s * 1000
        return silent or long


class NoticeScene:
    """Says something once or more, then hangs up or goes on."""

    kind = "notice"
    listens = False

    def __init__(self, notice: Notice) -> None:
        self._notice = notice

    @property
    def lines(self) -> list[str]:
        """The notice."""
        return [self._notice.prompt]

    def on(self, event: Event, now_ms: int) -> list[Command]:  # noqa: ARG002 - nothing here depends on the hour
        """Say it as often as the file wants."""
        if not isinstance(event, Entered):
            return []
        said = Say(self._notice.prompt, pause_ms=OPENING_MS)
        return [said] * self._notice.times + [leave(self._notice.then)]
