"""Nodes that mostly play something: queue, transfer, voicemail, notice."""

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
    Hush,
    Key,
    Note,
    Play,
    Press,
    Say,
    Spoken,
    Tick,
    Took,
    leave,
    prompt,
)

if TYPE_CHECKING:
    from simulator.businesses.documents import (
        Notice,
        Presses,
        Queue,
        Transfer,
        Voicemail,
    )
    from simulator.businesses.tongues.tongue import Tongue

BEEP_MS = 480


class QueueScene:
    """Music with announcements, then the next node; or a call back instead.

    Args:
        queue: What the file says.
        hold_ms: Music in all, settled by the seed.
        tongue: The language it speaks.
    """

    kind = "queue"
    listens = False

    def __init__(self, queue: Queue, hold_ms: int, tongue: Tongue) -> None:
        self._queue = queue
        self._prompt = queue.prompt or tongue.phrases.hold
        self._parts = list(_stretches(hold_ms, int(queue.every_s * 1000)))
        self._done = False

    @property
    def lines(self) -> list[Say]:
        """The opening and all announcements."""
        count = len(self._parts) - 1
        said = prompt(self._queue, self._prompt, pause_ms=OPENING_MS)
        said += [Say(self._announcement(n)) for n in range(count)]
        return said + self._offer()

    def on(self, event: Event, now_ms: int) -> list[Command]:  # noqa: ARG002 - nothing here depends on the hour
        """Everything is said and played at once, in order; only keys are heard."""
        match event:
            case Entered():
                return self._wait()
            case Key(digit):
                return self._key(digit)
            case _:
                return []

    def _wait(self) -> list[Command]:
        commands: list[Command] = []
        commands += prompt(self._queue, self._prompt, pause_ms=OPENING_MS)
        commands += self._offer()
        for index, ms in enumerate(self._parts):
            if index and self._queue.announcements:
                commands.append(Say(self._announcement(index - 1)))
                commands += self._offer()
            commands.append(Play("music", ms, self._queue.music))
        return [*commands, Go(self._queue.then)]

    def _key(self, digit: str) -> list[Command]:
        callback = self._queue.callback
        if callback is None or self._done or digit != callback.key:
            return [Took(digit, accepted=False)]
        self._done = True
        note = Note("callback", "accepted")
        return [Took(digit, accepted=True), note, Hush(), Go(callback.goto)]

    def _offer(self) -> list[Say]:
        callback = self._queue.callback
        return [] if callback is None else [Say(callback.offer)]

    def _announcement(self, index: int) -> str:
        texts = self._queue.announcements
        if not texts:
            return ""
        place = max(self._queue.position - index, 1)
        minutes = max(1, round(place * self._queue.minutes_each))
        return texts[index % len(texts)].format(position=place, minutes=minutes)


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
    def lines(self) -> list[Say]:
        """The greeting."""
        return prompt(self._voicemail, self._voicemail.greeting, pause_ms=OPENING_MS)

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Play the greeting and beep, then wait for the message to end."""
        match event:
            case Entered():
                return [*self.lines, Play("beep", BEEP_MS)]
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
    def lines(self) -> list[Say]:
        """The notice."""
        return prompt(self._notice, self._notice.prompt, pause_ms=OPENING_MS)

    def on(self, event: Event, now_ms: int) -> list[Command]:  # noqa: ARG002 - nothing here depends on the hour
        """Say it as often as the file wants."""
        if not isinstance(event, Entered):
            return []
        return [*(self.lines * self._notice.times), leave(self._notice.then)]


class PressScene:
    """Somebody waits a moment, presses keys and goes on."""

    kind = "presses"
    listens = False

    def __init__(self, presses: Presses) -> None:
        self._presses = presses
        self._entered_ms: int | None = None
        self._pressed = False

    @property
    def lines(self) -> list[Say]:
        """Nothing: whoever does this only listens."""
        return []

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Press them once it is time."""
        if isinstance(event, Entered):
            self._entered_ms = now_ms
        since_ms = 0 if self._entered_ms is None else now_ms - self._entered_ms
        if self._pressed or since_ms < self._presses.after_s * 1000:
            return []
        self._pressed = True
        return [Press(self._presses.keys), leave(self._presses.then)]


class TransferScene:
    """Somebody else's telephone rings; then the talk goes on there.

    Args:
        transfer: What the file says.
        ring_ms: How long it rings, settled by the seed.
        then: Where it leads this time.
        tongue: The language it speaks.
    """

    kind = "transfer"
    listens = False

    def __init__(
        self, transfer: Transfer, ring_ms: int, then: str, tongue: Tongue
    ) -> None:
        self._transfer, self._ring_ms, self._then = transfer, ring_ms, then
        self._prompt = transfer.prompt
        if self._prompt is None:
            self._prompt = tongue.phrases.transfer

    @property
    def lines(self) -> list[Say]:
        """What is said before it rings; the prompt may be empty."""
        return prompt(self._transfer, self._prompt or "", pause_ms=OPENING_MS)

    def on(self, event: Event, now_ms: int) -> list[Command]:  # noqa: ARG002 - nothing here depends on the hour
        """Say it, let it ring, go on."""
        if not isinstance(event, Entered):
            return []
        return [*self.lines, Play("ring", self._ring_ms), Go(self._then)]
