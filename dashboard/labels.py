"""What things are called in a list to choose from.

Streamlit knows a choice by the text it has in the list: of two that read alike it takes
the last, and one whose text has changed is lost. So no two read alike here, and what a
text says of its thing never changes: no status, no outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from panda.appointments.booking import Booking
    from panda.campaign import CallSnapshot, Campaign
    from panda.research.comparison import Row

_DAY_AND_TIME = "%a %d %b %Y, %H:%M"
_DAY_AND_SECOND = "%a %d %b, %H:%M:%S"


def campaign_labels(campaigns: Iterable[Campaign], zone: tzinfo) -> dict[str, str]:
    """Name campaigns by their titles and when they were begun, by `zone`."""
    return _apart(
        {
            one.campaign_id: f"{one.title} · "
            f"{one.created_at.astimezone(zone):{_DAY_AND_TIME}}"
            for one in campaigns
        }
    )


def call_labels(calls: Iterable[CallSnapshot], zone: tzinfo) -> dict[str, str]:
    """Name calls by the business and when it was dialled, by `zone`."""
    return _apart(
        {
            one.call_id: f"{one.business}, try {one.attempt} · "
            f"{one.started_at.astimezone(zone):{_DAY_AND_SECOND}}"
            for one in calls
        }
    )


def business_labels(rows: Iterable[Row]) -> dict[str, str]:
    """Name the businesses of a campaign by name and number: chains have many."""
    return _apart({one.target_id: f"{one.name} · {one.phone}" for one in rows})


def booking_labels(bookings: Iterable[Booking], form: str) -> dict[str, str]:
    """Name appointments by their times, in the form of `strftime`, and businesses."""
    return _apart(
        {one.booking_id: f"{one.begins:{form}}, {one.business}" for one in bookings}
    )


def _apart(texts: Mapping[str, str]) -> dict[str, str]:
    """Add what tells those apart that read alike, but to the one of the lowest id.

    Ids rise with time, so that one which comes later changes no other's text.

    Example:
        >>> _apart({"b2": "Oak", "a1": "Oak", "c3": "Elm"})
        {'b2': 'Oak (b2)', 'a1': 'Oak', 'c3': 'Elm'}
    """
    first: dict[str, str] = {}
    for name in sorted(texts):
        first.setdefault(texts[name], name)
    return {
        name: text if first[text] == name else f"{text} ({name})"
        for name, text in texts.items()
    }
