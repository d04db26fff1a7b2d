"""What every page begins with: the feed, who looks, and how an outage is told."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from dashboard.api import Api, ApiError
from dashboard.feed import Feed
from dashboard.signin import Person, person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo

    from dashboard.access import Deed

REFRESH_S = 0.5
"""Between two drawings of what is live."""
MOMENT = "D MMM YYYY, HH:mm"
"""How tables write a date and time."""
CALM_S = 2.0
"""The same for what changes by the minute."""
NONE_YET = "–"  # noqa: RUF001 - a dash is how tables write it
"""In a cell for which there is nothing."""


@st.cache_resource
def feed() -> Feed:
    """This installation; one for all who look."""
    return Feed(Api.from_env(os.environ))


@contextmanager
def told() -> Iterator[None]:
    """Say in plain words what the installation refused, or that it is away.

    What redraws itself begins here, too, and the page around it is not asked again: so
    whoever was signed out meanwhile, or dropped, is shown nothing more.
    """
    person()
    try:
        yield
    except ApiError as error:
        if error.status:
            st.warning("The installation said no.")
        else:
            st.warning("The installation is away; this page tries again.")
        st.text(str(error))


def zone() -> tzinfo:
    """Return the time zone of whoever looks; UTC if their browser does not say."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):  # one this machine does not know
        return UTC


def figures(values: Mapping[str, int | str]) -> None:
    """Show figures side by side, by their names."""
    places = st.columns(len(values))
    for place, (name, value) in zip(places, values.items(), strict=True):
        place.metric(name, value)


def allowed(deed: Deed) -> Person | None:
    """Return who looks, if they may do that; say that they may not otherwise."""
    who = person()
    if who.may(deed):
        return who
    st.info(f"Your role ({who.role}) is not for this.")
    return None
