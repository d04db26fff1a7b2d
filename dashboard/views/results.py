"""A campaign's answers side by side, each with the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.rows import answer_rows, evidence_rows, spaced
from dashboard.shared import CALM_S, feed, told
from dashboard.views import call

if TYPE_CHECKING:
    from panda.research.comparison import Comparison, Row

_ANSWERS = {"Cost": st.column_config.NumberColumn(format="$%.4f")}
_EVIDENCE = {"In their words": st.column_config.TextColumn(width="large")}


def page() -> None:
    """Let somebody choose a campaign, and show what it found."""
    with told():
        titles = {
            one.campaign_id: f"{one.title} ({one.status})" for one in feed().campaigns()
        }
        if not titles:
            st.info("No campaign yet.")
            return
        chosen = st.selectbox(
            "Campaign", list(titles), format_func=lambda one: titles.get(one, one)
        )
        _answers(chosen)


@st.fragment(run_every=CALM_S)
def _answers(campaign_id: str) -> None:
    with told():
        comparison = feed().api.comparison(campaign_id)
        st.dataframe(
            answer_rows(comparison),
            hide_index=True,
            column_config=_ANSWERS,
            key=f"answers-{campaign_id}",
        )
        _evidence(comparison)


def _evidence(comparison: Comparison) -> None:
    rows = {row.target_id: row for row in comparison.rows}
    chosen = st.selectbox(
        "Evidence",
        list(rows),
        format_func=lambda one: f"{rows[one].name}: {_outcome(rows[one])}",
        key="evidence",
    )
    row = rows[chosen]
    st.dataframe(
        evidence_rows(comparison, row), hide_index=True, column_config=_EVIDENCE
    )
    call_id = next((one.call_id for one in row.cells.values() if one.call_id), None)
    if call_id and st.button("Read the whole call", key="read"):
        call.open_call(call_id)


def _outcome(row: Row) -> str:
    return spaced(row.outcome) if row.outcome else "not finished"
