"""The board of calls: one row each, redrawn in place."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.components import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.cards import Card
    from dashboard.components.strip import Strip

_mount = st.components.v2.component(
    "panda_board",
    css=asset("strip.css", "board.css"),
    js=asset("dom.js", "strip.js", "board.js"),
)


def board(strip: Strip, cards: Sequence[Card], *, key: str) -> str | None:
    """Show calls; return the id of the one that was just clicked, if any."""
    data = {"strip": asdict(strip), "cards": [asdict(one) for one in cards]}
    clicked = _mount(key=key, data=data, on_open_change=_seen).open
    return str(clicked) if clicked else None


def _seen() -> None:
    """Streamlit wants to be told that a click is waited for."""
