"""The functions that models and operators may use, and how they were used lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.functions import argument_rows, function_specs, use_rows
from dashboard.shared import CALM_S, feed, told

if TYPE_CHECKING:
    from panda.functions.spec import FunctionSpec

MOST_USES = 100
_WIDE = {
    "With": st.column_config.TextColumn(width="medium"),
    "Result": st.column_config.TextColumn(width="large"),
}


def page() -> None:
    """Show what there is, one of them closely, and what was used."""
    with told():
        specs = feed().functions()
        st.dataframe(
            function_specs(specs), hide_index=True, height="content", key="functions"
        )
        names = {f"{one.name} {one.version}": one for one in specs}
        chosen = st.selectbox("Function", list(names), key="function")
        if chosen in names:
            _closely(names[chosen])
        _lately()


def _closely(spec: FunctionSpec) -> None:
    st.text(spec.description)  # a plugin's words are no markup
    if rows := argument_rows(spec.parameters):
        st.dataframe(rows, hide_index=True, key="arguments")
    else:
        st.caption("It takes no arguments.")
    with st.expander("JSON schema"):
        st.json(spec.parameters)


@st.fragment(run_every=CALM_S)
def _lately() -> None:
    with told():
        st.subheader("Used on the latest calls")
        if rows := use_rows(feed().uses()[:MOST_USES]):
            st.dataframe(rows, hide_index=True, column_config=_WIDE, key="uses")
        else:
            st.caption("None was used yet.")
