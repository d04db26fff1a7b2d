"""All calls at once: a row each, and how far a campaign is."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from dashboard.cards import Filter, board as laid_out
from dashboard.components.board import board
from dashboard.components.strip import Strip
from dashboard.labels import campaign_labels
from dashboard.shared import REFRESH_S, feed, told, zone
from dashboard.views import alerts, call
from dashboard.views.attention import waiting
from panda.call import PHASES, CallState

ALL = ""


def page() -> None:
    """Show the filters, and what they let through."""
    with told():
        alerts.listed()
        waiting(call.open_call)
        _live(_filters())


def _filters() -> Filter:
    """Ask what is wanted; outside of what is redrawn, so that nothing typed is lost."""
    titles = campaign_labels(feed().campaigns(), zone())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return Filter(
            text=st.text_input(
                "Find", placeholder="business, goal, words", key="find", width=260
            ),
            campaign_id=st.selectbox(
                "Campaign",
                [ALL, *titles],
                format_func=lambda one: titles.get(one, "all"),
                key="of-campaign",
                width=260,
            ),
            phases=frozenset(
                st.multiselect(
                    "State",
                    list(CallState),
                    format_func=PHASES.__getitem__,
                    key="in-phase",
                    placeholder="any",
                    width=260,
                )
            ),
            flagged=st.toggle("Needs a person", key="flagged"),
            ended=st.toggle("Ended, too", value=True, key="ended"),
        )


@st.fragment(run_every=REFRESH_S)
def _live(wanted: Filter) -> None:
    with told():
        if not feed().campaigns():
            st.info(
                "No campaign yet. Begin one on the page Campaigns, or by "
                "`panda campaign run PROVIDERS.csv …`"
            )
            return
        shown = laid_out(feed().calls(), feed().campaigns(), feed().now(), wanted)
        if clicked := board(_strip(wanted.campaign_id), shown, key="board"):
            call.open_call(clicked)


def _strip(campaign_id: str) -> Strip:
    """Say how far things are: one campaign, or all calls."""
    calls = [one for one in feed().calls() if campaign_id in (ALL, one.campaign_id)]
    states = Counter(one.state for one in calls)
    figures: tuple[tuple[str, int | str], ...] = (
        ("On the phone", len(calls) - states[CallState.ENDED]),
        ("Talking", states[CallState.TALKING]),
        ("On hold", states[CallState.ON_HOLD]),
        ("Taken over", states[CallState.TAKEN_OVER]),
        ("Need a person", sum(one.needs_person for one in calls)),
        ("Cost at list prices", f"${sum(one.cost_usd for one in calls):.2f}"),
    )
    progress = None
    if campaign_id:
        far = feed().progress(campaign_id)
        figures = (
            ("To be called", far.waiting),
            ("Done", f"{far.done} of {far.total}"),
            *figures,
        )
        progress = far.done / far.total if far.total else None
    paused = feed().system().paused
    return Strip(
        figures=tuple((name, str(value)) for name, value in figures),
        progress=progress,
        notice=f"Nobody is dialled for now: {paused}" if paused else "",
    )
