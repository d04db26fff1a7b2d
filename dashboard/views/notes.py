"""Notes: pinned to moments of calls, and found again."""

from __future__ import annotations

from textwrap import shorten

import streamlit as st

from dashboard.shared import feed, told
from dashboard.signin import person
from dashboard.timeline import clock
from panda.events import Heard
from panda.operator.views import NoteText
from panda.operator.words import MOST_NOTE

WITHIN = 200
"""Characters of a search."""
LATEST = -1
"""Stands for the moment at which a note is pinned."""
WORDS = 60
"""Characters by which a moment is told."""


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


@st.fragment
def pin(call_id: str) -> None:
    """Pin a note to what was said, while the call lasts or afterwards."""
    with told():
        moments = _moments(call_id)
        count = st.session_state.setdefault(f"pinned-{call_id}", 0)
        with st.form(f"pin-{call_id}"):
            at = st.selectbox(
                "To",
                list(moments),
                format_func=lambda one: moments.get(one, clock(one)),
                key=f"pin-to-{call_id}-{count}",
            )
            words = st.text_area(
                "Note", max_chars=MOST_NOTE, key=f"pin-words-{call_id}-{count}"
            )
            if st.session_state.pop(f"just-pinned-{call_id}", False):
                st.success("It is pinned.")
            if not st.form_submit_button("Pin") or not words.strip():
                return
        note = NoteText(
            text=words.strip(),
            author=person().name,
            about_ms=None if at == LATEST else at,
        )
        feed().api.pin(call_id, note)
        # Only now is what was typed let go: one refused is still there to be mended.
        st.session_state[f"pinned-{call_id}"] = count + 1
        st.session_state[f"just-pinned-{call_id}"] = True
        st.rerun()


def _moments(call_id: str) -> dict[int, str]:
    """Name the moments of a call at which somebody spoke, the latest first."""
    said = [one for one in feed().events(call_id) if isinstance(one, Heard)]
    named = {LATEST: "the latest moment"}
    for one in reversed(said):
        short = shorten(one.text, WORDS, placeholder=" …")
        named.setdefault(one.at_ms, f"{clock(one.at_ms)} {one.speaker}: {short}")
    return named
