"""What a call goes by, changed while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.access import Deed
from dashboard.drafts import anew, drawn_from, last_word
from dashboard.rows import spaced
from dashboard.shared import REFRESH_S, feed, told
from dashboard.signin import person
from dashboard.views.questions import changed_questions
from panda.features import FEATURES

if TYPE_CHECKING:
    from datetime import datetime

    from panda.callconfig import CallConfig

PATIENCE_S = 5.0
"""How long the form stays away until the call has done what it was told. It may also
refuse it, which its log says."""


@st.fragment
def change_call(call_id: str) -> None:
    """Let an operator change what a live call goes by."""
    with told():
        one = feed().call(call_id)
        if one is None or one.config is None or not person().may(Deed.OPERATE):
            return
        name = f"call-{call_id}"
        if (sent := st.session_state.get(_sent(call_id))) is not None:
            _awaited(call_id, sent)
            return
        last_word(name)
        config = drawn_from(name, one.config)
        key = f"change-{call_id}-{config.version}"
        with st.form(key):
            change = _parts(config, key)
            if st.form_submit_button("Change"):
                _send(change, config.version, call_id)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A change that a call was told of."""

    version: int
    """The one it was made for."""
    at: datetime


def _sent(call_id: str) -> str:
    return f"sent-{call_id}"


@st.fragment(run_every=REFRESH_S)
def _awaited(call_id: str, sent: _Sent) -> None:
    """Wait until a call goes by what it was told."""
    one = feed().call(call_id)
    done = one is None or one.config is None or one.config.version > sent.version
    if done or (feed().now() - sent.at).total_seconds() > PATIENCE_S:
        del st.session_state[_sent(call_id)]
        word = "Changed." if done else "The call was told; its log says what it did."
        anew(f"call-{call_id}", word)
        st.rerun()
    st.caption("The call is told …")


def _parts(config: CallConfig, key: str) -> dict[str, Any]:
    change: dict[str, Any] = {}
    left, right = st.columns(2)
    for place, name, label in (
        (left, "call_s", "Longest call, s"),
        (right, "hold_s", "Longest wait, s"),
    ):
        was = getattr(config, name)
        now = place.number_input(label, value=was, step=30, key=f"{key}-{name}")
        if now != was:
            change[name] = int(now)
    goal = st.text_input("Goal", value=config.goal, key=f"{key}-goal")
    if goal != config.goal:
        change["goal"] = goal
    if form := changed_questions(config.questions, key):
        change["questions"] = form
    switched = st.multiselect(
        "Features",
        list(FEATURES),
        default=[name for name, on in config.features.items() if on],
        format_func=spaced,
        help="; ".join(f"{spaced(name)}: {one.does}" for name, one in FEATURES.items()),
        key=f"{key}-features",
    )
    features = {
        str(name): name in switched
        for name, on in config.features.items()
        if on is not (name in switched)
    }
    return change | ({"features": features} if features else {})


def _send(change: dict[str, Any], version: int, call_id: str) -> None:
    if not change:
        st.caption("Nothing was changed.")
        return
    body = {"version": version, "author": person().name, **change}
    feed().api.change(f"calls/{call_id}", body)
    st.session_state[_sent(call_id)] = _Sent(version, feed().now())
    st.rerun()
