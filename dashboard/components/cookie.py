"""A cookie of this page: Streamlit reads cookies, but does not set them."""

from __future__ import annotations

import streamlit as st

from dashboard.components import asset

_mount = st.components.v2.component("panda_cookie", js=asset("cookie.js"))


def leave_cookie(name: str, value: str, stays_s: int) -> None:
    """Have the browser keep a value for this address, for so many seconds."""
    _mount(
        key=f"cookie-{name}", data={"name": name, "value": value, "stays_s": stays_s}
    )
