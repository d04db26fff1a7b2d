"""One leg of a conference, as the Participants resource knows it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.carrier.calls import Status, rfc2822

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.carrier.calls import Call
    from simulator.carrier.conference.mixer import Seat
    from simulator.carrier.conference.terms import Terms
    from simulator.carrier.form import Fetch
    from simulator.carrier.stage import CallStage

Left = Literal[
    "conference_ended_via_api",
    "moderator_ended_conference",
    "participant_updated_via_api",
    "participant_hung_up",
    "participant_add_failed",
]
"""Why a participant is gone, in the words of the callback."""

BEFORE: Mapping[Status, str] = {
    Status.QUEUED: "queued",
    Status.RINGING: "ringing",
    Status.IN_PROGRESS: "connecting",
    Status.COMPLETED: "complete",
}
"""A participant's status while it has no seat; any other call status is a failure."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a client wants of a participant; None leaves a thing as it is."""

    muted: bool | None = None
    hold: bool | None = None
    hold_with: Fetch | None = None
    announce: Fetch | None = None
    coaching: bool | None = None
    coaches: str | None = None
    ends: bool | None = None
    beep_on_exit: bool | None = None
    wait: Fetch | None = None


@dataclass(eq=False, slots=True)
class Participant:
    """A leg from its invitation, or its own coming, until it is gone."""

    call: Call
    terms: Terms
    conference_sid: str
    created_s: float
    updated_s: float
    seat: Seat | None = None
    """Its place in the room; None until it has answered."""
    stage: CallStage | None = None
    asides: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    """What it hears alone just now, by what it is for: wait, hold, announce."""
    left: asyncio.Future[Left] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    """Done when it is to go; its document then goes on."""
    release: Callable[[], None] = lambda: None
    """Ends its call while that has not joined."""
    muted: bool = False
    hold: bool = False
    coaches: str = ""
    ends: bool = False
    beeps_on_exit: bool = False

    def __post_init__(self) -> None:
        """Start on the terms it came with."""
        self.muted, self.coaches = self.terms.muted, self.terms.coaches
        self.ends, self.beeps_on_exit = self.terms.ends, self.terms.beeps_on_exit

    @property
    def status(self) -> str:
        """How far it has come."""
        if self.seat is not None:
            return "connected"
        return BEFORE.get(self.call.status, "failed")

    def dismiss(self, why: Left) -> None:
        """Let it go; the first reason stays."""
        if not self.left.done():
            self.left.set_result(why)

    def params(self) -> dict[str, str]:
        """Return what callbacks about this participant say of it."""
        params = {
            "CallSid": self.call.sid,
            "Muted": _word(self.muted),
            "Hold": _word(self.hold),
            "Coaching": _word(bool(self.coaches)),
            "EndConferenceOnExit": _word(self.ends),
            "StartConferenceOnEnter": _word(self.terms.starts),
        }
        if self.coaches:
            params["CallSidToCoach"] = self.coaches
        if self.terms.label:
            params["ParticipantLabel"] = self.terms.label
        return params

    def resource(self) -> dict[str, object]:
        """Return the participant as the REST answer shows it."""
        account = self.call.account_sid
        return {
            "account_sid": account,
            "call_sid": self.call.sid,
            "call_sid_to_coach": self.coaches or None,
            "coaching": bool(self.coaches),
            "conference_sid": self.conference_sid,
            "date_created": rfc2822(self.created_s),
            "date_updated": rfc2822(self.updated_s),
            "end_conference_on_exit": self.ends,
            "hold": self.hold,
            "label": self.terms.label or None,
            "muted": self.muted,
            "queue_time": str(self.call.queue_ms),
            "start_conference_on_enter": self.terms.starts,
            "status": self.status,
            "uri": (
                f"/2010-04-01/Accounts/{account}/Conferences/{self.conference_sid}"
                f"/Participants/{self.call.sid}.json"
            ),
        }


def _word(value: bool) -> str:  # noqa: FBT001 - one obvious flag
    return "true" if value else "false"
