"""The table in which the questions of a new campaign are written."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from panda.research.criteria import MOST_WEIGHT, Best
from panda.research.questionnaire import FieldType

_BLANK = {"required": True, "choices": None, "weight": None, "best": None}
_FIRST = [
    {"name": "price", "type": "money", "ask": "How much is a cleaning?", **_BLANK},
    {
        "name": "insurance",
        "type": "yes_no",
        "ask": "Do you take Delta Dental?",
        **_BLANK,
    },
]
"""A table shows the columns that its first rows have."""
_COLUMNS = {
    "name": st.column_config.TextColumn("Name", help="a_short_name", required=True),
    "type": st.column_config.SelectboxColumn(
        "Type", options=[kind.value for kind in FieldType], required=True
    ),
    "ask": st.column_config.TextColumn("As it is asked", width="large", required=True),
    "required": st.column_config.CheckboxColumn("Required", default=True),
    "choices": st.column_config.TextColumn(
        "Choices", help="for type choice: a, b, c; the best first, if it counts"
    ),
    "weight": st.column_config.NumberColumn(
        "Counts",
        min_value=0.0,
        max_value=MOST_WEIGHT,
        help="How much the answer counts when businesses are ranked. If none does, all "
        "that is required counts alike.",
    ),
    "best": st.column_config.SelectboxColumn(
        "Best", options=[one.value for one in Best], help="if it goes not by the type"
    ),
}


def new_questions() -> str:
    """Ask for the questions; returned as the file they would be (JSON is YAML)."""
    goal, caller, opening = st.columns([2, 1, 3])
    written = {
        "goal": goal.text_input(
            "Goal", "schedule a cleaning", help="guides menus", key="goal"
        ),
        "caller": caller.text_input("On behalf of", "a patient", key="caller"),
        "opening": opening.text_input("Why we call, in one sentence", key="opening"),
    }
    rows = st.data_editor(
        _FIRST,
        num_rows="dynamic",
        column_config=_COLUMNS,
        column_order=list(_COLUMNS),
        key="questions",
        width="stretch",
    )
    named = [one for one in rows if one.get("name")]
    return json.dumps(
        {
            **written,
            "fields": [_field(one) for one in named],
            "ranking": [_criterion(one) for one in named if _counts(one)],
        }
    )


def _field(row: dict[str, Any]) -> dict[str, Any]:
    field = {
        "name": row["name"],
        "type": row.get("type") or FieldType.TEXT.value,
        "ask": row.get("ask") or "",
        "required": row.get("required") is not False,
    }
    if choices := _choices(row):
        field["choices"] = choices
    return field


def _counts(row: dict[str, Any]) -> bool:
    """Say whether a row has a weight; a cell that was left empty may be no number."""
    weight = row.get("weight")
    return isinstance(weight, int | float) and weight > 0


def _criterion(row: dict[str, Any]) -> dict[str, Any]:
    counts: dict[str, Any] = {"field": row["name"], "weight": row["weight"]}
    if best := row.get("best"):
        counts["best"] = best
    if choices := _choices(row):
        counts["order"] = choices
    return counts


def _choices(row: dict[str, Any]) -> list[str]:
    written = [one.strip() for one in str(row.get("choices") or "").split(",")]
    return [one for one in written if one]
