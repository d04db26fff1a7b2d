"""A function used on a call by an operator: a form made from its schema."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.plain import literal
from dashboard.rows import spaced
from dashboard.schemaform import arguments, entries
from dashboard.shared import feed, told
from dashboard.signin import person
from panda.functions.permission import Caller
from panda.functions.spec import FunctionUse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

    from dashboard.schemaform import Entry
    from panda.functions.spec import FunctionSpec

_BLANK = ""


@st.fragment
def use(call_id: str) -> None:
    """Let an operator use one of the functions that operators may."""
    with told():
        if not person().may(Deed.OPERATE):
            return
        specs = {
            f"{one.name} {one.version}": one
            for one in feed().functions()
            if Caller.OPERATOR in one.permission.rights
        }
        chosen = st.selectbox("Function", list(specs), key=f"use-{call_id}")
        if chosen in specs:
            _form(call_id, specs[chosen])


def _form(call_id: str, spec: FunctionSpec) -> None:
    st.text(spec.description)  # a plugin's words are no markup
    asked = entries(spec.parameters)
    key = f"use-{call_id}-{spec.name}-{spec.version}"
    with st.form(key):
        given = {one.name: _field(one, f"{key}-{one.name}") for one in asked}
        if not st.form_submit_button("Use"):
            return
        read, wrong = arguments(asked, given)
        for name, why in wrong.items():
            st.error(f"{literal(spaced(name))}: {literal(why)}")
        if wrong:
            return
        use = FunctionUse(
            arguments=read,
            version=spec.version,
            author=person().name,
            request=_request(f"{key}-request", read),
        )
        done = feed().api.use_function(call_id, spec.name, use)
        del st.session_state[f"{key}-request"]  # it is over: the next is another
        (st.warning if done.refused else st.success)(
            "It was refused." if done.refused else "Done."
        )
        st.text(done.result)


def _request(key: str, read: Mapping[str, JsonValue]) -> str:
    """Return what this use is called: the same if it is tried again unchanged.

    An answer that did not come does not mean that nothing was done.
    """
    kept: tuple[str, Mapping[str, JsonValue]] | None = st.session_state.get(key)
    if kept is None or kept[1] != read:
        kept = f"page-{secrets.token_hex(8)}", read
        st.session_state[key] = kept
    return kept[0]


def _field(one: Entry, key: str) -> str:
    # A plugin's words are no markup here either.
    label = literal(one.name) + (" *" if one.needed else "")
    match one.kind:
        case "choice":
            return _chosen(one, label, key, one.choices)
        case "yes_no":
            return _chosen(one, label, key, ("yes", "no"))
        case "list":
            about = f"{one.help} One a line.".strip()
            return st.text_area(label, value=one.default, help=literal(about), key=key)
        case _:
            about = literal(one.help)
            return st.text_input(label, value=one.default, help=about or None, key=key)


def _chosen(one: Entry, label: str, key: str, options: tuple[str, ...]) -> str:
    offered = options if one.needed else (_BLANK, *options)
    known = {"true": "yes", "false": "no"}.get(one.default, one.default)
    index = offered.index(known) if known in offered else 0
    about = literal(one.help)
    said = st.selectbox(label, offered, index=index, help=about or None, key=key)
    return said or _BLANK
