"""Looking after appointments: second calls, their outcome, reminders, the calendar.

All it knows is in the store: whoever dies in the middle of a round has another look.
A second call is a campaign whose id follows from the booking, so it is made once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from panda.appointments.calendar import CalendarError
from panda.appointments.errands import move_of, questionnaire_of
from panda.appointments.life import ASKING, Move, Stage
from panda.appointments.syncing import bring_up_to_date
from panda.campaign import Campaign
from panda.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from panda.appointments.booking import Booking, Errand
    from panda.appointments.calendar import Calendar
    from panda.campaign import Provider
    from panda.ports import Clock, Store

_log = logging.getLogger(__name__)

AGAIN_S = 60
"""Until an event that the calendar would not take is written again."""
_PRIORITY = 5
"""Somebody waits for one of these: before calls that only ask around."""
_TITLES = {"confirm": "Confirm", "reschedule": "Move", "cancel": "Cancel"}
_REASONS: dict[Move, str] = {
    Move.AGREE: "the business agreed",
    Move.REFUSE: "the business would not",
    Move.MISS: "nobody was reached: nothing has changed",
    Move.LOSE: "nobody said clearly: confirm it by another call",
}


class Rounds:
    """Takes each appointment that is under way one step further.

    Args:
        store: Keeps them.
        begin: Keeps a campaign and begins with it; one that is kept is left alone.
        clock: Wall and monotonic time.
        calendar: The user's, if they have named one.
    """

    def __init__(
        self,
        store: Store,
        begin: Callable[[Campaign, Provider], Awaitable[None]],
        clock: Clock,
        calendar: Calendar | None = None,
    ) -> None:
        self._store = store
        self._begin = begin
        self._clock = clock
        self._calendar = calendar
        self._due_ms: dict[str, int] = {}
        """When bookings that the calendar would not take are written again."""

    async def turn(self) -> None:
        """Look after all of them once; one that cannot be does not hold up the others.

        Raises:
            StoreError: The store is away; the next turn does what is left.
        """
        watched = await self._store.watched_bookings()
        ids = {one.booking_id for one in watched}
        self._due_ms = {one: due for one, due in self._due_ms.items() if one in ids}
        fails = False
        for booking in watched:
            try:
                # One change a turn: each makes a version, which the next turn reads.
                if await self._remind(booking) or await self._settle(booking):
                    continue
                # A calendar that is away is waited for once a turn, not for each.
                fails = fails or not await self._write(booking)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 - one holds up no other
                name = type(error).__name__
                _log.warning("an appointment cannot be looked after: %s", name)

    async def _remind(self, booking: Booking) -> bool:
        now = self._clock.now()
        moments = booking.reminders(now)
        if not moments:
            return False
        told = booking.changed(now, reminded=(*booking.reminded, *moments))
        await self._store.put_bookings([told])
        return True

    async def _settle(self, booking: Booking) -> bool:
        errand = booking.errand
        if booking.stage not in ASKING or errand is None:
            return False
        if await self._store.campaign(errand.campaign_id) is None:
            await self._start(booking, errand)
            return True
        move = move_of(
            errand,
            await self._store.targets(errand.campaign_id),
            await self._store.results(errand.campaign_id),
        )
        if move is None:
            return False
        now = self._clock.now()
        after = booking.moved(move, now, reason=_REASONS[move])
        changed = [after]
        if after.stage is Stage.CONFIRMED:
            changed += await self._released(after, now)
        if not await self._store.put_bookings(changed):
            _log.info("an appointment was changed at the same moment; looking again")
        return True

    async def _released(self, taken: Booking, now: datetime) -> list[Booking]:
        """Return the other offers of a wish, let go: no business keeps them for us."""
        return [
            one.moved(Move.RELEASE, now, reason=f"{taken.business} was confirmed")
            for one in await self._store.bookings(taken.wish_id)
            if one.stage is Stage.NOTED
        ]

    async def _start(self, booking: Booking, errand: Errand) -> None:
        wish = await self._store.campaign(booking.brought_by)
        targets = await self._store.targets(booking.brought_by)
        target = next(one for one in targets if one.target_id == booking.target_id)
        assert wish is not None
        await self._begin(
            Campaign(
                campaign_id=errand.campaign_id,
                title=f"{_TITLES[errand.kind]}: {booking.service}, {booking.business}"[
                    :200
                ],
                questionnaire=questionnaire_of(booking, errand, wish.questionnaire),
                limits=wish.limits,
                attested=wish.attested,
                priority=_PRIORITY,
                grants=wish.grants,
                functions=wish.functions,
                voice=wish.voice,
                features=wish.features,
                fresh=True,  # what they agreed to before answers nothing now
                created_at=self._clock.now(),
            ),
            target.provider,
        )

    async def _write(self, booking: Booking) -> bool:
        """Bring the calendar up to date; false if it would not be."""
        calendar, now_ms = self._calendar, self._clock.monotonic_ms()
        due_ms = self._due_ms.get(booking.booking_id, now_ms)
        if calendar is None or not booking.to_write or now_ms < due_ms:
            return True
        try:
            await bring_up_to_date(booking, calendar, self._store, self._clock.now())
        except CalendarError as error:
            _log.warning("%s; trying again in %d s", error, AGAIN_S)
            self._due_ms[booking.booking_id] = now_ms + AGAIN_S * 1000
            return False
        return True
