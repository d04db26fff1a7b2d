"""A campaign changed while it runs, and by whom it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.access import Deed
from dashboard.changes import (
    LIMITS,
    PLACE,
    TARGET,
    change_rows,
    queue_rows,
)
from dashboard.drafts import anew, drawn_from, last_word, overtaken
from dashboard.rows import spaced
from dashboard.shared import CALM_S, MOMENT, feed, told
from dashboard.signin import person
from dashboard.views.questions import changed_questions
from panda.campaign import CampaignStatus
from panda.features import FEATURES, Feature

if TYPE_CHECKING:
    from panda.campaign import Campaign, Target
    from panda.features import Plan

VOICES = (
    "alloy",
    "ash",
    "ballad",
    "cedar",
    "coral",
    "echo",
    "marin",
    "sage",
    "shimmer",
    "verse",
)
"""Of OpenAI's Realtime models; any other may be typed."""
HIGHEST = 10
"""Of priorities, which go from minus that to that."""


@st.fragment
def change_campaign(campaign_id: str) -> None:
    """Let somebody who may change a campaign that runs."""
    with told():
        now = feed().campaign(campaign_id)
        runs = now.campaign.status in (CampaignStatus.RUNNING, CampaignStatus.PAUSED)
        if not runs or not person().may(Deed.RUN_CAMPAIGNS):
            return
        name = f"campaign-{campaign_id}"
        view = drawn_from(name, now)
        version = view.campaign.version
        key = f"change-{campaign_id}-{version}"
        last_word(name)
        with st.expander("Change", key=f"{name}-change"):
            overtaken(name, version, now.campaign.version)
            with st.form(key, border=False):
                change = _parts(view.campaign, key)
                if first := _first(view.targets, key):
                    change["first"] = first
                if st.form_submit_button("Change", type="primary"):
                    with told():
                        _send(change, version, campaign_id)


def _parts(campaign: Campaign, key: str) -> dict[str, Any]:
    """Ask for all but the order of calls; return what was changed."""
    change: dict[str, Any] = {}
    goal_place, voice_place = st.columns([3, 1])
    was = campaign.questionnaire.goal
    goal = goal_place.text_input(
        "Goal", value=was, key=f"{key}-goal", help="Of calls that begin from now on."
    )
    if goal != was:
        change["goal"] = goal
    spoken = campaign.voice or feed().system().settings.voice
    voice = voice_place.selectbox(
        "Voice",
        sorted({spoken, *VOICES}),
        index=sorted({spoken, *VOICES}).index(spoken),
        accept_new_options=True,
        key=f"{key}-voice",
        help="Of calls that begin from now on.",
    )
    if voice != spoken:
        change["voice"] = voice
    if limits := _limits(campaign, key):
        change["limits"] = limits
    priority = st.slider(
        "Priority among campaigns",
        -HIGHEST,
        HIGHEST,
        value=campaign.priority,
        key=f"{key}-priority",
        help="The higher campaign is called first.",
    )
    if priority != campaign.priority:
        change["priority"] = priority
    st.caption("Questions: running calls take them, too.")
    if form := changed_questions(campaign.questionnaire.fields, key):
        change["questions"] = form
    st.caption("Features, in percent of the calls that begin from now on.")
    if shares := asked_shares(campaign.features, key):
        change["features"] = shares
    return change


def _limits(campaign: Campaign, key: str) -> dict[str, float]:
    changed = {}
    places = st.columns(len(LIMITS))
    for place, (name, label) in zip(places, LIMITS.items(), strict=True):
        was = getattr(campaign.limits, name)
        now = place.number_input(label, value=was, key=f"{key}-{name}")
        if now != was:
            changed[name] = now
    return changed


def asked_shares(before: Plan, key: str) -> dict[str, float]:
    """Ask for what share of calls each feature is on, in percent.

    Returns:
        Those that were changed, 0 to 1.
    """
    changed = {}
    for place, (name, meaning) in zip(
        st.columns(len(FEATURES)), FEATURES.items(), strict=True
    ):
        was = round(100 * before.get(Feature(name), float(meaning.default)))
        now = place.number_input(
            spaced(name).capitalize(),
            0,
            100,
            value=was,
            step=5,
            help=meaning.does,
            key=f"{key}-{name}",
        )
        if now != was:
            changed[str(name)] = now / 100
    return changed


def _first(targets: tuple[Target, ...], key: str) -> dict[str, int]:
    """Show who is called next; return whose place was changed."""
    rows = queue_rows(targets)
    if not rows:
        return {}
    st.caption("Who is called next, from the top; the higher priority comes first.")
    ordered = st.data_editor(
        rows,
        column_config={
            PLACE: st.column_config.NumberColumn(
                min_value=-HIGHEST, max_value=HIGHEST, step=1, required=True
            ),
            "Not before": st.column_config.DatetimeColumn(format=MOMENT),
            TARGET: None,
        },
        disabled=[column for column in rows[0] if column != PLACE],
        hide_index=True,
        key=f"{key}-first",
    )
    return {
        str(was[TARGET]): int(now[PLACE])
        for was, now in zip(rows, ordered, strict=True)
        if now[PLACE] not in (was[PLACE], None)
    }


def _send(change: dict[str, Any], version: int, campaign_id: str) -> None:
    if not change:
        st.caption("Nothing was changed.")
        return
    body = {"version": version, "author": person().name, **change}
    feed().change_campaign(campaign_id, body)
    anew(f"campaign-{campaign_id}", f"Changed: this is version {version + 1}.")
    st.rerun()


@st.fragment(run_every=CALM_S)
def changes(campaign_id: str) -> None:
    """List what was changed of a campaign, by whom and when."""
    with told():
        made = feed().changes(campaign_id)
        if not made:
            return
        names = {
            one.target_id: one.provider.name
            for one in feed().campaign(campaign_id).targets
        }
        st.subheader("Changes")
        st.dataframe(
            change_rows(made, names),
            column_config={
                "Version": st.column_config.NumberColumn(width="small"),
                "When": st.column_config.DatetimeColumn(format=MOMENT),
                "What": st.column_config.TextColumn(width="large"),
            },
            hide_index=True,
        )
