"""Campaigns: begun from a list, paused, gone on with, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.labels import campaign_labels
from dashboard.rows import refusal_rows
from dashboard.shared import CALM_S, feed, figures, told, zone
from dashboard.signin import person
from dashboard.views.begin import BEGUN, begin
from dashboard.views.followup import follow_up
from dashboard.views.steer import change_campaign, changes
from panda.campaign import CampaignStatus

if TYPE_CHECKING:
    from panda.views import CampaignView


def page() -> None:
    """Show the campaigns, and how far one of them is."""
    if not person().may(Deed.RUN_CAMPAIGNS):
        _running()
        return
    running, new = st.tabs(["Campaigns", "New"])
    with running:
        _running()
    with new:
        begin()


def _running() -> None:
    with told():
        titles = campaign_labels(feed().campaigns(), zone())
        if not titles:
            st.info("No campaign yet: begin one beside this.")
            return
        if (begun := st.session_state.pop(BEGUN, None)) in titles:
            st.session_state["campaign"] = begun
        chosen = st.selectbox(
            "Campaign",
            list(titles),
            format_func=lambda one: titles.get(one, one),
            key="campaign",
        )
        _progress(chosen)
        follow_up(chosen)
        change_campaign(chosen)
        changes(chosen)


@st.fragment(run_every=CALM_S)
def _progress(campaign_id: str) -> None:
    with told():
        view = feed().campaign(campaign_id)
        figures(
            {
                "Status": str(view.campaign.status),
                "To be called": view.waiting,
                "On the phone": view.calling,
                "Done": view.done,
            }
        )
        total = len(view.targets)
        st.progress(view.done / total if total else 0.0)
        if person().may(Deed.RUN_CAMPAIGNS):
            _orders(view)
        if refused := refusal_rows(view.targets):
            st.subheader("Not called")
            st.dataframe(refused, hide_index=True)


def _orders(view: CampaignView) -> None:
    """Let a person pause, resume or cancel; what cannot be undone is asked twice."""
    campaign_id, status = view.campaign.campaign_id, view.campaign.status
    if status not in (CampaignStatus.RUNNING, CampaignStatus.PAUSED):
        st.caption(f"This campaign is {status}.")
        return
    order = "pause" if status is CampaignStatus.RUNNING else "resume"
    side_by_side = st.container(horizontal=True)
    if side_by_side.button(order.capitalize(), key="order"):
        feed().set_status(campaign_id, order)
        st.rerun()
    with side_by_side.popover("Cancel", key=f"cancels-{campaign_id}"):
        st.text(
            f"{view.calling} calls are ended now, {view.waiting} businesses are not "
            "called. It cannot be taken back."
        )
        if st.button("Cancel this campaign", key="cancel", type="primary"):
            feed().set_status(campaign_id, "cancel")
            st.rerun()
