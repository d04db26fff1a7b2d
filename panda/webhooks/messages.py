"""What outside systems are told, as types; what stands here is a promise to them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.alerts.alert import Alert
from panda.appointments.life import Stage
from panda.campaign import CallResult, CampaignStatus
from panda.people.need import Need
from panda.research.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panda.appointments.booking import Booking


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CampaignData(_Data):
    """A campaign, by name."""

    campaign_id: str
    title: str
    status: CampaignStatus


class FoundData(_Data):
    """What somebody said, with the words that say it."""

    call_id: str
    campaign_id: str
    finding: Finding


class PersonNeededData(_Data):
    """A call that cannot go on without one of us."""

    call_id: str
    campaign_id: str
    need: Need
    """What for."""
    at_ms: int
    """When, by the call's own clock."""


class BookingData(_Data):
    """An appointment, as far as it has come."""

    booking_id: str
    campaign_id: str
    """Which asked for it."""
    business: str
    service: str
    stage: Stage
    begins_at: AwareDatetime
    """With the offset of the business's zone."""
    ends_at: AwareDatetime
    """Probably."""
    timezone: str
    """IANA name; "" if it is not certain."""
    version: int
    """A later state has a higher one."""
    reason: str = ""

    @classmethod
    def of(cls, booking: Booking) -> BookingData:
        """Tell of a booking what concerns others."""
        return cls(
            booking_id=booking.booking_id,
            campaign_id=booking.brought_by,
            business=booking.business,
            service=booking.service,
            stage=booking.stage,
            begins_at=booking.begins,
            ends_at=booking.ends,
            timezone=booking.zone,
            version=booking.version,
            reason=booking.reason,
        )


class TrialData(_Data):
    """Nothing has happened."""

    endpoint_id: str


class _Message(BaseModel):
    """One thing that has happened."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timestamp: AwareDatetime
    """When it happened, by the installation's clock."""


class CampaignStarted(_Message):
    """A campaign was created."""

    type: Literal["campaign.started"] = "campaign.started"
    data: CampaignData


class CampaignFinished(_Message):
    """Every business of it is done, or it was cancelled."""

    type: Literal["campaign.finished"] = "campaign.finished"
    data: CampaignData


class CallEnded(_Message):
    """A call is over; this is what came of it."""

    type: Literal["call.ended"] = "call.ended"
    data: CallResult


class CallFound(_Message):
    """Something was found out on a call that goes on."""

    type: Literal["call.found"] = "call.found"
    data: FoundData


class PersonNeeded(_Message):
    """A call needs one of us."""

    type: Literal["call.person_needed"] = "call.person_needed"
    data: PersonNeededData


class AlertRaised(_Message):
    """Something is wrong."""

    type: Literal["alert.raised"] = "alert.raised"
    data: Alert


class AlertAcknowledged(_Message):
    """Somebody has it in hand."""

    type: Literal["alert.acknowledged"] = "alert.acknowledged"
    data: Alert


class AlertCleared(_Message):
    """It is well again, or over."""

    type: Literal["alert.cleared"] = "alert.cleared"
    data: Alert


class AppointmentChanged(_Message):
    """A time was offered, chosen, confirmed, moved, cancelled or let go."""

    type: Literal["appointment.changed"] = "appointment.changed"
    data: BookingData


class AppointmentReminder(_Message):
    """An appointment comes nearer; `timestamp` is when to be reminded."""

    type: Literal["appointment.reminder"] = "appointment.reminder"
    data: BookingData


class WebhookTest(_Message):
    """Somebody wants to see whether messages arrive."""

    type: Literal["webhook.test"] = "webhook.test"
    data: TrialData


Message = Annotated[
    CampaignStarted
    | CampaignFinished
    | CallEnded
    | CallFound
    | PersonNeeded
    | AlertRaised
    | AlertAcknowledged
    | AlertCleared
    | AppointmentChanged
    | AppointmentReminder
    | WebhookTest,
    Field(discriminator="type"),
]

TYPES: tuple[str, ...] = tuple(
    one.model_fields["type"].default for one in get_args(get_args(Message)[0])
)
"""All types, as endpoints ask for them."""


def stream_of(message: Message) -> str:
    """Return what a message is about: of one stream, none overtakes another.

    That is the call, or else the campaign, or the alert that is about neither.
    """
    match message:
        case CampaignStarted(data=data) | CampaignFinished(data=data):
            return data.campaign_id
        case (
            CallEnded(data=CallResult(call_id=call_id))
            | CallFound(data=FoundData(call_id=call_id))
            | PersonNeeded(data=PersonNeededData(call_id=call_id))
        ):
            return call_id
        case (
            AlertRaised(data=data)
            | AlertAcknowledged(data=data)
            | AlertCleared(data=data)
        ):
            return data.call_id or data.campaign_id or data.alert_id
        case AppointmentChanged(data=data) | AppointmentReminder(data=data):
            return data.booking_id
        case WebhookTest(data=data):
            return data.endpoint_id


def id_of(message: Message) -> str:
    """Return a message's id: the same whenever, and by whomever, it is told.

    A write that is repeated because its answer was lost, or an actor that was started
    anew and looks at the same alert again, makes no second message of it.
    """
    parts = "/".join((message.type, stream_of(message), *_what(message)))
    return f"msg_{hashlib.sha256(parts.encode()).hexdigest()[:32]}"


def _what(message: Message) -> Iterator[str]:
    """Yield what tells a message from others of its type and stream."""
    match message:
        case WebhookTest():
            yield message.timestamp.isoformat()
        case AppointmentChanged(data=data):
            yield str(data.version)
        case AppointmentReminder():
            yield message.timestamp.isoformat()
        case PersonNeeded(data=data):
            yield f"{data.need}/{data.at_ms}"
        case CampaignStarted() | CampaignFinished() | CallEnded():  # once each
            pass
        case CallFound(data=data):
            finding = data.finding
            yield f"{finding.field}/{finding.at_ms}/{finding.value}"
        case (
            AlertRaised(data=data)
            | AlertAcknowledged(data=data)
            | AlertCleared(data=data)
        ):
            yield data.alert_id
