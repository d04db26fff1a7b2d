"""A call whose limits, questions, goal or features are changed while it runs."""

import pytest

from panda.call import Outcome
from panda.changed import Changed
from panda.changes import CallChange
from panda.features import Feature
from panda.mailbox import ChangeCall
from panda.people.question import PeopleQuestion
from panda.realtime.agent import Remember
from panda.session.inputs import Ordered
from panda.session.wording import PHRASES
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

HOURS = {"name": "hours", "type": "text", "ask": "When are you open?"}


@pytest.fixture
def talk():
    """A call on which a person has picked up and been greeted."""
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    return call


def change(call, *, of_campaign=False, version=1, **what):
    wanted = CallChange.model_validate({"version": version, "author": "Ann", **what})
    call.feed(Ordered(ChangeCall(change=wanted, of_campaign=of_campaign)))
    return [one.refused for one in call.events if isinstance(one, Changed)][-1]


def config(call):
    return call.session.record.snapshot(call.now_ms).config


def test_a_question_that_is_added_is_asked_by_the_next_advice(talk):
    assert change(talk, questions={"add": [HOURS]}) == ""
    assert talk.session.record.missing == ["insurance", "price", "hours"]
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    fields = talk.asked.consultation.questionnaire.fields
    assert [one.name for one in fields] == ["insurance", "price", "hours"]
    assert config(talk).version == 2


def test_of_two_changes_at_once_the_second_is_refused(talk):
    assert change(talk, questions={"add": [HOURS]}) == ""
    assert "changed meanwhile" in change(talk, questions={"remove": ["price"]})
    assert [one.name for one in config(talk).questions][1] == "price"
    assert change(talk, version=2, questions={"remove": ["price"]}) == ""


def test_a_call_can_be_made_shorter_and_ends_by_then(talk):
    assert "ends this call" in change(talk, call_s=1000)
    assert change(talk, call_s=60) == ""
    talk.wait(70_000)
    assert talk.result.outcome in {Outcome.TIME_LIMIT, Outcome.HUNG_UP}


def test_another_goal_is_told_to_the_voice(talk):
    change(talk, goal="schedule a check-up")
    assert talk.told(Remember)[-1].text == (
        "The purpose of the call is now: schedule a check-up."
    )


def test_what_its_campaign_changed_is_taken_whatever_the_version(talk):
    change(talk, questions={"add": [HOURS]})
    assert change(talk, of_campaign=True, questions={"remove": ["price"]}) == ""
    assert [one.name for one in config(talk).questions] == ["insurance", "hours"]


def test_a_feature_that_is_switched_off_is_off_and_stands_in_the_result(talk):
    change(talk, features={"company": False})
    talk.callee_says("Which one?")
    talk.voice_asks()
    talk.supervisor_says("A moment.", asks=[PeopleQuestion(ask="Which one?")])
    talk.wait(30_000)
    assert PHRASES["en"].company not in talk.spoken
    talk.news("completed")
    assert talk.result.features[Feature.COMPANY] is False
    assert talk.result.features[Feature.LENDING] is True


def test_a_call_in_another_actor_goes_by_what_was_changed(talk):
    change(talk, questions={"add": [HOURS]}, call_s=300)
    log = tuple(event.model_dump_json() for event in talk.events)
    again = SessionPlayer(briefing(epoch=1, restored=log, placed=True))
    assert config(again) == config(talk)


def test_where_menus_are_not_barged_into_a_certain_key_waits_for_their_end():
    def pressed_while_read(on):
        call = SessionPlayer(briefing())
        call.answer()
        change(call, features={"menu_barge_in": on})
        call.callee_says("For appointments, press 2. For billing,", ms=3000)
        early = call.pressed
        call.callee_says("press 1. For all else, press 3.", ms=3000)
        call.wait(5000)
        return early, call.pressed

    assert pressed_while_read(on=False) == ("", "2")
