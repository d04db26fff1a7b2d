"""How the installation is set up, without its secrets; set in its environment."""

from __future__ import annotations

import streamlit as st

from dashboard.access import MAY, Deed
from dashboard.rows import spaced
from dashboard.shared import allowed, feed, told
from panda.settings import Settings
from panda.views import ShownSettings


def _variable(name: str) -> str:
    """Return what a setting is called in the environment; nothing if it follows."""
    field = Settings.model_fields.get(name)
    return (field.alias or "") if field else ""


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
    st.subheader("Who may do what")
    st.dataframe(
        [
            {"Role": str(role)}
            | {spaced(deed): "✓" if deed in deeds else "" for deed in Deed}
            for role, deeds in MAY.items()
        ],
        hide_index=True,
    )
