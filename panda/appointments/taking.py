"""What a call's result brings: times on offer, and times that were agreed on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from panda.appointments.booking import Booking
from panda.appointments.life import HOLDING, Stage
from panda.appointments.zones import earliest, local, zone_of_provider
from panda.booking import LENGTH_MIN, REMIND_MIN, Appointment, Offer
from panda.errors import BadInput
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from panda.campaign import CallResult, Campaign, Provider

_ADDRESS = ("address", "street", "location")
"""Columns of a list that say where a business is, the most telling first."""


def bookings_of(
    result: CallResult,
    campaign: Campaign,
    provider: Provider,
    others: Iterable[Booking] = (),
) -> list[Booking]:
    """Return the bookings that a result begins.

    A campaign without terms looks for no time; what an operator took on one of its
    calls all the same is kept.

    What was agreed on holds the wish, if nothing else does; the next one is surplus.

    Args:
        result: Of a call of the campaign.
        campaign: Its terms say how long an appointment takes, if it has any.
        provider: Who was called.
        others: What the wish has already.
    """
    terms = campaign.booking
    if terms is None and not result.appointments:
        return []
    length_min, remind_min = (
        (LENGTH_MIN, REMIND_MIN)
        if terms is None
        else (terms.length_min, terms.remind_min)
    )
    zone = zone_of_provider(provider)
    is_held = any(one.stage in HOLDING for one in others)
    found: list[Booking] = []
    for place, said in enumerate(_said(result, campaign, zone)):
        stage = _stage(said, result, is_held=is_held)
        is_held = is_held or stage in HOLDING
        found.append(
            Booking(
                booking_id=f"{result.call_id}-{place}",
                wish_id=campaign.wish,
                campaign_id=campaign.campaign_id,
                target_id=result.target_id,
                business=provider.name,
                phone=provider.phone,
                zone=zone,
                place=_place(provider),
                service=said.service,
                slot=said.slot if zone else earliest(said.slot, provider),
                length_min=length_min,
                quote=said.quote,
                stage=stage,
                reason=_reason(said, result),
                remind_min=remind_min,
                agreed_at=result.ended_at if said in result.appointments else None,
                noted_at=result.ended_at,
                changed_at=result.ended_at,
            )
        )
    return found


def _stage(said: Offer | Appointment, result: CallResult, *, is_held: bool) -> Stage:
    if isinstance(said, Offer):
        return Stage.NOTED
    if is_held:
        return Stage.SURPLUS
    return Stage.CONFIRMED if said in result.appointments else Stage.UNCERTAIN


def _reason(said: Offer | Appointment, result: CallResult) -> str:
    if isinstance(said, Offer):
        return ""
    if said in result.appointments:
        return "agreed on the first call"
    return "asked for on the first call, which ended without a yes"


def _said(
    result: CallResult, campaign: Campaign, zone: str
) -> Sequence[Offer | Appointment]:
    """Return agreed times first, then those we asked for, then offers; each once."""
    if campaign.booking is None:
        return result.appointments
    told: dict[datetime, Offer | Appointment] = {}
    for offer in (*_found(result, campaign, zone), *result.offers):
        told[offer.slot] = offer
    for taken in (*result.proposals, *result.appointments):
        told[taken.slot] = taken
    return sorted(
        told.values(),
        key=lambda one: (
            isinstance(one, Offer),
            one not in result.appointments,
            one.slot,
        ),
    )


def _found(result: CallResult, campaign: Campaign, zone: str) -> Iterator[Offer]:
    """Yield what answers a question for a day and time: the last word on each."""
    if not zone or campaign.booking is None:
        return
    latest = {one.field: one for one in result.findings}
    for question in campaign.questionnaire.fields:
        finding = latest.get(question.name)
        if question.type is not FieldType.DATETIME or finding is None:
            continue
        wall = datetime.fromisoformat(str(finding.value))
        try:
            slot = local(wall, ZoneInfo(zone))
        except BadInput:  # nobody can come then: no offer, whatever was said
            continue
        yield Offer(service=campaign.booking.service, slot=slot, quote=finding.quote)


def _place(provider: Provider) -> str:
    columns = {name.casefold(): cell for name, cell in provider.extra.items()}
    return next((columns[one] for one in _ADDRESS if columns.get(one)), "")
