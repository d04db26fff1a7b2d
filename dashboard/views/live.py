"""All calls at once: a row each, and how far a campaign is."""

from __future__ import annotations

import streamlit as st

from dashboard.cards import PHASES, Filter, board as laid_out
from dashboard.components.board import board
from dashboard.shared import REFRESH_S, feed, figures, told
from dashboard.views import call
from panda.call import CallState

ALL = ""


def page() -> None:
    """Show the filters, and what they let through."""
    with told():
        _live(_filters())


def _filters() -> Filter:
    """Ask what is wanted; outside of what is redrawn, so that nothing typed is lost."""
    titles = {one.campaign_id: one.title for one in feed().campaigns()}
    text, campaign, phases, flagged, ended = st.columns(
        [3, 3, 4, 1.6, 1.6], vertical_alignment="bottom"
    )
    return Filter(
        text=text.text_input("Find", placeholder="business, goal, words", key="find"),
        campaign_id=campaign.selectbox(
            "Campaign",
            [ALL, *titles],
            format_func=lambda one: titles.get(one, "all"),
            key="of-campaign",
        ),
        phases=frozenset(
            phases.multiselect(
                "State",
                list(CallState),
                format_func=PHASES.__getitem__,
                key="in-phase",
                placeholder="any",
            )
        ),
        flagged=flagged.toggle("Needs a person", key="flagged"),
        ended=ended.toggle("Ended, too", value=True, key="ended"),
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
        _figures(wanted.campaign_id)
        shown = laid_out(feed().calls(), feed().campaigns(), feed().now(), wanted)
        if clicked := board(shown, key="board"):
            call.open_call(clicked)


def _figures(campaign_id: str) -> None:
    """Say how far things are: one campaign, or all calls."""
    calls = [one for one in feed().calls() if campaign_id in (ALL, one.campaign_id)]
    states = [one.state for one in calls]
    live = len(states) - states.count(CallState.ENDED)
    shown: dict[str, int | str] = {
        "On the phone": live,
        "Talking": states.count(CallState.TALKING),
        "On hold": states.count(CallState.ON_HOLD),
        "Taken over": states.count(CallState.TAKEN_OVER),
        "Need a person": sum(one.needs_person for one in calls),
        "Cost at list prices": f"${sum(one.cost_usd for one in calls):.2f}",
    }
    view = feed().campaign(campaign_id) if campaign_id else None
    if view is not None:
        shown = {"To be called": view.waiting, "Done": view.done, **shown}
    figures(shown)
    if view is not None and view.targets:
        st.progress(
            view.done / len(view.targets),
            text=f"{view.done} of {len(view.targets)} businesses are done",
        )
    if paused := feed().system().paused:
        st.warning("Nobody is dialled for now.")
        st.text(paused)
