"""Times on one call: noted, asked for, and what the business said to that.

A time that the agent wants is `Proposed`; `Booked` it is by the business's own yes,
after we have read it back. An operator who books one has heard that yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.appointments.agreeing import agreed
from panda.appointments.events import Booked, Declined, Offered, Proposed
from panda.booking import Appointment, Offer
from panda.compliance.whereabouts import local_times
from panda.functions.decisions import Book
from panda.functions.permission import Caller

if TYPE_CHECKING:
    from panda.functions.decisions import NoteOffer
    from panda.session.phases.phase import Effects
    from panda.session.record import CallRecord


class Times:
    """All times that were spoken of on one call."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._read = 0
        """How many lines there were when they were last looked through."""

    def take(self, time: Book | NoteOffer, caller: Caller, now_ms: int) -> Effects:
        """Log a time that was taken or offered, once."""
        named = {"service": time.service, "slot": time.slot, "quote": time.quote}
        uses = self._call.uses
        if not isinstance(time, Book):
            if all(one.slot != time.slot for one in uses.offers):
                yield Offered(offer=Offer.model_validate(named))
            return
        wanted = Appointment.model_validate(named)
        if caller is Caller.OPERATOR:
            if all(one.slot != time.slot for one in uses.appointments):
                yield Booked(appointment=wanted)
        elif all(one.appointment.slot != time.slot for one in uses.proposed):
            at_ms = self._call.answer_ms(now_ms)
            yield Proposed(appointment=wanted, answer_ms=at_ms)

    def heard(self, now_ms: int) -> Effects:
        """Read in what was said since whether times we have asked for are ours."""
        uses = self._call.uses
        if not uses.proposed:
            return
        lines = self._call.lines
        if len(lines) == self._read:
            return
        self._read = len(lines)
        brief = self._call.briefing
        now, *or_now = local_times(brief.provider, self._call.wall(now_ms))
        for asked in list(uses.proposed):
            wanted = asked.appointment
            word = agreed(
                wanted.slot,
                [one for one in lines if one.at_ms >= asked.answer_ms],
                brief.questionnaire,
                now,
                or_now=or_now,
            )
            known = any(one.slot == wanted.slot for one in uses.appointments)
            if word is None or (word.agrees and known):
                continue
            if word.agrees:
                more = {"agreed": word.quote}
                yield Booked(appointment=wanted.model_copy(update=more))
            else:
                yield Declined(appointment=wanted, quote=word.quote)
