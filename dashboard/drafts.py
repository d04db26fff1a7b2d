"""What a form was drawn from: it stays until the form is sent, or somebody looks again.

A form that followed what it changes would be drawn anew, empty, whenever somebody else
changes that: what was typed, and the click on its button, would be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")

_DRAFT, _WORD = "draft-", "word-"


def drawn_from(name: str, now: T) -> T:
    """Return what the form of this name was drawn from; what is there now if new."""
    seen: T = st.session_state.setdefault(_DRAFT + name, now)
    return seen


def anew(name: str, word: str = "") -> None:
    """Have the form drawn anew the next time.

    Args:
        name: Of the form.
        word: What to say above it, once.
    """
    st.session_state.pop(_DRAFT + name, None)
    if word:
        st.session_state[_WORD + name] = word


def last_word(name: str) -> None:
    """Say what came of the form that was sent before."""
    if word := st.session_state.pop(_WORD + name, ""):
        st.success(word)


def overtaken(name: str, seen: Hashable, now: Hashable) -> None:
    """Say so if somebody changed meanwhile what the form was drawn from.

    Args:
        name: Of the form.
        seen: The version it was drawn from.
        now: The version there is.
    """
    if seen == now:
        return
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.warning("Somebody changed this meanwhile: your change would be refused.")
    if right.button("Look again", key=f"again-{name}"):
        anew(name)
        st.rerun()
