"""From the dial to the answer: the carrier's news decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import AnsweredBy, CallState, Outcome, Trigger
from panda.events import Identified, Pressed
from panda.mailbox import CarrierNews
from panda.menu.blind import blind_keys, lasts_ms, pressed
from panda.outcomes import outcome_of, reason_of
from panda.session.commands import PlaceCall
from panda.session.inputs import DialRejected, Ordered, PhoneOpened, Tick
from panda.session.phases.listening import Listening
from panda.session.phases.onward import to_menu
from panda.session.phases.phase import Effects, Go, Over, Phase

if TYPE_CHECKING:
    from panda.carrier import StatusUpdate
    from panda.session.inputs import Input

NEWS_MS = 90_000
"""How long past the ring time we wait for any news: a call may sit in the carrier's
queue, since it places one a second (PROTOCOLS B3)."""
STREAM_MS = 10_000
"""How long an answered call may be without audio."""


class Dialing(Phase):
    """Waiting for an answer."""

    def __init__(self, call: CallRecord, *, placed: bool = False) -> None:
        super().__init__(call)
        self._placed = placed
        self._answered_ms: int | None = None
        brief = call.briefing
        self._keys = blind_keys(brief.route, brief.provider.phone, call.transports)
        """What the carrier presses, unheard, before we are on the line."""

    def enter(self, now_ms: int) -> Effects:
        """Dial, unless the call was placed before its actor was lost."""
        del now_ms
        if not self._placed:
            self._placed = True
            yield PlaceCall(self._keys)

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Follow the carrier's news to the answer or the end."""
        match what:
            case DialRejected(reason=reason, unsure=unsure):
                outcome = Outcome.UNCERTAIN if unsure else Outcome.FAILED
                yield Over(outcome, reason, hang_up=False)
            case Ordered(order=CarrierNews(update=update)):
                yield from self._news(update, now_ms)
            case PhoneOpened():
                yield Go(Trigger.ANSWER, Listening(self.call))
                yield from self._skip_menus()
            case Tick():
                yield from self._waited(now_ms)
            case _:
                pass

    def _news(self, update: StatusUpdate, now_ms: int) -> Effects:
        status = update.status
        if status == "ringing" and self.call.state is CallState.DIALING:
            yield Go(Trigger.RING, self)
        elif status == "in-progress" and self._answered_ms is None:
            self._answered_ms = now_ms
        elif (outcome := outcome_of(status, attended=True)) is not None:
            yield Over(outcome, reason_of(update), hang_up=False)

    def _skip_menus(self) -> Effects:
        """Go on behind the menus whose keys have been pressed."""
        if not self._keys:
            return
        yield Identified(answered_by=AnsweredBy.MACHINE_IVR)
        yield Pressed(keys=pressed(self._keys), transport="dial")
        yield to_menu(self.call, (), behind=True)

    def _waited(self, now_ms: int) -> Effects:
        limit_ms = self.call.briefing.limits.ring_s * 1000 + NEWS_MS
        stream_ms = STREAM_MS + lasts_ms(self._keys)
        if self._answered_ms is not None and now_ms - self._answered_ms > stream_ms:
            yield Over(Outcome.FAILED, "no_stream")
        elif self.call.in_state_ms(now_ms) > limit_ms:
            yield Over(Outcome.FAILED, "no_news")


if TYPE_CHECKING:
    from panda.session.record import CallRecord
