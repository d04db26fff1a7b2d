"""What a call or a campaign goes by, changed while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.access import Deed
from dashboard.rows import spaced
from dashboard.shared import feed, told
from dashboard.signin import person
from panda.features import FEATURES, Feature
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from panda.callconfig import CallConfig
    from panda.campaign import Campaign
    from panda.research.questionnaire import Question

_COLUMNS = {
    "Name": st.column_config.TextColumn(required=True),
    "Kind": st.column_config.SelectboxColumn(
        options=[str(one) for one in FieldType],
        required=True,
    ),
    "Question": st.column_config.TextColumn(required=True, width="large"),
}


@st.fragment
def change_call(call_id: str) -> None:
    """Let an operator change what a live call goes by."""
    with told():
        one = feed().call(call_id)
        if one is None or one.config is None or not person().may(Deed.OPERATE):
            return
        config = one.config
        key = f"change-{call_id}-{config.version}"
        with st.form(key):
            change = _parts(config, key)
            if st.form_submit_button("Change"):
                _send(change, config.version, f"calls/{call_id}")


def _parts(config: CallConfig, key: str) -> dict[str, Any]:
    change: dict[str, Any] = {}
    left, right = st.columns(2)
    for place, name, label in (
        (left, "call_s", "Longest call, s"),
        (right, "hold_s", "Longest wait, s"),
    ):
        was = getattr(config, name)
        now = place.number_input(label, value=was, step=30, key=f"{key}-{name}")
        if now != was:
            change[name] = int(now)
    goal = st.text_input("Goal", value=config.goal, key=f"{key}-goal")
    if goal != config.goal:
        change["goal"] = goal
    if form := _form(config.questions, key):
        change["questions"] = form
    switched = st.multiselect(
        "Features",
        list(FEATURES),
        default=[name for name, on in config.features.items() if on],
        format_func=spaced,
        help="; ".join(f"{spaced(name)}: {one.does}" for name, one in FEATURES.items()),
        key=f"{key}-features",
    )
    features = {
        str(name): name in switched
        for name, on in config.features.items()
        if on is not (name in switched)
    }
    return change | ({"features": features} if features else {})


def change_campaign(campaign: Campaign) -> None:
    """Let somebody who may change a campaign that runs."""
    key = f"change-{campaign.campaign_id}-{campaign.version}"
    with st.expander("Change"), st.form(key, border=False), told():
        change: dict[str, Any] = {}
        limits = {}
        labels = {
            "concurrency": "Calls at a time",
            "attempts": "Tries a business",
            "budget_usd": "Budget, USD",
            "call_s": "Longest call, s",
            "hold_s": "Longest wait, s",
        }
        places = st.columns(len(labels) + 1)
        for place, (name, label) in zip(places, labels.items(), strict=False):
            was = getattr(campaign.limits, name)
            now = place.number_input(label, value=was, key=f"{key}-{name}")
            if now != was:
                limits[name] = now
        if limits:
            change["limits"] = limits
        priority = places[-1].number_input(
            "Priority", value=campaign.priority, step=1, key=f"{key}-priority"
        )
        if priority != campaign.priority:
            change["priority"] = int(priority)
        if form := _form(campaign.questionnaire.fields, key):
            change["questions"] = form
        if shares := _shares(campaign, key):
            change["features"] = shares
        if st.form_submit_button("Change"):
            _send(change, campaign.version, f"campaigns/{campaign.campaign_id}")


def _shares(campaign: Campaign, key: str) -> dict[str, float]:
    """Ask for what share of calls each feature is on, in percent."""
    changed = {}
    for place, (name, meaning) in zip(
        st.columns(len(FEATURES)), FEATURES.items(), strict=True
    ):
        was = round(100 * campaign.features.get(Feature(name), float(meaning.default)))
        now = place.number_input(
            f"{spaced(name).capitalize()}, %",
            value=was,
            step=5,
            help=meaning.does,
            key=f"{key}-{name}",
        )
        if now != was:
            changed[str(name)] = now / 100
    return changed


def _form(fields: tuple[Question, ...], key: str) -> dict[str, object]:
    """Show the questions as a table; return what was changed in it."""
    was = {one.name: one for one in fields}
    rows = st.data_editor(
        [
            {"Name": one.name, "Kind": str(one.type), "Question": one.ask}
            for one in fields
        ],
        column_config=_COLUMNS,
        num_rows="dynamic",
        hide_index=True,
        key=f"{key}-questions",
    )
    now = {str(row["Name"]): row for row in rows if row.get("Name")}
    return {
        part: what
        for part, what in (
            (
                "add",
                [
                    {"name": name, "type": row["Kind"], "ask": row["Question"]}
                    for name, row in now.items()
                    if name not in was
                ],
            ),
            ("remove", [name for name in was if name not in now]),
            (
                "reword",
                {
                    name: row["Question"]
                    for name, row in now.items()
                    if name in was and row["Question"] != was[name].ask
                },
            ),
        )
        if what
    }


def _send(change: dict[str, Any], version: int, path: str) -> None:
    if not change:
        st.caption("Nothing was changed.")
        return
    body = {"version": version, "author": person().name, **change}
    feed().api.change(path, body)
    st.success("Changed.")
