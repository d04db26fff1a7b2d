"""What earlier calls have found out: of the same question the latest word counts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panda.call import Outcome
from panda.campaign import CallResult, Campaign
from panda.research.finding import Finding
from panda.research.known import carried
from panda.research.learned import known_facts
from panda.research.questionnaire import FieldType, Question, Questionnaire

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/Chicago"))


def asked(words, kind=FieldType.NUMBER, name="rooms"):
    question = Question(name=name, type=kind, ask=words)
    return Questionnaire(goal="a room", fields=(question,))


def said(days_ago, words, value, name="rooms", **more):
    """A call of so many days ago, on which that was answered."""
    at = NOW - timedelta(days=days_ago)
    key = f"{days_ago}-{name}"
    finding = Finding(field=name, value=value, quote="so many", at_ms=1000, **more)
    result = CallResult(
        call_id=f"call-{key}",
        campaign_id=f"campaign-{key}",
        target_id="t",
        outcome=Outcome.COMPLETED,
        findings=(finding,),
        started_at=at,
        ended_at=at,
    )
    campaign = Campaign(
        campaign_id=f"campaign-{key}",
        title="Rooms",
        questionnaire=asked(words, name=name),
        created_at=at,
    )
    return result, campaign


OLD = said(9, "How many rooms?", 3.0)
NEW = said(2, "how many  rooms", 5.0, name="number_of_rooms")


@pytest.mark.parametrize("calls", [(OLD, NEW), (NEW, OLD)])
def test_one_question_in_two_spellings_has_one_answer_the_latest(calls):
    (fact,) = known_facts(calls, NOW)
    assert fact.value == 5.0
    (taken,) = carried(asked("How many rooms?"), [fact], "mine", NOW)
    assert (taken.value, taken.question.name) == (5.0, "rooms")


def test_what_was_contradicted_under_another_spelling_is_not_known():
    doubtful = said(2, "how many rooms", 5.0, name="n", contradicts=True)
    assert known_facts([OLD, doubtful], NOW) == ()


def test_of_two_facts_the_latest_is_taken_over():
    both = [*known_facts([NEW], NOW), *known_facts([OLD], NOW)]
    (taken,) = carried(asked("How many rooms?"), both, "mine", NOW)
    assert taken.value == 5.0
