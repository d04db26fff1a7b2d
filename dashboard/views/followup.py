"""Once more, for what stayed open: a plan of whom to call, and the button for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.rows import follow_up_rows
from dashboard.shared import feed, told
from dashboard.signin import person
from dashboard.views.begin import BEGUN
from panda.campaign import CampaignStatus
from panda.research.followup import FollowUpPolicy

if TYPE_CHECKING:
    from panda.research.followup import FollowUp

_USUAL = FollowUpPolicy()
MOST_HOURS = 24.0 * 90


@st.fragment
def follow_up(campaign_id: str) -> None:
    """Show who would be called once more, and let somebody begin that."""
    with told():
        if not person().may(Deed.RUN_CAMPAIGNS):
            return
        campaigns = feed().campaigns()
        later = next((one for one in campaigns if one.follows == campaign_id), None)
        with st.expander("Follow-up", key=f"follow-up-{campaign_id}"):
            if later is not None:
                st.text(f"It is followed up by “{later.title}”.")
                return
            status = feed().campaign(campaign_id).campaign.status
            if status in (CampaignStatus.RUNNING, CampaignStatus.PAUSED):
                st.caption("Once all are done, what stayed open can be asked again.")
                return
            policy = _policy(campaign_id)
            plan = feed().api.follow_up(campaign_id, policy)
            _plan(plan, policy)


def _policy(campaign_id: str) -> FollowUpPolicy:
    """Ask when, how often, and for what somebody is called once more."""
    hours, rounds, optional = st.columns([1, 1, 3], vertical_alignment="bottom")
    return FollowUpPolicy(
        after_hours=hours.number_input(
            "Hours later",
            0.0,
            MOST_HOURS,
            _USUAL.after_hours,
            step=1.0,
            help="From the last answer on; another person may answer on another day.",
            key=f"after-{campaign_id}",
        ),
        rounds=int(
            rounds.number_input(
                "At most, in all",
                0,
                5,
                _USUAL.rounds,
                help="Follow-ups of one campaign.",
                key=f"rounds-{campaign_id}",
            )
        ),
        optional=optional.checkbox(
            "Also call where only what is not required is open",
            key=f"optional-{campaign_id}",
        ),
    )


def _plan(plan: FollowUp, policy: FollowUpPolicy) -> None:
    if not plan.items:
        done = (
            "It has had all its follow-ups." if plan.exhausted else "Nothing is open."
        )
        st.caption(done)
        return
    st.dataframe(
        follow_up_rows(plan),
        hide_index=True,
        key=f"planned-{plan.campaign_id}",
    )
    st.caption(
        f"Follow-up {plan.round}, from {plan.due_at:%a %d %b %Y, %H:%M %Z} on, in "
        "office hours. What is known is not asked again."
    )
    again = f"Call {len(plan.items)} once more"
    if st.button(again, type="primary", key=f"again-{plan.campaign_id}"):
        begun = feed().api.begin_follow_up(plan.campaign_id, policy)
        feed().forget_campaigns()
        st.session_state[BEGUN] = begun.campaign.campaign_id
        st.rerun()
