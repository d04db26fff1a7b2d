"""Ready-made values for the store's tests."""

from datetime import UTC, datetime, timedelta

from panda.call import Outcome
from panda.campaign import (
    CallResult,
    Campaign,
    DialIntent,
    Provider,
    Target,
    TargetStatus,
)
from panda.events import Heard
from panda.menu.memory import Trip
from panda.menu.menu import LineKind, RouteStep
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType, Question, Questionnaire

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)

QUESTIONS = Questionnaire(
    goal="schedule a cleaning",
    fields=(
        Question(name="price", type=FieldType.MONEY, ask="What does a cleaning cost?"),
    ),
)


def campaign(campaign_id="k1", *, minutes=0):
    return Campaign(
        campaign_id=campaign_id,
        title="Cleanings",
        questionnaire=QUESTIONS,
        attested=True,
        created_at=NOON + timedelta(minutes=minutes),
    )


def target(position=0, campaign_id="k1", **changes):
    return Target(
        target_id=f"{campaign_id}t{position}",
        campaign_id=campaign_id,
        position=position,
        provider=Provider(name=f"Office {position}", phone=f"+1217555010{position}"),
    ).model_copy(update=changes)


def intent(call_id="c1", position=0, campaign_id="k1", attempt=1, **changes):
    return DialIntent(
        call_id=call_id,
        campaign_id=campaign_id,
        target_id=f"{campaign_id}t{position}",
        number=f"+1217555010{position}",
        attempt=attempt,
        reserved_at=NOON,
    ).model_copy(update=changes)


def calling(position=0, attempts=1):
    return target(position, status=TargetStatus.CALLING, attempts=attempts)


def heard(seq, text="we are open", speaker="business"):
    return Heard(seq=seq, at_ms=seq * 100, speaker=speaker, text=text)


PRICE = Finding(field="price", value=120.0, quote="it is 120 dollars", at_ms=4200)


def result(call_id="c1", position=0, outcome=Outcome.COMPLETED, **changes):
    return CallResult(
        call_id=call_id,
        campaign_id="k1",
        target_id=f"k1t{position}",
        outcome=outcome,
        findings=(PRICE,) if outcome is Outcome.COMPLETED else (),
        started_at=NOON,
        ended_at=NOON + timedelta(seconds=90),
        answered_s=80.0,
        call_sid="CA1",
    ).model_copy(update=changes)


def trip(*keys, goal="schedule a cleaning", seen="a1", used=NOON, **more):
    """A trip that came to a person, pressing these keys."""
    values = {
        "number": "+12175550100",
        "goal": goal,
        "steps": tuple(
            RouteStep(fingerprint=f"{seen} menu {place}", keys=key)
            for place, key in enumerate(keys)
        ),
        "ended": LineKind.HUMAN,
        "seconds": 20.0,
        "used_at": used,
    }
    return Trip.model_validate(values | more)
