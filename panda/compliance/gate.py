"""The first gate: may this business be called now, for this campaign?

Asked anew before every single dial, in the order of RELIABILITY 3.7. Whatever is
missing or unknown is a no, with a reason a person can act on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from panda.compliance.dialable import US_ONLY, Number, look_up
from panda.compliance.hours import fits, is_open, next_day, next_open, zone_of
from panda.compliance.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from panda.campaign import Campaign, Provider


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a call may be placed now."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()
    """Why not; empty if allowed."""
    until: datetime | None = None
    """If only the hour forbids it: when it will be allowed. Wait till then, and ask
    again; without it the answer is no for good."""


def check(
    provider: Provider,
    campaign: Campaign,
    now: datetime,
    *,
    regions: Collection[str] = US_ONLY,
    do_not_call: Collection[str] = (),
) -> Verdict:
    """Decide about one call.

    Args:
        provider: Who would be called.
        campaign: What for, and what its creator attested.
        now: Wall time, aware.
        regions: Countries that may be called (ISO 3166, as `phonenumbers` has them).
        do_not_call: Numbers that asked not to be called again, E.164.
    """
    number = look_up(provider.phone, regions)
    if not isinstance(number, Number):
        return Verdict(allowed=False, reasons=number)
    reasons = _objections(number, campaign, do_not_call)
    zones, doubt = _zones_of(provider, number, now)
    if doubt is not None:
        reasons = (*reasons, doubt)
    if reasons:
        return Verdict(allowed=False, reasons=reasons)
    if all(is_open(zone, now) for zone in zones):
        return Verdict(allowed=True)
    return Verdict(
        allowed=False, reasons=(Reason.OUTSIDE_HOURS,), until=next_open(zones, now)
    )


def reopening(
    provider: Provider,
    announced: datetime | None,
    now: datetime,
    *,
    regions: Collection[str] = US_ONLY,
) -> datetime | None:
    """Say when a business that was found closed may be called again.

    When they said that they open, or else on the next business day; in office hours in
    either case. None if its number cannot be called at all.
    """
    number = look_up(provider.phone, regions)
    if not isinstance(number, Number):
        return None
    zones, doubt = _zones_of(provider, number, now)
    if doubt is not None:
        return None
    is_ahead = announced is not None and announced > now
    return next_open(
        zones, announced if announced and is_ahead else next_day(zones, now)
    )


def _objections(
    number: Number, campaign: Campaign, do_not_call: Collection[str]
) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if number.e164 in do_not_call:
        reasons.append(Reason.DO_NOT_CALL)
    if not campaign.attested:
        reasons.append(Reason.NOT_ATTESTED)
        if number.toll_free:
            reasons.append(Reason.TOLL_FREE_UNATTESTED)
    return tuple(reasons)


def _zones_of(
    provider: Provider, number: Number, now: datetime
) -> tuple[list[ZoneInfo], Reason | None]:
    """Return the zones in which it must be office time, or why they are not known."""
    if not number.zones:
        return [], Reason.TIMEZONE_UNKNOWN
    if not provider.timezone:
        return [ZoneInfo(name) for name in number.zones], None
    zone = zone_of(provider.timezone)
    if zone is None or not fits(zone, number.zones, now):
        return [], Reason.TIMEZONE_MISMATCH
    return [zone], None
