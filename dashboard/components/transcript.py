"""What was said and done on a call, as it goes on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.components import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.timeline import Line

_mount = st.components.v2.component(
    "panda_transcript", css=asset("transcript.css"), js=asset("dom.js", "transcript.js")
)


def transcript(call_id: str, lines: Sequence[Line], *, key: str) -> None:
    """Show a call's lines; the view stays at the end unless somebody scrolls up."""
    _mount(key=key, data={"call": call_id, "lines": [asdict(one) for one in lines]})
