"""Small values for tests of dialing."""

from datetime import UTC, datetime, timedelta

from panda.campaign import Campaign, DialIntent, IntentState, Limits, Provider, Target
from panda.research.questionnaire import FieldType, Question, Questionnaire

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

QUESTIONS = Questionnaire(
    goal="schedule a cleaning",
    fields=(Question(name="price", type=FieldType.MONEY, ask="What is the price?"),),
)


def campaign(campaign_id="a", *, priority=0, **limits):
    return Campaign(
        campaign_id=campaign_id,
        title=campaign_id,
        questionnaire=QUESTIONS,
        limits=Limits(**limits),
        attested=True,
        priority=priority,
        created_at=NOW,
    )


def target(position=0, campaign_id="a", *, phone="", **more):
    return Target(
        target_id=f"{campaign_id}-{position}",
        campaign_id=campaign_id,
        position=position,
        provider=Provider(
            name=f"Office {position}", phone=phone or f"+1217555{position:04}"
        ),
        **more,
    )


def intent(of, *, state=IntentState.ACCEPTED):
    return DialIntent(
        call_id=f"call-{of.target_id}",
        campaign_id=of.campaign_id,
        target_id=of.target_id,
        number=of.provider.phone,
        attempt=of.attempts + 1,
        state=state,
        reserved_at=NOW,
    )


def later(seconds):
    return NOW + timedelta(seconds=seconds)
