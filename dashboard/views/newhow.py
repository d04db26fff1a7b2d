"""How the calls of a new campaign go about it: voice, features, versions."""

from __future__ import annotations

import streamlit as st

from dashboard.shared import feed
from dashboard.views.steer import VOICES, asked_shares


def new_ways() -> dict[str, object]:
    """Ask for what is seldom changed; returned as parts of a `CampaignText`."""
    with st.expander("Voice, features, functions"):
        usual = feed().system().settings.voice
        voice, pins = st.columns([1, 2])
        chosen = voice.selectbox(
            "Voice",
            sorted({usual, *VOICES}),
            index=sorted({usual, *VOICES}).index(usual),
            accept_new_options=True,
            key="new-voice",
        )
        written = pins.text_area(
            "Versions of functions",
            help="One a line, a name and a range: lookUpCopay ^1.2. The newest of all "
            "others is used.",
            placeholder="lookUpCopay ^1.2",
            height=68,
            key="new-pins",
        )
        st.caption("Features, in percent of the calls.")
        features = asked_shares({}, "new")
    lines = [one.split(None, 1) for one in written.splitlines() if one.strip()]
    return {
        "voice": "" if chosen == usual else chosen,
        "features": features,
        "functions": {one[0]: one[1] if len(one) > 1 else "" for one in lines},
    }
