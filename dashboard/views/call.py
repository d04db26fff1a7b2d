"""One call: what is said, what was found, and the console to hear and take it over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.api import ApiError
from dashboard.components.console import Pass, console
from dashboard.components.strip import Strip
from dashboard.components.transcript import transcript
from dashboard.connection import line
from dashboard.labels import call_labels
from dashboard.moment import moments
from dashboard.rows import finding_rows, spaced
from dashboard.shared import CALM_S, REFRESH_S, feed, told, zone
from dashboard.signin import person
from dashboard.timeline import (
    clock,
    function_rows,
    lines,
    menu_path,
    note_rows,
    supervisor_rows,
)
from dashboard.views.attention import attention
from dashboard.views.change import change_call
from dashboard.views.notes import pin, search
from dashboard.views.use import use
from panda.call import PHASES, CallState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallSnapshot
    from panda.research.questionnaire import Questionnaire

PARAMETER = "call"
_NARROW = {
    "Question": st.column_config.TextColumn(width=110),
    "Answer": st.column_config.TextColumn(width=100),
    "In their words": st.column_config.TextColumn(width=250),
}
"""Widths in pixels that leave the most to their words, beside the transcript."""
GONE = (404, 409)
"""What the API answers about calls that nobody can join any more."""


def open_call(call_id: str) -> None:
    """Leave the page for that of a call."""
    there = st.Page(page, title="Call", url_path="call")
    st.switch_page(there, query_params={PARAMETER: call_id})


def page() -> None:
    """Let somebody choose a call, and show it."""
    with told():
        call_id = _choose()
        if call_id is None:
            st.info("No call yet: this page shows one as soon as somebody is called.")
            return
        attention(call_id)
        said, run = st.columns([3, 2], gap="medium")
        with said:
            _said(call_id)
        with run:
            _console(call_id)
            _found(call_id)
        _done(call_id)
        _steered(call_id)


def _steered(call_id: str) -> None:
    """Let a call be steered; outside of what is redrawn, so that nothing is lost."""
    one = feed().call(call_id)
    live = one is not None and one.state is not CallState.ENDED
    operates = person().may(Deed.OPERATE)
    panels = {
        "Change": partial(change_call, call_id) if live and operates else None,
        "Use a function": partial(use, call_id) if live and operates else None,
        "Pin a note": partial(pin, call_id) if operates else None,
        "Find notes": search,
    }
    shown = {name: panel for name, panel in panels.items() if panel is not None}
    tabs = st.tabs(list(shown), key=f"steered-{call_id}")
    for tab, panel in zip(tabs, shown.values(), strict=True):
        with tab:
            panel()


def _choose() -> str | None:
    """Return the call that is meant: the address bar's, or one of the list."""
    calls = sorted(
        feed().calls(),
        key=lambda one: (one.state is CallState.ENDED, -one.started_at.timestamp()),
    )
    names = call_labels(calls, zone())
    asked = st.query_params.get(PARAMETER)
    if asked and asked not in names:
        names = {asked: asked} | names  # an old one: its log is kept
    if not names:
        return None
    chosen = st.selectbox(
        "Call",
        list(names),
        index=list(names).index(asked) if asked else 0,
        format_func=lambda one: names.get(one, one),
        # The list grows while calls come; the choice stays with the address.
        key=f"call-{asked}",
        label_visibility="collapsed",
    )
    if chosen != asked:
        st.query_params[PARAMETER] = chosen
        st.rerun()
    return chosen


@st.fragment(run_every=REFRESH_S)
def _said(call_id: str) -> None:
    with told():
        one = feed().call(call_id)
        strip = _strip(one)
        said = lines(feed().events(call_id), _questions(one))
        transcript(call_id, strip, said, key=f"transcript-{call_id}")


def _strip(one: CallSnapshot | None) -> Strip:
    """Say how a call stands."""
    if one is None:
        return Strip((), notice="This call is over; what it said and did is kept.")
    ended = one.state is CallState.ENDED
    until = one.updated_at if ended and one.updated_at else feed().now()
    seconds = max(0, int((until - one.started_at).total_seconds()))
    return Strip(
        (
            ("State", spaced(one.outcome) if one.outcome else PHASES[one.state]),
            ("Number", one.number),
            ("Time", clock(1000 * seconds)),
            ("Keys", one.keys),
            ("Cost", f"${one.cost_usd:.4f}"),
            *((("Sound", "recorded"),) if one.recorded and not ended else ()),
        ),
        line=line(one),
        notice="A person is needed on this call."
        if one.needs_person and not ended
        else "",
    )


@st.fragment
def _console(call_id: str) -> None:
    """Mount the console; drawn anew only when its browser wants a ticket."""
    who = person()
    if not who.may(Deed.LISTEN):
        return

    def ask(name: str) -> Pass:
        try:
            url = feed().api.ticket(call_id, who.name, who.role)
        except ApiError as error:
            if error.status in GONE:
                return Pass(name, error="This call has ended.", over=True)
            return Pass(name, error=str(error))
        return Pass(name, url=url)

    console(call_id, operates=who.may(Deed.OPERATE), ask=ask, key=f"console-{call_id}")


@st.fragment(run_every=CALM_S)
def _found(call_id: str) -> None:
    with told():
        one = feed().call(call_id)
        questions = _questions(one)
        if questions is not None and one is not None:
            st.dataframe(
                finding_rows(questions, one.findings),
                hide_index=True,
                column_config=_NARROW,
                key=f"found-{call_id}",
            )
            headings = {field.name: field.heading for field in questions.fields}
            said = {
                headings.get(found.field, found.field): found.at_ms
                for found in one.findings
            }
            moments(call_id, said)


@st.fragment(run_every=CALM_S)
def _done(call_id: str) -> None:
    """Show what was done beside what was said."""
    with told():
        events = feed().events(call_id)
        names = ("Menu path", "Supervisor", "Functions", "Notes")
        menus, asked, used, notes = st.tabs(names, key=f"done-{call_id}")
        with menus:
            _table(
                [
                    {
                        "At": step.at,
                        "They offered": step.offered,
                        "We did": step.pressed,
                    }
                    for step in menu_path(events)
                ],
                "No menu was met.",
            )
        with asked:
            _table(supervisor_rows(events), "The supervisor was not asked.")
        with used:
            _table(function_rows(events), "No function was used.")
        with notes:
            _table(note_rows(events), "No note was pinned.")


def _table(rows: Sequence[dict[str, object]], otherwise: str) -> None:
    if rows:
        st.dataframe(rows, hide_index=True)
    else:
        st.caption(otherwise)


def _questions(one: CallSnapshot | None) -> Questionnaire | None:
    if one is None:
        return None
    known = (each for each in feed().campaigns() if each.campaign_id == one.campaign_id)
    campaign = next(known, None)
    return campaign.questionnaire if campaign else None
