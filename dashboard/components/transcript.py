"""What was said and done on a call, as it goes on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.components import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.components.strip import Strip
    from dashboard.timeline import Line

_mount = st.components.v2.component(
    "panda_transcript",
    css=asset("strip.css", "transcript.css"),
    js=asset("dom.js", "strip.js", "transcript.js"),
)


def transcript(call_id: str, strip: Strip, lines: Sequence[Line], *, key: str) -> None:
    """Show a call's lines; the view stays at the end unless somebody scrolls up."""
    data = {
        "call": call_id,
        "strip": asdict(strip),
        "lines": [asdict(one) for one in lines],
    }
    _mount(key=key, data=data)
