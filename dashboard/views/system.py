"""What runs: capacity, actors, and what went wrong lately."""

from __future__ import annotations

from collections import Counter, defaultdict

import streamlit as st

from dashboard.rows import spaced
from dashboard.shared import CALM_S, MOMENT, feed, figures, told
from panda.call import Outcome
from panda.views import PartStatus

WRONG = (Outcome.FAILED, Outcome.INTERRUPTED, Outcome.MENU_STUCK, Outcome.TIME_LIMIT)
"""Outcomes that are rather our fault than theirs."""
MOST_SHOWN = 20
_MONEY = {
    name: st.column_config.NumberColumn(format="$%.2f")
    for name in ("Spent on them", "Budget")
}


@st.fragment(run_every=CALM_S)
def page() -> None:
    """Show the installation as it stands."""
    with told():
        seen = feed().system()
        room = seen.capacity
        cost = sum(one.cost_usd for one in feed().calls())
        if seen.paused:
            st.error("Nobody is dialled for now.")
            st.text(seen.paused)
        figures(
            {
                "Calls": f"{room.live_calls} of {room.max_calls}",
                "Spare actors": f"{room.spares} of {room.spares_wanted}",
                "Dials a second": f"{room.calls_per_second:g}",
                "Cost of recent calls": f"${cost:.2f}",
            }
        )
        st.progress(min(1.0, room.live_calls / room.max_calls))
        parts, outcomes = st.columns(2)
        with parts:
            st.subheader("Parts")
            st.dataframe(
                [
                    {
                        "Part": one.name,
                        "Status": "✓ runs"
                        if one.status is PartStatus.RUNNING
                        else "✗ away",
                    }
                    for one in seen.parts
                ],
                hide_index=True,
                key="parts",
            )
        with outcomes:
            st.subheader("How recent calls came out")
            _outcomes()
        st.subheader("Costs")
        _costs()
        st.subheader("Calls to look into")
        _failures()


def _costs() -> None:
    """Say what each campaign's recent calls have cost, and what it may spend."""
    costs: defaultdict[str, list[float]] = defaultdict(list)
    for one in feed().calls():
        costs[one.campaign_id].append(one.cost_usd)
    st.dataframe(
        [
            {
                "Campaign": one.title,
                "Status": str(one.status),
                "Recent calls": len(costs[one.campaign_id]),
                "Spent on them": sum(costs[one.campaign_id]),
                "Budget": one.limits.budget_usd,
            }
            for one in feed().campaigns()
        ],
        hide_index=True,
        column_config=_MONEY,
        key="costs",
    )


def _failures() -> None:
    """List the latest calls that came out as they should not."""
    wrong = [one for one in feed().calls() if one.outcome in WRONG]
    if not wrong:
        st.caption("None.")
        return
    wrong.sort(key=lambda one: one.started_at, reverse=True)
    st.dataframe(
        [
            {
                "Business": one.business,
                "Outcome": spaced(one.outcome or ""),
                "Try": one.attempt,
                "Began": one.started_at,
                "Last words": one.last_words,
            }
            for one in wrong[:MOST_SHOWN]
        ],
        hide_index=True,
        column_config={"Began": st.column_config.DatetimeColumn(format=MOMENT)},
        key="failures",
    )


def _outcomes() -> None:
    counted = Counter(one.outcome for one in feed().calls() if one.outcome)
    if not counted:
        st.caption("No call has ended yet.")
        return
    st.dataframe(
        [
            {
                "Outcome": spaced(outcome),
                "Calls": count,
                "Look into it": "yes" if outcome in WRONG else "",
            }
            for outcome, count in counted.most_common()
        ],
        hide_index=True,
        key="outcomes",
    )
