"""Whoever asks not to be called again is not, however the call ends after that."""

import pytest

from panda.call import Outcome
from panda.dispatch.salvage import Salvaged
from panda.events import OptedOut
from panda.functions.decisions import MarkDoNotCall
from panda.mailbox import End
from panda.session.commands import HangUp
from panda.session.inputs import Ordered, PhoneClosed, VoiceLost
from panda.testing.briefings import briefing
from panda.testing.clock import START
from panda.testing.player import SessionPlayer

PLEASE_NEVER = "Please take us off your list and don't call here again."


@pytest.fixture
def talk():
    """A call on which a person has picked up and been greeted."""
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    return call


def wishes(call):
    return [event for event in call.events if isinstance(event, OptedOut)]


def test_the_wish_is_in_the_log_before_we_say_goodbye(talk):
    talk.auto_play = False
    talk.callee_says(PLEASE_NEVER)
    assert len(wishes(talk)) == 1
    assert talk.result is None


def test_saying_it_twice_makes_one_goodbye(talk):
    talk.auto_play = False
    talk.callee_says(PLEASE_NEVER)
    spoken = len(talk.spoken)
    talk.callee_says(PLEASE_NEVER)
    assert len(wishes(talk)) == 1
    assert len(talk.spoken) == spoken


@pytest.mark.parametrize(
    "end",
    [PhoneClosed(stopped=True), VoiceLost(4, final=True), Ordered(End(reason="stop"))],
)
def test_however_the_call_ends_they_have_declined(talk, end):
    talk.auto_play = False
    talk.callee_says(PLEASE_NEVER)
    talk.feed(end)
    assert talk.result.outcome is Outcome.DECLINED


def test_who_says_it_as_the_first_thing_is_heard_too():
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Don't ever call this number again!")
    call.wait(6000)
    assert call.result.outcome is Outcome.DECLINED
    assert len(call.spoken) == 1, "no questions, only a goodbye"


def test_if_only_the_supervisor_noticed_we_say_goodbye_ourselves(talk):
    talk.callee_says("We would rather not be part of this in future.")
    talk.voice_asks()
    talk.supervisor_says("", decisions=[MarkDoNotCall()])
    assert wishes(talk)
    assert "sorry" in talk.spoken[-1].lower()
    assert talk.all(HangUp)
    assert talk.result.outcome is Outcome.DECLINED


def test_a_supervisor_that_noticed_too_late_still_ends_it(talk):
    talk.callee_says("We would rather not be part of this in future.")
    talk.voice_asks()
    talk.wait(2500)
    talk.supervisor_says("", decisions=[MarkDoNotCall()])
    talk.wait(1000)
    assert talk.result.outcome is Outcome.DECLINED


def test_the_wish_outlives_the_calls_actor(talk):
    talk.auto_play = False
    talk.callee_says(PLEASE_NEVER)
    log = tuple(event.model_dump_json() for event in talk.events)

    again = SessionPlayer(briefing(epoch=1, restored=log))
    assert again.session.record.opted_out

    salvaged = Salvaged(briefing(), talk.events, START)
    salvaged.end(Outcome.FAILED, "actor_lost")
    assert salvaged.result("CA1").outcome is Outcome.DECLINED
