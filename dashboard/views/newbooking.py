"""The appointment that a new campaign looks for, and within what times."""

from __future__ import annotations

import json
from datetime import time, timedelta

import streamlit as st

from dashboard.shared import feed, zone
from panda.booking import DAYS, Manner

_MANNERS = {
    "Note what is offered; one is chosen later and confirmed by a second call": (
        Manner.OFFERS
    ),
    "Take the first time that fits, one office after the other": Manner.BOOK,
}
_AHEAD = timedelta(days=14)


def new_booking() -> str:
    """Ask for an appointment's terms; returned as the file they would be, or empty."""
    with st.expander("An appointment"):
        if not st.toggle("Look for one", key="books"):
            return ""
        today = feed().now().astimezone(zone()).date()
        manner = st.selectbox("How", list(_MANNERS), key="book-manner")
        what, first, last = st.columns([2, 1, 1])
        service = what.text_input("What for", "Cleaning", key="book-service")
        first_day = first.date_input(
            "From", today + timedelta(days=1), min_value=today, key="book-first"
        )
        last_day = last.date_input(
            "To", today + _AHEAD, min_value=today, key="book-last"
        )
        days, earliest, latest = st.columns([2, 1, 1])
        weekdays = days.multiselect(
            "On", DAYS, default=DAYS[:5], key="book-days", placeholder="any day"
        )
        begins = earliest.time_input(
            "Not before", time(8), help="On the business's clocks", key="book-from"
        )
        ends = latest.time_input(
            "Not after", time(18), help="On the business's clocks", key="book-to"
        )
        takes, way, remind = st.columns(3)
        length = takes.number_input("Minutes it takes", 5, 720, 60, key="book-length")
        travel = way.number_input("Minutes to get there", 0, 720, 0, key="book-way")
        hours = remind.number_input("Remind, hours before", 0, 672, 24, key="book-bell")
    return json.dumps(
        {
            "manner": _MANNERS[manner].value,
            "service": service,
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "weekdays": [DAYS.index(one) for one in weekdays or DAYS],
            "earliest": f"{begins:%H:%M}",
            "latest": f"{ends:%H:%M}",
            "length_min": length,
            "travel_min": travel,
            "remind_min": [hours * 60] if hours else [],
        }
    )
