"""Briefings for calls that never happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.campaign import Briefing, Limits, Provider
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.testing.clock import START

if TYPE_CHECKING:
    from panda.cost import Prices
    from panda.menu.menu import Route
    from panda.private import Grant, PrivateField

QUESTIONS = Questionnaire(
    goal="schedule a cleaning",
    caller="Maria Lopez",
    opening="I have two questions about a dental cleaning.",
    fields=(
        Question(
            name="insurance",
            type=FieldType.YES_NO,
            ask="Do you accept Delta Dental?",
        ),
        Question(
            name="price",
            type=FieldType.MONEY,
            ask="How much is a cleaning without insurance?",
        ),
    ),
)


def briefing(
    *,
    questionnaire: Questionnaire = QUESTIONS,
    limits: Limits | None = None,
    route: Route | None = None,
    epoch: int = 0,
    restored: tuple[str, ...] = (),
    placed: bool = False,
    prices: Prices | None = None,
    grants: tuple[Grant, ...] = (),
    sealed: dict[PrivateField, str] | None = None,
) -> Briefing:
    """A briefing for a call to Bright Dental."""
    return Briefing(
        call_id="call1",
        campaign_id="campaign1",
        target_id="target1",
        provider=Provider(
            name="Bright Dental", phone="+12175550123", sealed=sealed or {}
        ),
        questionnaire=questionnaire,
        limits=limits or Limits(),
        now=START,
        token="a token",  # noqa: S106 - a made-up call's
        route=route,
        epoch=epoch,
        restored=restored,
        placed=placed,
        prices=prices,
        grants=grants,
    )
