"""The dashboard's one page: a campaign's live calls, its progress, its answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.api import Api, ApiError
from dashboard.rows import (
    answer_rows,
    call_rows,
    evidence_rows,
    live_first,
    refusal_rows,
    spaced,
)
from panda.call import CallState
from panda.campaign import CampaignStatus
from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallSnapshot
    from panda.views import CampaignView

# Streamlit would show a string that stands alone, so these are comments.
REFRESH_S = 1.0  # between two looks at the calls; people read no faster
ANSWERS_S = 3.0

_CALLS = {
    "They": st.column_config.ProgressColumn(
        width="small", format=" ", help="How loud they are"
    ),
    "We": st.column_config.ProgressColumn(
        width="small", format=" ", help="How loud we are"
    ),
    "Business": st.column_config.TextColumn(width="medium"),
    "Last words": st.column_config.TextColumn(width="large"),
    "Cost": st.column_config.NumberColumn(format="$%.4f"),
}
_ANSWERS = {"Cost": st.column_config.NumberColumn(format="$%.4f")}
_EVIDENCE = {"In their words": st.column_config.TextColumn(width="large")}


def page() -> None:
    """Show everything."""
    st.set_page_config(page_title="Panda Assist", page_icon="🐼", layout="wide")
    st.title("Panda Assist")
    try:
        api = connection()
        campaigns = api.campaigns()
    except (ApiError, BadInput) as error:
        st.error("The installation cannot be reached.")
        st.text(str(error))
        st.stop()
    if not campaigns:
        st.info("No campaign yet. Begin one: `panda campaign run PROVIDERS.csv …`")
        st.stop()
    titles = {one.campaign_id: f"{one.title} ({one.status})" for one in campaigns}
    chosen = st.selectbox("Campaign", list(titles), format_func=titles.__getitem__)
    live(chosen)
    answers(chosen)


@st.cache_resource
def connection() -> Api:
    """The API of this installation; one for all who look."""
    return Api.from_env(os.environ)


@st.fragment(run_every=REFRESH_S)
def live(campaign_id: str) -> None:
    """Show how far a campaign is, and its calls."""
    api = connection()
    try:
        view, calls = api.campaign(campaign_id), api.calls(campaign_id)
        now = api.now()
    except ApiError as error:
        st.warning("The installation is away; this page tries again.")
        st.text(str(error))
        return
    _progress(view, calls)
    _orders(api, view)
    if calls:
        st.dataframe(call_rows(calls, now), hide_index=True, column_config=_CALLS)
    refused = refusal_rows(view.targets)
    if refused:
        st.subheader("Not called")
        st.dataframe(refused, hide_index=True)
    _transcript(api, calls)


def _progress(view: CampaignView, calls: Sequence[CallSnapshot]) -> None:
    talking = sum(one.state is CallState.TALKING for one in calls)
    on_hold = sum(one.state is CallState.ON_HOLD for one in calls)
    spent = sum(one.cost_usd for one in calls)
    figures: dict[str, int | str] = {
        "To be called": view.waiting,
        "On the phone": view.calling,
        "Talking": talking,
        "On hold": on_hold,
        "Done": view.done,
        "Cost at list prices": f"${spent:.2f}",
    }
    for place, (name, value) in zip(
        st.columns(len(figures)), figures.items(), strict=True
    ):
        place.metric(name, value)
    total = len(view.targets)
    st.progress(view.done / total if total else 0.0)


def _orders(api: Api, view: CampaignView) -> None:
    """Let a person pause, resume or cancel."""
    status = view.campaign.status
    if status not in (CampaignStatus.RUNNING, CampaignStatus.PAUSED):
        st.caption(f"This campaign is {status}.")
        return
    order = "pause" if status is CampaignStatus.RUNNING else "resume"
    first, second, _ = st.columns([1, 1, 10])
    campaign_id = view.campaign.campaign_id
    if first.button(order.capitalize(), key="order"):
        api.set_status(campaign_id, order)
    if second.button("Cancel", key="cancel"):
        api.set_status(campaign_id, "cancel")


def _transcript(api: Api, calls: Sequence[CallSnapshot]) -> None:
    """Show one call's words, and let a person end it."""
    by_id = {one.call_id: one for one in live_first(calls)}
    if not by_id:
        return
    st.subheader("A call in full")
    call_id = st.selectbox(
        "Call",
        list(by_id),
        format_func=lambda one: f"{by_id[one].business}, try {by_id[one].attempt}",
        key="call",
    )
    lines = api.transcript(call_id)
    words = "\n".join(
        f"{line.at_ms / 1000:7.1f} s  {line.text}"
        for line in lines
        if line.kind != "metered"  # neither said nor done
    )
    st.code(words or "Nothing yet.", language=None, wrap_lines=True, height=320)
    ended = by_id[call_id].state is CallState.ENDED
    if st.button("End this call", disabled=ended, key="end"):
        api.end_call(call_id)


@st.fragment(run_every=ANSWERS_S)
def answers(campaign_id: str) -> None:
    """Show the comparison, and what one business's answers rest on."""
    try:
        comparison = connection().comparison(campaign_id)
    except ApiError:
        return  # the calls above say so
    st.subheader("Answers")
    st.dataframe(answer_rows(comparison), hide_index=True, column_config=_ANSWERS)
    rows = {row.target_id: row for row in comparison.rows}
    chosen = st.selectbox(
        "Evidence",
        list(rows),
        format_func=lambda one: f"{rows[one].name}: {_outcome(rows[one].outcome)}",
        key="evidence",
    )
    evidence = evidence_rows(comparison, rows[chosen])
    st.dataframe(evidence, hide_index=True, column_config=_EVIDENCE)


def _outcome(outcome: str | None) -> str:
    return spaced(outcome) if outcome else "not finished"


if __name__ == "__main__":
    page()
