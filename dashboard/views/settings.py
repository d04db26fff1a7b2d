"""How the installation is set up, without its secrets; set in its environment."""

from __future__ import annotations

import streamlit as st

from dashboard.access import MAY, Deed
from dashboard.rows import spaced
from dashboard.shared import MOMENT, allowed, feed, told, zone
from panda.settings import Settings
from panda.views import ShownSettings


def _variable(name: str) -> str:
    """Return what a setting is called in the environment; nothing if it follows."""
    field = Settings.model_fields.get(name)
    return (field.alias or "") if field else ""


_WHY = {
    "declined": "they asked us not to call",
    "wrong_number": "not whom we wanted",
    "by_hand": "by hand",
}


def _do_not_call() -> None:
    """Show the numbers that no campaign calls again; let one be added or taken off."""
    st.subheader("Do not call")
    listed = feed().api.do_not_call()
    if listed:
        st.dataframe(
            [
                {
                    "Number": one.number,
                    "Since": one.since.astimezone(zone()).replace(tzinfo=None),
                    "Why": _WHY[one.why],
                    "Call": one.call_id,
                }
                for one in listed
            ],
            hide_index=True,
            column_config={"Since": st.column_config.DatetimeColumn(format=MOMENT)},
        )
    else:
        st.caption("No number is on the list.")
    count = st.session_state.setdefault("barred", 0)
    with st.form("bar"):
        number = st.text_input(
            "A number that no campaign is to call again",
            placeholder="+12175550123",
            key=f"bar-{count}",
        )
        if st.form_submit_button("Put it on the list") and number.strip():
            with told():
                feed().api.bar(number.strip())
                # Only now is what was typed let go.
                st.session_state["barred"] = count + 1
                st.rerun()
    if not listed:
        return
    with st.form("unbar"):
        number = st.selectbox(
            "A number that may be called again", [one.number for one in listed]
        )
        if st.form_submit_button("Take it off the list"):
            with told():
                feed().api.unbar(number)
                st.rerun()


def page() -> None:
    """Show settings and roles."""
    if allowed(Deed.ADMINISTER) is None:
        return
    with told():
        shown = feed().system().settings
        if shown.simulated:
            st.info("The phone network is a simulation on this machine.")
        st.dataframe(
            [
                {
                    "Setting": spaced(name),
                    "Variable": _variable(name),
                    "Value": str(getattr(shown, name)),
                }
                for name in ShownSettings.model_fields
            ],
            hide_index=True,
            height="content",
        )
        st.caption(
            "Settings are variables of the installation's environment, read when it "
            "starts: see the guide on running it for real."
        )
        _do_not_call()
    st.subheader("Who may do what")
    st.dataframe(
        [
            {"Role": str(role)}
            | {spaced(deed): "✓" if deed in deeds else "" for deed in Deed}
            for role, deeds in MAY.items()
        ],
        hide_index=True,
    )
