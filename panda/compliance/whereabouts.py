"""What time it is where a phone rings: "tomorrow" is the callee's, not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from panda.compliance.dialable import zones_of_number
from panda.compliance.hours import zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from panda.campaign import Provider


def local_times(provider: Provider, at: datetime) -> tuple[datetime, ...]:
    """Return the wall times it may be at a provider's, likeliest first, one a date.

    More than one only where it is not known in which of several zones the phone rings,
    and these do not have the same date. `at` as it is, if nothing is known of the zone.
    """
    zone = zone_of(provider.timezone) if provider.timezone else None
    names = zones_of_number(provider.phone)
    zones = [zone] if zone is not None else [ZoneInfo(name) for name in names]
    times = [at.astimezone(one) for one in zones] or [at]
    dated = {time.date(): time for time in reversed(times)}
    return tuple(sorted(dated.values(), key=times.index))
