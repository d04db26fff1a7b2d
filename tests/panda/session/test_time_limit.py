"""The longest call ends politely, and loses nothing."""

import pytest

from panda.call import Outcome
from panda.campaign import Limits
from panda.events import Heard as HeardEvent
from panda.realtime.agent import FunctionResult, SpeechStarted
from panda.research.finding import Finding
from panda.session.commands import HangUp
from panda.session.inputs import UtterancePlayed
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

FOUND = [
    Finding(field="insurance", value=True, quote="Yes, we do.", at_ms=9000),
    Finding(field="price", value=120, quote="It's $120.", at_ms=15000),
]
GOODBYE = "I have to end the call here. Thank you for your help. Goodbye."


@pytest.fixture
def talk():
    """A call of at most two minutes on which a person was greeted."""
    call = SessionPlayer(briefing(limits=Limits(call_s=120)))
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    return call


def chat(call, until_s):
    """They talk on and on, a sentence every five seconds, until a certain second."""
    while until_s * 1000 - call.session.record.answer_ms(call.now_ms) > 6_000:
        call.callee_says("Well, you see, it is a long story.", ms=4000)
        call.wait(700)
    call.wait(until_s * 1000 - call.session.record.answer_ms(call.now_ms))


def test_before_the_time_is_up_we_say_goodbye_and_then_hang_up(talk):
    talk.auto_play = False
    chat(talk, until_s=99)
    assert GOODBYE not in talk.spoken

    talk.wait(2_000)
    assert talk.spoken[-1] == GOODBYE
    assert not talk.all(HangUp)

    said = [e for e in talk.events if isinstance(e, HeardEvent)]
    bye = next(e for e in reversed(said) if e.speaker == "agent")
    talk.feed(UtterancePlayed(bye.item))
    assert talk.all(HangUp)
    assert talk.result.outcome is Outcome.TIME_LIMIT
    assert talk.result.answered_s < 103


def test_we_do_not_speak_over_them_until_we_must(talk):
    chat(talk, until_s=95)
    talk.auto_play = False
    talk.feed(SpeechStarted(talk.now_ms, "on and on"))
    talk.wait(12_500)
    assert GOODBYE not in talk.spoken
    talk.wait(1_000)
    assert GOODBYE in talk.spoken
    talk.wait(20_000)
    assert talk.result.answered_s <= 121


def test_what_the_supervisor_still_says_is_taken_note_of_and_not_spoken(talk):
    chat(talk, until_s=98)
    talk.callee_says("It's $120, and yes, we do.", ms=800)
    talk.voice_asks()
    talk.auto_play = False
    talk.wait(1500)
    assert talk.spoken[-1] == GOODBYE, "the time is up while it thinks"

    talk.supervisor_says("And on Saturdays?", findings=FOUND)
    assert not talk.told(FunctionResult)[-1].speak
    talk.wait(13_000)
    assert talk.spoken[-1] == GOODBYE
    assert talk.result.findings == tuple(FOUND)
    assert talk.result.outcome is Outcome.COMPLETED


def test_nothing_is_said_after_the_goodbye_for_a_supervisor_that_is_late(talk):
    chat(talk, until_s=98)
    talk.callee_says("It's $120.", ms=800)
    talk.voice_asks()
    talk.auto_play = False
    talk.wait(5000)
    assert talk.spoken[-1] == GOODBYE
    assert [one.speak for one in talk.told(FunctionResult)] == [False]


def test_a_call_of_half_a_minute_is_not_all_goodbye():
    call = SessionPlayer(briefing(limits=Limits(call_s=30)))
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    chat(call, until_s=22)
    assert call.spoken[-1] != GOODBYE
    call.wait(9_000)
    assert call.spoken[-1] == GOODBYE
    assert call.result.outcome is Outcome.TIME_LIMIT
