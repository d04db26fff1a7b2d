"""Hearing the moment at which something was said, where the sound of calls is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.shared import feed
from dashboard.timeline import clock
from panda.recording.consent import is_kept

if TYPE_CHECKING:
    from collections.abc import Mapping

BEFORE_MS, AFTER_MS = 2_000, 10_000
"""How much is played around the moment: the question's end, and the whole answer."""
_KEPT = "moment"


def moments(call_id: str, said: Mapping[str, int]) -> None:
    """Let somebody choose what to hear.

    Args:
        call_id: The call.
        said: What was said, and when, in ms since the answer.
    """
    if not said or not feed().system().settings.keep_audio_days:
        return
    if not is_kept(feed().events(call_id)):
        return
    chosen = st.selectbox(
        "Hear it said",
        list(said),
        index=None,
        format_func=lambda name: f"{name}, at {clock(said.get(name, 0))}",
        placeholder="an answer",
        key=f"moment-{call_id}",
    )
    if chosen is None:
        return
    sound = _sound(call_id, said[chosen])
    if sound is None:
        st.caption("No sound was kept of this moment.")
    else:
        st.audio(sound, format="audio/wav")
        st.caption("They are on the left, we on the right.")


def _sound(call_id: str, at_ms: int) -> bytes | None:
    """Fetch a moment once; one that is not there yet may be in a while."""
    name = (call_id, at_ms)
    known = st.session_state.get(_KEPT)
    if known is not None and known[0] == name:
        sound: bytes = known[1]
        return sound
    begins = max(0, at_ms - BEFORE_MS)
    found = feed().api.audio(call_id, begins, at_ms + AFTER_MS)
    if found is not None:
        st.session_state[_KEPT] = (name, found)
    return found
