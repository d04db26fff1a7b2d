"""Alerts: a strip on every page, and a list to take them in hand from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.api import ApiError
from dashboard.plain import literal
from dashboard.shared import CALM_S, feed, told
from dashboard.signin import person
from panda.alerts.alert import AlertStatus, Severity, describe

if TYPE_CHECKING:
    from panda.alerts.alert import Alert

MARKS: dict[Severity, str] = {
    Severity.URGENT: "🔴",
    Severity.WARNING: "🟠",
    Severity.NOTICE: "🔵",
}
MOST_SHOWN = 20
"""Alerts that are listed; with more of them the first ones are what matters."""


@st.fragment(run_every=CALM_S)
def strip() -> None:
    """Say on every page, in a line, what is most urgent of all that nobody has in hand.

    Nothing is said while the installation is away: the page itself does.
    """
    person()
    try:
        waiting = [one for one in feed().alerts() if one.status is AlertStatus.RAISED]
    except ApiError:
        return
    if not waiting:
        return
    more = f"  (and {len(waiting) - 1} more)" if len(waiting) > 1 else ""
    with st.container(key="alerts-strip"):
        st.text(line(waiting[0]) + more)


@st.fragment(run_every=CALM_S)
def listed() -> None:
    """List what is open; operators take it in hand here."""
    with told():
        alerts = feed().alerts()
        if not alerts:
            return
        with st.container(border=True, key="alerts"):
            for place, one in enumerate(alerts[:MOST_SHOWN]):
                _row(place, one)
            if len(alerts) > MOST_SHOWN:
                st.caption(f"and {len(alerts) - MOST_SHOWN} more")


def _row(place: int, one: Alert) -> None:
    who = person()
    words, deed = st.columns([8, 2], vertical_alignment="center")
    words.text(line(one))  # names are not ours: they are no markup
    if one.acknowledged_by:
        deed.text(f"✓ {one.acknowledged_by}")
    elif who.may(Deed.OPERATE):
        deed.button(
            "I have it",
            key=f"acknowledge-{place}",
            on_click=_acknowledge,
            args=(one.alert_id, who.name),
            width="stretch",
        )


def _acknowledge(alert_id: str, name: str) -> None:
    """Take an alert in hand; one that is over by now needs nobody."""
    try:
        feed().acknowledge(alert_id, name)
    except ApiError as error:
        st.toast(literal(str(error)))


def line(one: Alert) -> str:
    """Say an alert in a line."""
    return f"{MARKS[one.severity]} {one.about}: {describe(one)}"
