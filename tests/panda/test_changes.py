"""What may be changed of a campaign and of a call, and what is refused."""

import pytest
from pydantic import ValidationError

from panda.campaign import Campaign, CampaignStatus, Provider, Target, TargetStatus
from panda.changes import (
    VERSION,
    CallChange,
    CampaignChange,
    changed_briefing,
    changed_campaign,
    check_call,
    config_of,
    for_calls,
    raised,
)
from panda.errors import BadInput
from panda.features import Feature
from panda.testing.briefings import QUESTIONS, briefing
from panda.testing.clock import START

HOURS = {"name": "hours", "type": "text", "ask": "When are you open?"}


def campaign(**more):
    values = {
        "campaign_id": "c1",
        "title": "Dentists",
        "questionnaire": QUESTIONS,
        "created_at": START,
    }
    return Campaign.model_validate(values | more)


def change(kind=CampaignChange, version=1, **what):
    return kind.model_validate({"version": version, **what})


def names(form):
    return [one.name for one in form.fields]


def test_what_is_changed_is_changed_and_all_else_stays():
    before = campaign()
    after = changed_campaign(
        before,
        change(
            limits={"concurrency": 3, "budget_usd": 25},
            questions={"add": [HOURS], "remove": ["price"]},
            goal="schedule a check-up",
            priority=4,
            voice="cedar",
            features={"lending": 0.5},
        ),
    )
    assert (after.limits.concurrency, after.limits.budget_usd) == (3, 25)
    assert after.limits.attempts == before.limits.attempts
    assert names(after.questionnaire) == ["insurance", "hours"]
    assert after.questionnaire.goal == "schedule a check-up"
    assert after.questionnaire.caller == QUESTIONS.caller
    assert (after.priority, after.voice, after.version) == (4, "cedar", 2)
    assert after.features == {Feature.LENDING: 0.5}
    assert after.questionnaire.fields[1].type == "text"


def test_other_words_keep_the_type():
    after = changed_campaign(
        campaign(), change(questions={"reword": {"price": "What does it cost?"}})
    )
    price = after.questionnaire.question("price")
    assert (price.ask, price.type) == ("What does it cost?", "money")


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ({"version": 2, "priority": 1}, VERSION),
        ({"limits": {"concurrency": 0}}, "limits.concurrency"),
        ({"limits": {"call_s": 9999}}, "limits.call_s"),
        ({"questions": {"remove": ["insurance", "price"]}}, "questions"),
        ({"questions": {"remove": ["hours"]}}, "questions"),
        ({"questions": {"add": [{**HOURS, "name": "price"}]}}, "questions.add"),
        ({"questions": {"reword": {"price": ""}}}, "questions"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(what, where):
    with pytest.raises(BadInput) as refused:
        changed_campaign(campaign(), change(**what))
    assert refused.value.where == where
    assert refused.value.advice


def test_a_campaign_that_is_over_is_not_changed():
    with pytest.raises(BadInput, match="cancelled"):
        changed_campaign(campaign(status=CampaignStatus.CANCELLED), change(priority=1))


@pytest.mark.parametrize(
    "what", [{}, {"title": "New"}, {"voice": "a b"}, {"features": {"lending": 2}}]
)
def test_what_is_no_change_is_not_even_read(what):
    with pytest.raises(ValidationError):
        change(**what)


def test_only_calls_that_wait_have_a_place_in_the_queue():
    waiting, calling = (
        Target(
            target_id=name,
            campaign_id="c1",
            position=0,
            provider=Provider(name=name, phone="+12175550123"),
            status=status,
        )
        for name, status in (("a", TargetStatus.WAITING), ("b", TargetStatus.CALLING))
    )
    (moved,) = raised([waiting, calling], change(first={"a": 5}))
    assert moved.priority == 5
    for target_id, priority in (("b", 5), ("x", 5), ("a", 11)):
        with pytest.raises(BadInput, match=target_id):
            raised([waiting, calling], change(first={target_id: priority}))


def test_running_calls_take_questions_and_the_longest_wait_and_nothing_else():
    told = for_calls(
        change(questions={"add": [HOURS]}, limits={"hold_s": 60}, priority=2), 7
    )
    assert (told.version, told.hold_s, told.call_s) == (7, 60, None)
    assert for_calls(change(priority=2, voice="cedar"), 1) is None


def test_a_call_under_way_can_only_be_made_shorter():
    config = config_of(briefing())
    check_call(config, change(CallChange, call_s=300), 900)
    with pytest.raises(BadInput, match="ends this call"):
        check_call(config, change(CallChange, call_s=1200), 900)
    check_call(config, change(CallChange, call_s=1200), None)


def test_a_call_takes_of_its_campaigns_change_what_still_fits():
    brief = changed_briefing(briefing(), change(CallChange, questions={"add": [HOURS]}))
    again = changed_briefing(
        brief,
        change(
            CallChange,
            questions={"add": [HOURS], "remove": ["copay"]},
            features={"company": False},
        ),
    )
    assert names(again.questionnaire) == ["insurance", "price", "hours"]
    assert again.features[Feature.COMPANY] is False
    assert again.version == 3
