"""A guard that loads the page again when Streamlit's own script has given it up."""

from __future__ import annotations

import streamlit as st

from dashboard.components import asset

_mount = st.components.v2.component("panda_guard", js=asset("guard.js"))


def guard() -> None:
    """Watch over this page for as long as it is open."""
    _mount(key="guard")
