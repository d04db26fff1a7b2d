"""What participants hear beside each other: waiting, hold, announcements, ringing."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from simulator.carrier.conference.asides import Aside
from simulator.carrier.conference.mixer import Loop
from simulator.carrier.form import Fetch
from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.webhooks import WebhookFailed
from simulator.ports import FRAME_MS
from simulator.speech import music, tones

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from simulator.carrier.conference.events import Reporter
    from simulator.carrier.conference.mixer import Room
    from simulator.carrier.conference.participant import Participant

Purpose = Literal["wait", "hold", "announce"]


log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def ring_back() -> bytes:
    """Return one cycle of ringing, 6 s."""
    return tones.ring_back(6.0)


class Sounds:
    """Runs the documents of one conference's participants."""

    def __init__(self, room: Room, reporter: Reporter) -> None:
        self._room = room
        self._reporter = reporter
        self._ringing: set[str] = set()
        self._announcing: asyncio.Task[None] | None = None

    def ring(self, name: str, *, on: bool) -> None:
        """Let those present hear the telephone of `name` ring, or no longer."""
        before = bool(self._ringing)
        (self._ringing.add if on else self._ringing.discard)(name)
        if before != bool(self._ringing):
            self._room.ringing = Loop(ring_back()) if self._ringing else None

    def wait(
        self, participant: Participant, wait: Fetch | Literal["music", "silence"]
    ) -> None:
        """Let a participant hear what there is to hear before the start.

        A document that cannot be had sends it on to its next verb.
        """
        seat = participant.seat
        if seat is None:
            return
        if not isinstance(wait, Fetch):
            seat.instead = Loop(music.hold_music()) if wait == "music" else None
            return
        aside = self._aside(participant)
        seat.instead = aside.line

        async def run() -> None:
            try:
                await aside.run(wait)
            except (BadDocument, WebhookFailed) as error:
                self._failed(participant, error)
                participant.dismiss("participant_add_failed")

        self._begin(participant, "wait", run())

    def hold(self, participant: Participant, fetch: Fetch | None) -> None:
        """Begin or end a participant's hold, as it says."""
        self.stop(participant, "hold")
        seat = participant.seat
        if seat is None:
            return
        if not participant.hold:
            if not self._room.open:
                self.wait(participant, participant.terms.wait)
            return
        if fetch is None:
            seat.instead = Loop(music.hold_music())
            return
        aside = self._aside(participant)
        seat.instead = aside.line

        async def run() -> None:
            try:
                while True:  # music goes round until the hold is over
                    await aside.run(fetch)
                    await asyncio.sleep(FRAME_MS / 1000)
            except (BadDocument, WebhookFailed) as error:
                self._failed(participant, error)
                seat.instead = Loop(music.hold_music())

        self._begin(participant, "hold", run())

    def announce(self, participant: Participant, fetch: Fetch) -> None:
        """Let one participant hear a document; the others do not."""
        self.stop(participant, "announce")
        seat = participant.seat
        if seat is None:
            return
        aside = self._aside(participant)
        seat.beside = aside.line

        def over() -> None:
            if seat.beside is aside.line:
                seat.beside = None

        work = self._announced(participant, participant.params(), fetch, aside, over)
        self._begin(participant, "announce", work)

    def announce_to_all(self, anybody: Participant, fetch: Fetch) -> None:
        """Let everybody hear a document; `anybody` lends it a stage."""
        if self._announcing is not None:
            self._announcing.cancel()
        aside = self._aside(anybody)
        self._room.announcer = aside.line

        def over() -> None:
            if self._room.announcer is aside.line:
                self._room.announcer = None

        self._announcing = _started(self._announced(anybody, {}, fetch, aside, over))

    def stop(self, participant: Participant, purpose: Purpose | None = None) -> None:
        """End what a participant hears for `purpose`, or all of it."""
        for name in [purpose] if purpose else list(participant.asides):
            if task := participant.asides.pop(name, None):
                task.cancel()
        seat = participant.seat
        if seat is not None:
            if purpose in {None, "hold"} or (
                purpose == "wait" and not participant.hold
            ):
                seat.instead = None
            if purpose in {None, "announce"}:
                seat.beside = None

    def close(self) -> None:
        """End what everybody hears."""
        self._room.announcer = self._room.ringing = None
        if self._announcing is not None:
            self._announcing.cancel()

    async def _announced(
        self,
        participant: Participant,
        params: dict[str, str],
        fetch: Fetch,
        aside: Aside,
        over: Callable[[], None],
    ) -> None:
        told = {**params, "AnnounceUrl": fetch.url}
        try:
            await aside.run(fetch)
        except (BadDocument, WebhookFailed) as error:
            self._failed(participant, error)
            told["ReasonAnnouncementFailed"] = f"{error.code}: {error}"
            self._reporter.report("announcement-fail", participant.call, told)
        else:
            self._reporter.report("announcement-end", participant.call, told)
        finally:
            over()

    def _aside(self, participant: Participant) -> Aside:
        assert participant.stage is not None
        return Aside(
            participant.stage,
            {
                "ConferenceSid": participant.conference_sid,
                "FriendlyName": self._reporter.name,
            },
        )

    def _begin(
        self,
        participant: Participant,
        purpose: Purpose,
        work: Coroutine[object, object, None],
    ) -> None:
        if task := participant.asides.pop(purpose, None):
            task.cancel()
        participant.asides[purpose] = _started(work)

    def _failed(
        self, participant: Participant, error: BadDocument | WebhookFailed
    ) -> None:
        assert participant.stage is not None
        participant.stage.failed(error)


def _started(work: Coroutine[object, object, None]) -> asyncio.Task[None]:
    """Run a document; nobody awaits it, so what breaks in it is logged here."""

    def over(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a document beside a conference broke", exc_info=error)

    task = asyncio.ensure_future(work)
    task.add_done_callback(over)
    return task
