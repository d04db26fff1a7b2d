"""Notes that were pinned to calls, searched."""

from __future__ import annotations

import streamlit as st

from dashboard.shared import feed, told
from dashboard.timeline import clock

WITHIN = 200
"""Characters of a search."""


@st.fragment
def search() -> None:
    """Ask for words, and show the notes that have them."""
    with told():
        words = st.text_input(
            "Words", max_chars=WITHIN, key="find-notes", placeholder="as they stand"
        ).strip()
        if not words:
            st.caption("Notes of all calls are found by their words or their author.")
            return
        found = feed().notes(words)
        if not found:
            st.caption("No such note.")
            return
        st.dataframe(
            [
                {
                    "Business": one.business,
                    "On": one.called_at,
                    "At": clock(one.at_ms),
                    "By": one.author,
                    "Note": one.text,
                    "Call": f"/call?call={one.call_id}",
                }
                for one in found
            ],
            hide_index=True,
            column_config={
                "Call": st.column_config.LinkColumn(display_text="open"),
                "On": st.column_config.DatetimeColumn(format="D MMM, HH:mm"),
            },
            key="found-notes",
        )
