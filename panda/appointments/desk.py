"""What people do with offered times: choose, confirm, move, cancel.

The desk writes to the store what is wanted; the orchestrator's rounds do it, by calls
(`panda.appointments.rounds`). Each step is one compare-and-set: pressed twice, or by
two people at once, it is done once.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from panda.appointments.booking import MOVE_OF, Errand, ErrandKind
from panda.appointments.calendar import CalendarError
from panda.appointments.choice import clash, judge
from panda.appointments.errands import campaign_id_of
from panda.appointments.life import ASKING, HOLDING, CannotMove, Move, Stage, may
from panda.appointments.syncing import bring_up_to_date
from panda.appointments.views import Choice, ChoiceText, NewTime
from panda.appointments.zones import later, local
from panda.booking import BookingTerms
from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.appointments.booking import Booking
    from panda.appointments.calendar import Calendar
    from panda.appointments.choice import Busy
    from panda.ports import Clock, Store

DAY_MIN = 24 * 60
_CHANGED = BadInput(
    "it was changed at the same moment",
    where="appointment",
    advice="look again, and repeat it if it is still wanted",
)


class AppointmentDesk:
    """All appointments of an installation.

    Args:
        store: Keeps them.
        clock: Dates what is done.
        calendar: The user's, if they have named one.
    """

    def __init__(self, store: Store, clock: Clock, calendar: Calendar | None) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def every(self, campaign_id: str = "") -> Sequence[Booking]:
        """List the appointments of a campaign, or all, the soonest first.

        A follow-up's are those of the campaign it follows, too: they fulfil one wish.
        """
        campaign = await self._store.campaign(campaign_id) if campaign_id else None
        wish_id = campaign_id if campaign is None else campaign.wish
        found = await self._store.bookings(wish_id)
        return sorted(found, key=lambda one: (one.slot, one.booking_id))

    async def show(self, booking_id: str) -> Booking:
        """Return one.

        Raises:
            BadInput: There is none of this id.
        """
        booking = await self._store.booking(booking_id)
        if booking is None:
            raise BadInput(
                "no such appointment",
                where=booking_id,
                advice="see `panda appointments list`",
            )
        return booking

    async def choose(self, text: ChoiceText) -> Choice:
        """Choose one of a campaign's offers, by the rule or as told.

        Asked again it answers what was chosen before.

        Raises:
            BadInput: There is no such campaign or offer, its time has passed, or
                another is held.
            CalendarError: The calendar cannot tell when the user is free.
        """
        terms = await self._terms(text.campaign_id)
        bookings = await self.every(text.campaign_id)
        held = next((one for one in bookings if one.stage in HOLDING), None)
        if held is not None and _too_late(held, self._clock.now()):
            await self._step(held, Move.RELEASE, reason="its time passed unconfirmed")
            held = None
        if held is not None:
            if text.booking_id not in {"", held.booking_id}:
                raise BadInput(
                    f"{held.business} holds this wish already",
                    where=held.booking_id,
                    advice="cancel that one first",
                )
            return Choice(booking=held)
        offers = [one for one in bookings if one.stage is Stage.NOTED]
        busy, looked = await self._busy(offers, terms, regardless=text.regardless)
        now = self._clock.now()
        judged = judge(offers, terms, busy, now, worth=text.worth, prefer=text.prefer)
        best = next((one for one in judged if one.fits), None)
        wanted, reason = (best.booking_id, best.reason) if best else ("", "")
        if text.booking_id:
            wanted, reason = text.booking_id, "chosen by hand"
        chosen = None
        if wanted:
            offer = await self._of(wanted, bookings)
            if offer.slot <= now:
                raise _passed(offer)
            chosen = await self._step(offer, Move.CHOOSE, reason=reason)
        return Choice(booking=chosen, judged=judged, looked_into_calendar=looked)

    async def confirm(self, booking_id: str) -> Booking:
        """Have a chosen time confirmed by a call, or an uncertain one made certain.

        Raises:
            BadInput: There is nothing to confirm, or its time has passed.
        """
        booking = await self.show(booking_id)
        if booking.stage in {Stage.CONFIRMED, Stage.CONFIRMING}:
            return booking
        kind, slot = ErrandKind.CONFIRM, None
        if booking.stage is Stage.UNCERTAIN and booking.errand is not None:
            kind, slot = booking.errand.kind, booking.errand.slot
        if kind is ErrandKind.CONFIRM and booking.slot <= self._clock.now():
            raise _passed(booking)
        return await self._send(booking, kind, slot)

    async def reschedule(self, booking_id: str, to: NewTime) -> Booking:
        """Ask for another time by call; the old one stands until that is agreed.

        Raises:
            BadInput: It is not confirmed, or the time may not be.
            CalendarError: The calendar cannot tell whether the user is free.
        """
        booking = await self.show(booking_id)
        slot = to.slot
        if slot.tzinfo is None:
            if not booking.zone:
                raise BadInput(
                    "the zone of this business is not known",
                    where="slot",
                    advice="write the time with its offset from UTC",
                )
            slot = local(slot, ZoneInfo(booking.zone))
        asked = booking.errand
        if booking.stage is Stage.RESCHEDULING and asked and asked.slot == slot:
            return booking
        await self._check(booking, slot, to)
        return await self._send(booking, ErrandKind.RESCHEDULE, slot)

    async def cancel(self, booking_id: str) -> Booking:
        """Give one up: by call, if the business expects us; else it is let go.

        Raises:
            BadInput: It cannot be given up now.
        """
        booking = await self.show(booking_id)
        gone = {Stage.CANCELLED, Stage.CANCELLING, Stage.DROPPING, Stage.RELEASED}
        if booking.stage in gone:
            return booking
        if may(booking.stage, Move.RELEASE):
            return await self._step(booking, Move.RELEASE, reason="let go by hand")
        return await self._send(booking, ErrandKind.CANCEL, None)

    async def sync(self) -> int:
        """Bring the calendar up to date; return how many events were written.

        One that the calendar refuses holds up no other.

        Raises:
            BadInput: No calendar is named.
            CalendarError: It refused some, or failed; the others are written.
        """
        if self._calendar is None:
            raise BadInput(
                "no calendar is named",
                where="PANDA_CALENDAR_URL",
                advice="see docs/guides/appointments.md",
            )
        now, count, problem = self._clock.now(), 0, None
        for booking in await self._store.watched_bookings():
            try:
                written = await bring_up_to_date(
                    booking, self._calendar, self._store, now
                )
            except CalendarError as error:
                problem = problem or error
            else:
                count += written
        if problem is not None:
            raise problem
        return count

    # --- steps

    async def _send(
        self, booking: Booking, kind: ErrandKind, slot: datetime | None
    ) -> Booking:
        """Want a second call; the orchestrator makes it."""
        errand = Errand(
            kind=kind,
            campaign_id=campaign_id_of(booking),
            slot=slot,
            in_doubt=booking.stage is Stage.UNCERTAIN,
        )
        return await self._step(booking, MOVE_OF[kind], errand=errand)

    async def _step(
        self,
        booking: Booking,
        move: Move,
        *,
        reason: str = "",
        errand: Errand | None = None,
    ) -> Booking:
        try:
            after = booking.moved(move, self._clock.now(), reason=reason, errand=errand)
        except CannotMove as error:
            wait = "wait for the call that is on its way"
            raise BadInput(
                str(error),
                where=booking.booking_id,
                advice=wait if booking.stage in ASKING else "see its stage",
            ) from None
        if not await self._store.put_bookings([after]):
            raise _CHANGED
        return after

    # --- what it is decided by

    async def _terms(self, campaign_id: str) -> BookingTerms:
        campaign = await self._store.campaign(campaign_id)
        if campaign is None or campaign.booking is None:
            raise BadInput(
                "no campaign of this id looks for an appointment",
                where="campaign_id",
                advice="begin one with `booking`",
            )
        return campaign.booking

    async def _of(self, booking_id: str, bookings: Sequence[Booking]) -> Booking:
        booking = await self.show(booking_id)
        if booking_id not in {one.booking_id for one in bookings}:
            raise BadInput(
                "it is an offer to another campaign",
                where=booking_id,
                advice="see `panda appointments list`",
            )
        return booking

    async def _busy(
        self, offers: Sequence[Booking], terms: BookingTerms, *, regardless: bool
    ) -> tuple[Sequence[Busy], bool]:
        if self._calendar is None or regardless or not offers:
            return (), False
        around = terms.travel_min + DAY_MIN
        start = min(later(one.begins, -around) for one in offers)
        end = max(later(one.ends, around) for one in offers)
        return await self._calendar.busy(start, end), True

    async def _check(self, booking: Booking, slot: datetime, to: NewTime) -> None:
        """See to it that a new time may be.

        Raises:
            BadInput: It may not.
        """
        if slot <= self._clock.now():
            raise BadInput("it has passed", where="slot", advice="take a later time")
        if to.regardless:
            return
        moved = booking.model_copy(update={"slot": slot})
        wish = await self._store.campaign(booking.wish_id)
        terms = wish.booking if wish is not None else None
        if terms is None:  # an operator took it: only the calendar can be against it
            terms = _any_time(moved)
        against = terms.objection(moved.begins)
        if not against and self._calendar is not None:
            around = terms.travel_min + DAY_MIN
            busy = await self._calendar.busy(
                later(moved.begins, -around),
                later(moved.ends, around),
                leave_out=booking.booking_id,
            )
            against = clash(moved.begins, terms, busy)
        if against:
            raise BadInput(
                against, where="slot", advice="take another time, or say `regardless`"
            )


def _any_time(booking: Booking) -> BookingTerms:
    """Return terms that a booking meets, whenever it is."""
    day = booking.begins.date()
    return BookingTerms(
        first_day=day,
        last_day=day,
        earliest=time.min,
        latest=time.max,
        weekdays=tuple(range(7)),
        length_min=booking.length_min,
    )


def _too_late(booking: Booking, now: datetime) -> bool:
    """Say whether it was chosen, and its time went by before anybody confirmed it."""
    return booking.stage is Stage.CHOSEN and booking.slot <= now


def _passed(booking: Booking) -> BadInput:
    return BadInput(
        "its time has passed",
        where=booking.booking_id,
        advice="choose another offer, or cancel this one",
    )
