"""What outside systems are told of what is written to the store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from panda.alerts.alert import AlertStatus
from panda.campaign import CampaignStatus
from panda.events import Found
from panda.people.events import PersonNeeded as Needed
from panda.webhooks.messages import (
    AlertAcknowledged,
    AlertCleared,
    AlertRaised,
    AppointmentChanged,
    AppointmentReminder,
    BookingData,
    CallEnded,
    CallFound,
    CampaignData,
    CampaignFinished,
    CampaignStarted,
    FoundData,
    PersonNeeded,
    PersonNeededData,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.alerts.alert import Alert
    from panda.appointments.booking import Booking
    from panda.campaign import CallResult, Campaign, DialIntent
    from panda.events import CallEvent
    from panda.webhooks.messages import Message

TOLD = (Found, Needed)
"""Events of a call's log that are told."""
OVER = frozenset({CampaignStatus.DONE, CampaignStatus.CANCELLED})
"""From which no campaign comes back."""


def of_campaign(
    campaign: Campaign, results: Iterable[CallResult] = ()
) -> CampaignStarted | CampaignFinished:
    """Tell of a campaign: that it began, or that it is over.

    Args:
        campaign: As it stands.
        results: What came of its calls: it was over when the last of them was.
    """
    data = CampaignData(
        campaign_id=campaign.campaign_id, title=campaign.title, status=campaign.status
    )
    if campaign.status not in OVER:
        return CampaignStarted(timestamp=campaign.created_at, data=data)
    at = max([campaign.created_at, *(one.ended_at for one in results)])
    return CampaignFinished(timestamp=at, data=data)


def of_call(result: CallResult) -> CallEnded:
    """Tell of a call that has ended."""
    return CallEnded(timestamp=result.ended_at, data=result)


def of_log(intent: DialIntent, events: Iterable[CallEvent]) -> list[Message]:
    """Tell of what was found out on a call, and of what it needs one of us for.

    The time is that of the call's reservation, and its own clock's from there.
    """
    return [told for event in events if (told := _of_event(intent, event)) is not None]


def _of_event(intent: DialIntent, event: CallEvent) -> Message | None:
    at = intent.reserved_at + timedelta(milliseconds=event.at_ms)
    call_id, campaign_id = intent.call_id, intent.campaign_id
    match event:
        case Found(finding=finding):
            found = FoundData(call_id=call_id, campaign_id=campaign_id, finding=finding)
            return CallFound(timestamp=at, data=found)
        case Needed(need=need):
            needed = PersonNeededData(
                call_id=call_id,
                campaign_id=campaign_id,
                need=need,
                at_ms=event.at_ms,
            )
            return PersonNeeded(timestamp=at, data=needed)
        case _:
            return None


def of_booking(before: Booking | None, booking: Booking) -> list[Message]:
    """Tell of an appointment what has happened to it since it was kept last."""
    data = BookingData.of(booking)
    told: list[Message] = []
    if before is None or (before.stage, before.slot) != (booking.stage, booking.slot):
        told.append(AppointmentChanged(timestamp=booking.changed_at, data=data))
    reminded = () if before is None else before.reminded
    told += [
        AppointmentReminder(timestamp=moment, data=data)
        for moment in booking.reminded
        if moment not in reminded
    ]
    return told


def of_alert(alert: Alert) -> list[Message]:
    """Tell of an alert all that has happened to it, in order.

    Whoever missed a step is told of it with the next: told twice it is told once.
    """
    told: list[Message] = [AlertRaised(timestamp=alert.raised_at, data=alert)]
    if alert.acknowledged_at is not None:
        told.append(AlertAcknowledged(timestamp=alert.acknowledged_at, data=alert))
    if alert.status is AlertStatus.CLEARED and alert.cleared_at is not None:
        told.append(AlertCleared(timestamp=alert.cleared_at, data=alert))
    return told
