"""A call as the Calls resource knows it, and the life it may have.

The transitions are the table below, and nowhere else. `queued` covers Twilio's
callback-only `initiated`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.carrier import steps
from simulator.carrier.errors import ApiError
from simulator.faults.base import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.carrier.browsing import Pair
    from simulator.carrier.params import CreateCall


class Status(StrEnum):
    """The states of PROTOCOLS B3, as the REST answer spells them."""

    QUEUED = "queued"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset(
        {
            Status.RINGING,
            Status.IN_PROGRESS,
            Status.BUSY,
            Status.FAILED,
            Status.NO_ANSWER,
            Status.CANCELED,
        }
    ),
    Status.RINGING: frozenset(
        {
            Status.IN_PROGRESS,
            Status.BUSY,
            Status.FAILED,
            Status.NO_ANSWER,
            Status.CANCELED,
        }
    ),
    Status.IN_PROGRESS: frozenset({Status.COMPLETED}),
    Status.COMPLETED: frozenset(),
    Status.BUSY: frozenset(),
    Status.FAILED: frozenset(),
    Status.NO_ANSWER: frozenset(),
    Status.CANCELED: frozenset(),
}


@dataclass(slots=True)
class Call:
    """One call; `step` moves it, everything else is set once."""

    sid: str
    account_sid: str
    request: CreateCall
    created_s: float
    """Wall clock, seconds since the epoch, as all `_s` fields here."""
    status: Status = Status.QUEUED
    updated_s: float = 0.0
    started_s: float | None = None
    ended_s: float | None = None
    queue_ms: int = 0
    answered_by: str | None = None
    attempt: int = 0
    sip_code: int = 0
    sequence: int = 0
    """The next status callback's SequenceNumber."""
    watchers: list[Callable[[Call], None]] = field(default_factory=list)
    """Told after every step: conferences and ``<Dial>`` follow their legs."""

    @property
    def where(self) -> Where:
        """Return the place at which faults may strike this call."""
        return Where(self.sid, self.request.to, self.attempt)

    @property
    def pair(self) -> Pair:
        """Return the two numbers: their calls share cookies, as with Twilio."""
        return self.request.caller, self.request.to

    @property
    def over(self) -> bool:
        """Whether the call has reached a final state."""
        return not TRANSITIONS[self.status]

    @property
    def duration_s(self) -> int:
        """Length of the conversation, whole seconds, rounded up as it is billed."""
        if self.started_s is None or self.ended_s is None:
            return 0
        return max(0, -int(-(self.ended_s - self.started_s) // 1))

    def step(self, status: Status, now_s: float) -> None:
        """Move to `status`.

        Raises:
            IllegalStep: The table has no such step; nothing has changed.
        """
        steps.check(TRANSITIONS, self.status, status)
        self.status, self.updated_s = status, now_s
        if status is Status.IN_PROGRESS:
            self.started_s = now_s
        elif not TRANSITIONS[status]:
            self.ended_s = now_s
        for watcher in tuple(self.watchers):
            watcher(self)

    def resource(self) -> dict[str, object]:
        """Return the call as the REST answer shows it (all values are strings)."""
        path = f"/2010-04-01/Accounts/{self.account_sid}/Calls/{self.sid}"
        ended = self.ended_s is not None
        return {
            "account_sid": self.account_sid,
            "answered_by": self.answered_by,
            "api_version": "2010-04-01",
            "caller_name": None,
            "date_created": rfc2822(self.created_s),
            "date_updated": rfc2822(self.updated_s or self.created_s),
            "direction": self.request.direction,
            "duration": str(self.duration_s) if ended else None,
            "end_time": rfc2822(self.ended_s),
            "forwarded_from": None,
            "from": self.request.caller,
            "from_formatted": formatted(self.request.caller),
            "group_sid": None,
            "parent_call_sid": self.request.parent or None,
            "phone_number_sid": None,
            "price": None,
            "price_unit": "USD",
            "queue_time": str(self.queue_ms),
            "sid": self.sid,
            "start_time": rfc2822(self.started_s),
            "status": str(self.status),
            "subresource_uris": {
                name: f"{path}/{folder}.json" for name, folder in SUBRESOURCES.items()
            },
            "to": self.request.to,
            "to_formatted": formatted(self.request.to),
            "trunk_sid": None,
            "uri": f"{path}.json",
        }


SUBRESOURCES = {
    "events": "Events",
    "notifications": "Notifications",
    "payments": "Payments",
    "recordings": "Recordings",
    "siprec": "Siprec",
    "streams": "Streams",
    "transcriptions": "Transcriptions",
    "user_defined_message_subscriptions": "UserDefinedMessageSubscriptions",
    "user_defined_messages": "UserDefinedMessages",
}


def rfc2822(seconds: float | None) -> str | None:
    """Write a time as Twilio does, e.g. ``Fri, 18 Oct 2019 17:00:00 +0000``."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")


def formatted(number: str) -> str:
    """Write a North American number the national way, any other as it is.

    Example:
        >>> formatted("+15550100199")
        '(555) 010-0199'
    """
    if number.startswith("+1") and len(number) == 12:
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number


class NotDeletable(ApiError):  # noqa: N818 - reads as what happened
    """A call that has not ended cannot be deleted."""

    def __init__(self) -> None:
        super().__init__(20409, "Call has not ended. Cannot delete.", status=409)
