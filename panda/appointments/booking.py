"""One time at one business for one wish, and how far it has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum, auto

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.appointments.life import ASKING, STANDING, Move, Stage, after
from panda.appointments.zones import in_zone, later

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class ErrandKind(StrEnum):
    """What a second call is for."""

    CONFIRM = auto()
    RESCHEDULE = auto()
    CANCEL = auto()


MOVE_OF: dict[ErrandKind, Move] = {
    ErrandKind.CONFIRM: Move.CONFIRM,
    ErrandKind.RESCHEDULE: Move.RESCHEDULE,
    ErrandKind.CANCEL: Move.CANCEL,
}


class Errand(BaseModel):
    """A second call to a business about one booking."""

    model_config = _FROZEN

    kind: ErrandKind
    campaign_id: str
    """The campaign that makes it; made from the booking, so that it is made once."""
    slot: AwareDatetime | None = None
    """To move it to; only for `RESCHEDULE`."""
    in_doubt: bool = False
    """Whether it repeats one whose end we do not know."""


class Booking(BaseModel):
    """An offered time, from the first call until it is past or given up."""

    model_config = _FROZEN

    booking_id: str
    """The call that brought it, and its place there: noted again it is the same."""
    wish_id: str
    """What it is to fulfil: the campaign that asked for offers first."""
    campaign_id: str = ""
    """The campaign whose call brought it, if that is a follow-up of it."""
    target_id: str
    business: str
    phone: str
    """E.164."""
    zone: str
    """IANA name of the business's; "" if that is not certain."""
    place: str = ""
    """Its address, if our list has one."""
    service: str
    slot: AwareDatetime
    """The beginning. Read it by `begins`, in the business's zone."""
    length_min: int
    quote: str = ""
    """The business's words that offered it."""
    stage: Stage = Stage.NOTED
    reason: str = ""
    """Why it came to this stage, in a few words for people."""
    errand: Errand | None = None
    """The last second call."""
    remind_min: tuple[int, ...] = ()
    reminded: tuple[datetime, ...] = ()
    """The moments that were reminded of; a moved booking has new ones."""
    version: int = Field(default=1, ge=1)
    """Raised by every change; what a writer has seen."""
    sequence: int = Field(default=0, ge=0)
    """Raised by each change that a calendar shows (RFC 5545, 3.8.7.4)."""
    written: int = Field(default=-1, ge=-1)
    """The sequence that is in the user's calendar; -1 if none is."""
    etag: str = ""
    """What the calendar called that state of it."""
    agreed_at: AwareDatetime | None = None
    """When the business agreed to this time; None again once a call about it was lost,
    for nobody knows what they have done then."""
    noted_at: AwareDatetime
    changed_at: AwareDatetime

    @property
    def brought_by(self) -> str:
        """The campaign whose call brought it."""
        return self.campaign_id or self.wish_id

    @property
    def begins(self) -> datetime:
        """When it begins, on the business's clocks."""
        return in_zone(self.slot, self.zone)

    @property
    def ends(self) -> datetime:
        """When it is probably over, on the business's clocks."""
        return later(self.begins, self.length_min)

    @property
    def stands(self) -> bool:
        """Whether the business has agreed and, as far as we know, expects us."""
        return self.stage in STANDING and self.agreed_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether a calendar should have it as it stands, cancelled or not."""
        once = self.stage in STANDING | {Stage.UNCERTAIN, Stage.CANCELLED}
        return self.stands or (once and self.written >= 0)

    @property
    def to_write(self) -> bool:
        """Whether the calendar has another state of it, or none."""
        return self.is_shown and self.written < self.sequence

    @property
    def is_watched(self) -> bool:
        """Whether it needs looking after: an errand, a reminder, a line in a calendar.

        So little of what was ever offered that it can be read every few seconds.
        """
        return self.stage in ASKING | STANDING or self.to_write

    def moved(
        self,
        move: Move,
        now: datetime,
        *,
        reason: str = "",
        errand: Errand | None = None,
    ) -> Booking:
        """Return it after a step of its life.

        Raises:
            CannotMove: The table has no such step.
        """
        stage = after(self.stage, move, agreed=self.agreed_at is not None)
        slot = self.slot
        if (
            stage is Stage.CONFIRMED
            and move is Move.AGREE
            and self.errand is not None
            and self.errand.slot is not None
        ):
            slot = self.errand.slot
        agreed_at = {Move.AGREE: now, Move.LOSE: None}.get(move, self.agreed_at)
        moved = self.changed(
            now,
            stage=stage,
            slot=slot,
            errand=errand or self.errand,
            reason=reason,
            agreed_at=agreed_at,
        )
        shows = calendar_status(moved) != calendar_status(self) or slot != self.slot
        # Whatever was agreed may have been opened as a file, calendar or none.
        known = self.agreed_at is not None or self.written >= 0 or self.sequence > 0
        raised = self.sequence + (shows and known)
        return moved.model_copy(update={"sequence": raised})

    def changed(self, now: datetime, **update: object) -> Booking:
        """Return it with something noted beside its life."""
        new = {"version": self.version + 1, "changed_at": now, **update}
        return self.model_copy(update=new)

    def reminders(self, now: datetime) -> tuple[datetime, ...]:
        """Return the moments to remind of that have come by now, and were not told.

        Nobody is reminded of what they have just agreed to.
        """
        since = self.agreed_at
        if since is None or not self.stands or self.begins <= now:
            return ()
        moments = sorted(self.slot - timedelta(minutes=one) for one in self.remind_min)
        return tuple(
            one for one in moments if since < one <= now and one not in self.reminded
        )


def calendar_status(booking: Booking) -> str:
    """Return the STATUS of an event of it (RFC 5545, 3.8.1.11)."""
    if booking.stands:
        return "CONFIRMED"
    return "CANCELLED" if booking.stage is Stage.CANCELLED else "TENTATIVE"
