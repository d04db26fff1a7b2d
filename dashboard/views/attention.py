"""What a call has asked its people, answered here, and why it needs one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.shared import CALM_S, feed, told
from dashboard.signin import person
from panda.people.answering import AskedQuestion, asked_by
from panda.people.need import NEED_WORDS, Need
from panda.people.question import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Callable

_YES_NO = ("yes", "no")


@st.fragment(run_every=CALM_S)
def attention(call_id: str) -> None:
    """Show open questions with a form for each, and what else is needed."""
    with told():
        one = feed().call(call_id)
        if one is None or not one.needs_person:
            return
        needs = [NEED_WORDS[need] for need in one.needs if need is not Need.QUESTION]
        operates = person().may(Deed.OPERATE)
        if needs:
            words, seen = st.columns([4, 1], vertical_alignment="center")
            words.warning(f"This call {', and '.join(needs)}.")
            if operates and seen.button("Seen to", key=f"attended-{call_id}"):
                feed().api.attended(call_id, person().name)
        for question in one.questions:
            _question(AskedQuestion.of(one, question), operates=operates)


@st.fragment(run_every=CALM_S)
def waiting(go: Callable[[str], None]) -> None:
    """List what calls have asked and wait for; `go` leads to a call, to answer it."""
    with told():
        for asked in asked_by(feed().calls()):
            left_s = max(0, int((asked.due_at - feed().now()).total_seconds()))
            words, there = st.columns([6, 1], vertical_alignment="center")
            words.info(f"{left_s} s left to answer a call:")
            words.text(f"{asked.business}: {asked.ask}")
            key = f"go-{asked.call_id}-{asked.question_id}"
            if there.button("To the call", key=key):
                go(asked.call_id)


def _question(asked: AskedQuestion, *, operates: bool) -> None:
    key = f"{asked.call_id}-{asked.question_id}"
    left_s = max(0, int((asked.due_at - feed().now()).total_seconds()))
    with st.container(border=True):
        st.text(asked.ask)  # a model's words are no markup
        if asked.private:
            st.caption("Private: sealed at once, keyed in, and told to nobody.")
        if not operates:
            st.caption(f"{left_s} s left. Operators answer this.")
            return
        with st.form(f"answer-{key}", border=False):
            given = _field(asked, key)
            st.caption(f"{left_s} s left")
            if asked.default:
                st.text(f"Then it goes by: {asked.default}")
            if st.form_submit_button("Answer"):
                feed().api.answer(
                    asked.call_id, asked.question_id, given, person().name
                )
                st.success("The call knows.")


def _field(asked: AskedQuestion, key: str) -> str:
    said: str | None
    match asked.kind:
        case AnswerKind.CHOICE:
            # A list to choose from shows plain text; a radio button's label is markup.
            said = st.selectbox("Answer", asked.choices, index=None, key=key)
        case AnswerKind.YES_NO:
            said = st.radio("Answer", _YES_NO, index=None, key=key, horizontal=True)
        case AnswerKind.DATE:
            day = st.date_input("Answer", value=None, key=key)
            said = str(day) if day is not None else None
        case AnswerKind.TEXT if asked.private:
            said = st.text_input("Answer", type="password", key=key)
        case AnswerKind.TEXT:
            said = st.text_input("Answer", key=key)
    return said or " "  # which the installation refuses with what would be one
