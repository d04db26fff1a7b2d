"""A new campaign: a list, its questions, its limits, and what would become of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st
from pydantic import ValidationError

from dashboard.shared import feed, told
from dashboard.upload import ROLES, headings, meant, recognised
from dashboard.views.newbooking import new_booking
from dashboard.views.newhow import new_ways
from dashboard.views.newquestions import new_questions
from documents.lists import list_text
from panda.campaign import Limits
from panda.errors import BadInput
from panda.plainly import plainly
from panda.recording.mode import Recording
from panda.research.providers import read_providers
from panda.research.rejected import SAME, to_mend
from panda.views import CampaignText, Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.newcampaign import NewCampaign

RECOGNISED = ""
BEGUN = "begun"
"""Key of the session's state under which a new campaign is left for their list."""
REQUEST = "begin-request"
"""Under which it has what was asked for and did not come back, and its name."""
MOST_SHOWN = 200
"""Rows of a list that are shown before it is called."""


def begin() -> None:
    """Lead somebody from a list to a campaign that runs."""
    st.subheader("1 · Who is called")
    file = st.file_uploader(
        "A list with a heading: CSV, Excel, or a file of the NPPES registry",
        type=["csv", "txt", "tsv", "xlsx"],
    )
    if file is None:
        st.caption(
            "A row a business: name and telephone number, and any other columns you "
            "want to find again in the results."
        )
        return
    listed = _listed(file.getvalue(), file.name)
    st.subheader("2 · What is asked")
    questions = new_questions()
    st.subheader("3 · How far it may go")
    try:
        # What is written into the forms stays while a list is mended.
        text = _limited(listed or file.name, questions)
        if not listed:
            return
        new, rejected = text.read()
    except BadInput as error:
        st.error("This cannot be called yet.")
        st.text(str(error))
        return
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        st.error("This cannot be called yet.")
        st.text(f"{'.'.join(map(str, first['loc']))}: {plainly(first)}")
        return
    _preview(new, rejected)
    _mending(listed)
    _start(text, len(new.providers))


def _listed(content: bytes, filename: str) -> str:
    """Return the list as it is meant; "" if nobody on it can be called, and say why."""
    try:
        text = _mapped(list_text(content, filename))
        providers, rejected = read_providers(text, filename)
    except BadInput as error:
        st.error("This list cannot be called yet.")
        st.text(str(error))
        return ""
    if providers:
        return text
    st.error("Nobody on this list can be called yet.")
    _not_called(
        [
            Rejected(line=one.line, reason=one.reason, advice=one.advice)
            for one in rejected
        ]
    )
    _mending(text)
    return ""


def _mapped(text: str) -> str:
    """Ask which column is which; most are known by their headings.

    Raises:
        BadInput: It has no heading, or one column is chosen for two things.
    """
    found, known = headings(text), recognised(text)
    chosen = {
        role: place.selectbox(
            role.capitalize(),
            [RECOGNISED, *found],
            format_func=partial(_heading, known=known[role]),
            key=f"column-{role}",
        )
        for role, place in zip(ROLES, st.columns(len(ROLES)), strict=True)
    }
    return meant(text, chosen)


def _heading(one: str, *, known: str) -> str:
    """Say which column a choice means: of its own accord, the one that was found."""
    return one or (f"by its heading: {known}" if known else "by its heading: none")


def _limited(listed: str, questions: str) -> CampaignText:
    usual = Limits()
    title, at_once, tries, minutes, budget, priority = st.columns([3, 1, 1, 1, 1, 1])
    return CampaignText(
        title=title.text_input("Title", "My campaign", key="title"),
        providers_csv=listed,
        questions_yaml=questions,
        limits=usual.model_copy(
            update={
                "concurrency": at_once.number_input(
                    "At once", 1, 500, usual.concurrency, key="at-once"
                ),
                "attempts": tries.number_input(
                    "Tries", 1, 5, usual.attempts, key="tries"
                ),
                "call_s": 60
                * minutes.number_input(
                    "Minutes a call", 1, 60, usual.call_s // 60, key="minutes"
                ),
                "record": _record(),
                "budget_usd": budget.number_input(
                    "Budget, $", 0.01, 10_000.0, usual.budget_usd, key="budget"
                ),
            }
        ),
        attested=st.checkbox(
            "Every number is a business line, and is called to enquire.",
            key="attested",
        ),
        priority=int(priority.number_input("Priority", -10, 10, 0, key="priority")),
        fresh=st.checkbox(
            "Ask anew what other campaigns have found out, too.",
            help="Else what they were told, and still holds, is taken over; who has "
            "answered everything that is required is not called.",
            key="fresh",
        ),
        booking_yaml=new_booking(),
        **new_ways(),
    )


_RECORDED = {
    "no": Recording.OFF,
    "whoever was told so": Recording.ANNOUNCE,
    "whoever was asked and said yes": Recording.ASK,
    "asked where the law wants it, else told": Recording.AS_NEEDED,
}


def _record() -> Recording:
    """Ask whether to record, where that is possible."""
    kept = feed().system().settings.keep_audio_days
    if not kept:
        return Recording.OFF
    label = f"Record calls, and keep the sound for {kept} day{'' if kept == 1 else 's'}"
    chosen = st.selectbox(label, list(_RECORDED), key="record")
    return _RECORDED[chosen]


def _preview(new: NewCampaign, rejected: Sequence[Rejected]) -> None:
    called, left_out = st.columns(2)
    with called:
        st.markdown(f"**{len(new.providers)} are called**")
        st.dataframe(
            [
                {"Business": one.name, "Number": one.phone, **one.extra}
                for one in new.providers[:MOST_SHOWN]
            ],
            hide_index=True,
            key="called",
        )
    with left_out:
        st.markdown(f"**{len(rejected)} rows are not**")
        _not_called(rejected)


def _not_called(rejected: Sequence[Rejected]) -> None:
    """Show rows that are not called, with what helps."""
    if rejected:
        st.dataframe(
            [
                {"Line": one.line, "Why": one.reason, "What helps": one.advice}
                for one in rejected[:MOST_SHOWN]
            ],
            hide_index=True,
            key="rejected",
        )


def _mending(listed: str) -> None:
    """Offer the rows that can be mended as a file to be uploaded again."""
    _, rejected = read_providers(listed, "list")
    if count := sum(one.reason != SAME for one in rejected):
        st.download_button(
            f"{count} rows to mend",
            to_mend(rejected).encode("utf-8-sig"),
            "rows-to-mend.csv",
            "text/csv",
            on_click="ignore",
        )


def _request(text: CampaignText) -> str:
    """Name the wish for this campaign: asked twice, by two clicks, it is begun once."""
    wanted = text.model_dump_json()
    named: tuple[str, str] = st.session_state.get(REQUEST, ("", ""))
    if named[0] != wanted:
        named = st.session_state[REQUEST] = wanted, uuid4().hex
    return named[1]


def _start(text: CampaignText, count: int) -> None:
    if not text.attested:
        st.caption("Say above that these are business lines; then it can begin.")
    if st.button(
        f"Call {count} businesses", type="primary", disabled=not text.attested
    ):
        with told():
            created = feed().api.begin(text, _request(text))
            del st.session_state[REQUEST]
            feed().forget_campaigns()
            # Of widgets of other pages, and of one that stands already: see `BEGUN`.
            st.session_state["of-campaign"] = created.campaign.campaign_id
            st.session_state[BEGUN] = created.campaign.campaign_id
            st.success("It has begun: see the page Live.")
