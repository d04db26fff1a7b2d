"""Wall times of a business's zone, and the hours that are not or are there twice.

Adding to an aware time in Python adds on the wall, not in time: across a change of
clocks an hour is missing or one too many. So lengths are added in UTC here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from panda.compliance.dialable import zones_of_number
from panda.compliance.hours import zone_of
from panda.errors import BadInput

if TYPE_CHECKING:
    from datetime import tzinfo

    from panda.campaign import Provider


def local(wall: datetime, zone: tzinfo) -> datetime:
    """Return a wall time as it is meant in a zone.

    Of an hour that comes twice, when clocks go back, the first is meant: whoever is
    there then is early and not late.

    Raises:
        BadInput: Clocks skip it.
    """
    meant = wall.replace(tzinfo=zone, fold=0)
    if meant.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall.replace(
        tzinfo=None
    ):
        raise BadInput(
            "clocks go forward then: there is no such time on that day",
            where="slot",
            advice="ask for a time after the change",
        )
    return meant


def later(at: datetime, minutes: int) -> datetime:
    """Return the time so many real minutes later (earlier, if less than 0)."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo)


def zone_of_provider(provider: Provider) -> str:
    """Return the IANA name of a provider's zone; "" if it may lie in several."""
    if provider.timezone and (zone := zone_of(provider.timezone)) is not None:
        return zone.key
    names = zones_of_number(provider.phone)
    return names[0] if len(names) == 1 else ""


def earliest(at: datetime, provider: Provider) -> datetime:
    """Return the first moment that a wall time may be where a provider may lie.

    Of a number that rings in any of several zones nobody knows which clock was meant.
    Whoever goes by the earliest is reminded, and stops choosing it, in time.
    """
    zones = [ZoneInfo(name) for name in zones_of_number(provider.phone)]
    moments = [at.replace(tzinfo=zone) for zone in zones]
    return min(moments, key=lambda one: one.astimezone(UTC), default=at)


def in_zone(at: datetime, zone: str) -> datetime:
    """Return a time on the clocks of a zone; as it is, if the zone is not known."""
    return at.astimezone(ZoneInfo(zone)) if zone else at
