"""When the supervisor is late, silent, or has come to the end."""

import pytest

from panda.call import CallState, Outcome
from panda.events import Found, Heard as HeardEvent
from panda.functions.decisions import EndCall
from panda.realtime.agent import FunctionResult, Said, SpeechStarted, SpeechStopped
from panda.research.finding import Finding
from panda.session.commands import HangUp
from panda.session.inputs import (
    CutOff,
    SupervisorAnswered,
    SupervisorFailed,
    UtterancePlayed,
)
from panda.session.phases.supervision import MISSES
from panda.supervisor.consultation import Advice
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

INSURANCE = Finding(
    field="insurance", value=True, quote="Yes, we take Delta Dental.", at_ms=9000
)
PRICE = Finding(field="price", value=120, quote="It's $120.", at_ms=15000)


@pytest.fixture
def talk():
    """A call on which a person has picked up and been greeted."""
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    assert call.session.state is CallState.TALKING
    return call


def test_what_is_advised_while_they_speak_is_not_said_over_their_words(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.feed(SpeechStarted(talk.now_ms, "more"))
    talk.supervisor_says("Great. How much is a cleaning?", findings=[INSURANCE])

    assert talk.told(FunctionResult)[-1].speak is False
    assert [e.finding for e in talk.events if isinstance(e, Found)] == [INSURANCE]

    talk.feed(SpeechStopped(talk.now_ms, "more"))
    talk.voice_asks("r2")
    talk.wait(1000)
    assert "Great. How much is a cleaning?" not in talk.spoken, "it is asked anew"


def test_but_it_is_when_they_have_only_coughed(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.feed(SpeechStarted(talk.now_ms, "cough"))
    talk.supervisor_says("Great. How much is a cleaning?", findings=[INSURANCE])
    talk.feed(SpeechStopped(talk.now_ms, "cough"))
    talk.wait(1500)
    assert talk.spoken[-1] == "Great. How much is a cleaning?"
    talk.wait(1500)
    assert talk.spoken.count("Great. How much is a cleaning?") == 1


def test_the_supervisor_is_given_less_time_than_we_have_patience(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    given_ms = talk.asked.consultation.deadline_ms
    talk.wait(given_ms + 100)
    talk.supervisor_says("How much is a cleaning?", findings=[INSURANCE])
    assert "How much is a cleaning?" in talk.told(FunctionResult)[-1].output


def test_without_a_supervisor_nothing_is_asked_that_a_late_one_found_out(talk):
    talk.callee_says("Yes, we take Delta Dental.")
    talk.voice_asks()
    talk.wait(2100)
    assert "once more" in talk.told(FunctionResult)[-1].output
    talk.supervisor_says("Too late.", findings=[INSURANCE])

    talk.callee_says("I said yes, we take Delta Dental.")
    talk.voice_asks("r2")
    talk.wait(2100)

    words = talk.told(FunctionResult)[-1].output
    assert "once more" not in words
    assert "How much is a cleaning without insurance?" in words


def test_without_one_a_call_that_has_all_its_answers_is_ended(talk):
    talk.callee_says("Yes, we take Delta Dental. A cleaning is $120.")
    talk.voice_asks()
    talk.wait(2100)
    talk.supervisor_says(
        "Too late.", findings=[INSURANCE, PRICE], decisions=[EndCall(reason="done")]
    )
    talk.callee_says("I said yes, and $120.")
    talk.voice_asks("r2")
    talk.wait(2100)

    assert "Goodbye" in talk.told(FunctionResult)[-1].output
    talk.feed(Said("bye", "Goodbye."))
    talk.feed(UtterancePlayed("bye"))
    assert talk.result.outcome is Outcome.COMPLETED


def test_nobody_is_asked_to_repeat_themselves_for_ever(talk):
    for number in range(MISSES):
        talk.callee_says("Yes, we take Delta Dental.")
        talk.voice_asks(f"r{number}")
        talk.feed(SupervisorFailed(f"r{number}"))
    assert "Goodbye" in talk.told(FunctionResult)[-1].output
    talk.feed(Said("bye", "Goodbye."))
    talk.feed(UtterancePlayed("bye"))
    assert talk.result.outcome is Outcome.FAILED


def test_a_filler_that_is_still_played_is_not_taken_for_the_goodbye(talk):
    talk.callee_says("It's $120.")
    talk.voice_asks()
    talk.auto_play = False
    talk.wait(800)
    assert talk.spoken[-1] == "One moment, please."
    filler = [e for e in talk.events if isinstance(e, HeardEvent)][-1]
    answered = Advice(
        request="r1",
        next_response="Thank you, goodbye.",
        decisions=[EndCall(reason="done")],
    )
    talk.feed(SupervisorAnswered(answered))

    talk.feed(UtterancePlayed(filler.item))
    assert not talk.all(HangUp)

    talk.feed(Said("bye", "Thank you, goodbye."))
    talk.feed(UtterancePlayed("bye"))
    assert talk.all(HangUp)


def test_a_goodbye_that_is_cut_off_is_said_again_when_they_have_finished(talk):
    talk.auto_play = False
    talk.callee_says("It's $120. I can see you on Friday.")
    talk.voice_asks()
    talk.supervisor_says(
        "Thank you, goodbye.", findings=[PRICE], decisions=[EndCall(reason="done")]
    )
    last = [e for e in talk.events if isinstance(e, HeardEvent)][-1]
    talk.feed(SpeechStarted(talk.now_ms, "more"))
    talk.feed(CutOff(last.item, 400))
    talk.wait(1500)
    assert talk.spoken[-1] != "Thank you. Goodbye.", "they still speak"

    talk.feed(SpeechStopped(talk.now_ms, "more"))
    talk.wait(1500)
    assert talk.spoken[-1] == "Thank you. Goodbye."
    assert talk.turns.turns.interruptible is False
    assert not talk.all(HangUp)

    last = [e for e in talk.events if isinstance(e, HeardEvent)][-1]
    talk.feed(UtterancePlayed(last.item))
    assert talk.all(HangUp)
