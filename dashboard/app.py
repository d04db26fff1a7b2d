"""The dashboard: its pages, and who may open them.

Streamlit runs this file anew for every browser and click; what is shared is in
`dashboard.shared`, what a page shows in `dashboard.views`.
"""

from __future__ import annotations

import streamlit as st

from dashboard.api import ApiError
from dashboard.components import asset
from dashboard.components.guard import guard
from dashboard.plain import literal
from dashboard.redraws import drop_late
from dashboard.shared import CALM_S, feed
from dashboard.signin import LOCAL, NOBODY, ask, keep, known, sign_out
from dashboard.views import alerts, pages
from panda.errors import BadInput


def main() -> None:
    """Let somebody in, and show the page they chose."""
    drop_late()
    st.set_page_config(page_title="Panda Assist", page_icon="🐼", layout="wide")
    guard()
    who = known()
    # Told before anybody has signed in, so that an address leads where it says after.
    page = st.navigation(pages(who or NOBODY), position="top" if who else "hidden")
    if who is None:
        ask()
        return
    keep()
    st.html(f"<style>{asset('page.css')}</style>")
    _top(who.name if who != LOCAL else "")
    try:
        feed().campaigns()
    except (ApiError, BadInput) as error:
        st.error("The installation cannot be reached.")
        st.text(f"{error}. This page goes on by itself once it answers.")
        _until_it_answers()
        st.stop()
    if page.title != "Live":  # where all of them are listed
        alerts.strip()
    page.run()


@st.fragment(run_every=CALM_S)
def _until_it_answers() -> None:
    try:
        feed().campaigns()
    except (ApiError, BadInput):
        return
    st.rerun()


def _top(name: str) -> None:
    if not name:
        return
    left, right = st.columns([8, 1], vertical_alignment="center")
    left.caption(f"Signed in as {literal(name)}")
    right.button("Sign out", on_click=sign_out)


if __name__ == "__main__":
    main()
