"""Where businesses are: area codes with a city and a time zone, and fictional numbers.

The numbers 555-0100 to 555-0199 of every area are set aside for fiction (ATIS-0300115,
"555 NXX Assignment Guidelines"). 0100 stays free: simulated callers have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"
_AREAS = {
    EASTERN: "212 New York,215 Philadelphia,216 Cleveland,239 Fort Myers,"
    "301 Bethesda,302 Wilmington,305 Miami,336 Greensboro,401 Providence,404 Atlanta,"
    "410 Baltimore,412 Pittsburgh,413 Springfield,513 Cincinnati,516 Hempstead,"
    "540 Roanoke,603 Manchester,607 Binghamton,614 Columbus,617 Boston,704 Charlotte,"
    "716 Buffalo,757 Norfolk,802 Burlington,803 Columbia,843 Charleston,860 Hartford,"
    "904 Jacksonville,912 Savannah,919 Raleigh",
    CENTRAL: "205 Birmingham,210 San Antonio,217 Springfield,225 Baton Rouge,"
    "309 Peoria,312 Chicago,314 St. Louis,316 Wichita,319 Cedar Rapids,402 Omaha,"
    "405 Oklahoma City,414 Milwaukee,417 Joplin,501 Little Rock,504 New Orleans,"
    "512 Austin,515 Des Moines,573 Jefferson City,601 Jackson,608 Madison,"
    "612 Minneapolis,615 Nashville,713 Houston,763 Maple Grove,816 Kansas City,"
    "901 Memphis,913 Overland Park,918 Tulsa,920 Green Bay,972 Plano",
    MOUNTAIN: "303 Denver,307 Cheyenne,385 Salt Lake City,406 Billings,435 St. George,"
    "505 Albuquerque,719 Colorado Springs,720 Aurora,801 Provo,970 Fort Collins",
    PACIFIC: "206 Seattle,209 Stockton,213 Los Angeles,253 Tacoma,360 Olympia,"
    "408 San Jose,415 San Francisco,503 Portland,509 Spokane,510 Oakland,541 Eugene,"
    "559 Fresno,619 San Diego,661 Bakersfield,702 Las Vegas,707 Santa Rosa,"
    "714 Anaheim,760 Oceanside,775 Reno,916 Sacramento",
}
_FIRST, _LAST = 101, 199


@dataclass(frozen=True, slots=True)
class Area:
    """An area code, its largest city and its time zone (IANA)."""

    code: str
    city: str
    zone: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where one business is."""

    area: Area
    number: str
    """E.164, fictional."""

    @property
    def written(self) -> str:
        """The number as people write it."""
        area, line = self.area.code, self.number[-4:]
        return f"({area}) 555-{line}"


AREAS = tuple(
    Area(one[:3], one[4:], zone)
    for zone, listed in _AREAS.items()
    for one in listed.split(",")
)
MOST = len(AREAS) * (_LAST - _FIRST + 1)
"""How many businesses can have a number of their own."""


def places(count: int, dice: random.Random) -> list[Place]:
    """Return different places, spread over the areas; at most `MOST`."""
    picked = dice.sample(range(MOST), count)
    found = []
    for at in picked:
        area = AREAS[at % len(AREAS)]
        line = _FIRST + at // len(AREAS)
        found.append(Place(area, f"+1{area.code}5550{line}"))
    return found
