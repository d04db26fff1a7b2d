"""The operator's console: hear a call, whisper, press keys, take it over, give it back.

Clicks and sound go from the browser straight to the call's own actor; this page is
asked for one thing only, a ticket of single use, whenever the browser connects.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.components import asset
from panda.operator.words import MOST_NOTE, MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

_SCRIPTS = ("dom.js", "mulaw.js", "sound.js", "link.js", "panel.js", "console.js")
WORKLET = asset("mulaw.js", "worklet.js")
"""What runs on the browser's audio thread; a script of its own."""

_mount = st.components.v2.component(
    "panda_console",
    css=asset("console.css"),
    js=asset(*_SCRIPTS),
)


@dataclass(frozen=True, slots=True)
class Pass:
    """An answer to the browser's question for a ticket."""

    name: str
    """The question's."""
    url: str = ""
    """Where to connect; good once, for half a minute."""
    error: str = ""
    """Why there is none."""
    over: bool = False
    """Whether there will be none, since the call has ended."""


def console(
    call_id: str, *, operates: bool, ask: Callable[[str], Pass], key: str
) -> None:
    """Mount the console of a call.

    Args:
        call_id: The call.
        operates: Whether whoever looks may do more than listen.
        ask: Fetches a ticket for the question of that name.
        key: Of the component.
    """
    kept = f"{key}-pass"

    def asked() -> None:
        name = st.session_state[key].ticket
        if name:
            st.session_state[kept] = ask(str(name))

    given: Pass | None = st.session_state.get(kept)
    _mount(
        key=key,
        data={
            "call": call_id,
            "operates": operates,
            "worklet": WORKLET,
            "most": {"whisper": MOST_WORDS, "say": MOST_WORDS, "note": MOST_NOTE},
            "ticket": asdict(given) if given else None,
        },
        on_ticket_change=asked,
    )
