"""Nobody counts as told that an AI calls who has not heard it said to its end."""

import pytest

from panda.call import Outcome
from panda.compliance import discloses, farewell
from panda.events import Disclosed
from panda.realtime.agent import Answer, AnswerStarted, Ready, Said, SpeechStarted
from panda.session.inputs import CutOff, PhoneClosed, UtterancePlayed, VoiceLost
from panda.session.phases.disclosing import TIMES
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

GREETING = "Bright Dental, this is Amy, how can I help you?"


@pytest.fixture
def greeted():
    """A call on which the greeting is being said, and not heard yet."""
    call = SessionPlayer(briefing(), auto_play=False)
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    assert len(call.spoken) == 1
    return call


def disclosures(call):
    return [event for event in call.events if isinstance(event, Disclosed)]


def items(call):
    return [e.item for e in call.events if getattr(e, "speaker", "") == "agent"]


def test_only_the_greeting_discloses(greeted):
    greeted.feed(Said("free", "Hi! Could I ask you something?"))
    greeted.feed(UtterancePlayed("free"))
    assert not disclosures(greeted)

    greeted.feed(UtterancePlayed(items(greeted)[0]))
    assert len(disclosures(greeted)) == 1


def test_a_voice_that_is_lost_during_the_greeting_says_it_again(greeted):
    greeted.feed(VoiceLost(1))
    greeted.feed(CutOff(items(greeted)[0], 700))
    greeted.auto_play = True
    greeted.feed(Ready())

    assert greeted.told(Answer) == []
    assert len(greeted.spoken) == 2
    assert discloses(greeted.spoken[1], "Maria Lopez")
    assert len(disclosures(greeted)) == 1
    assert greeted.turns.turns.interruptible


class Mute(SessionPlayer):
    """A voice that takes orders and says none of them yet."""

    def _speak(self, text):
        pass


def test_a_greeting_the_lost_voice_had_not_begun_is_left_to_the_new_one():
    """It is asked for again when the session reopens: two would be heard."""
    call = Mute(briefing())
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    call.feed(VoiceLost(1))
    call.feed(Ready())
    assert len(call.spoken) == 1

    call.feed(AnswerStarted("a1"))
    call.feed(VoiceLost(1))
    call.feed(Ready())
    assert len(call.spoken) == 2


def test_a_voice_that_cannot_say_the_greeting_is_not_asked_for_ever():
    call = Mute(briefing())
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    for number in range(10):
        call.feed(AnswerStarted(f"a{number}"))
        call.feed(Said(f"i{number}", "Hi, may I ask you something?"))
        call.feed(UtterancePlayed(f"i{number}"))
    assert len(call.spoken) == TIMES
    assert not disclosures(call)


def test_who_is_silent_before_the_greeting_was_heard_gets_the_greeting(greeted):
    greeted.feed(SpeechStarted(greeted.now_ms, "hm"))
    greeted.feed(CutOff(items(greeted)[0], 700))
    greeted.wait(20_000)
    assert all(discloses(words, "Maria Lopez") for words in greeted.spoken)
    assert "Are you still there?" not in greeted.spoken


def test_a_farewell_is_no_disclosure(greeted):
    greeted.feed(CutOff(items(greeted)[0], 700))
    greeted.auto_play = True
    greeted.callee_says("Take us off your list and don't call here again.")
    greeted.wait(1000)
    assert greeted.result.outcome is Outcome.DECLINED
    assert not greeted.result.disclosed


def test_a_call_that_ends_during_the_greeting_has_not_disclosed(greeted):
    greeted.feed(PhoneClosed(stopped=True))
    assert not greeted.result.disclosed


OPENING = (
    "Hello, I'm an automated AI assistant calling for Maria Lopez; this call is "
    "transcribed. You can ask me to stop, or for a person. "
)
AS_HEARD = (
    "Hello. I am an automated A.I. assistant, calling for Maria Lopes. This call is "
    "transcribed. You can ask me to stop or for a person. Do you accept Delta Dental?"
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (OPENING, True),
        (OPENING + "I have two questions about a dental cleaning.", True),
        (AS_HEARD, True),
        (OPENING[:40], False),
        (OPENING.replace("an automated AI assistant", "a patient"), False),
        ("Hello, I'm calling for Maria Lopez. Do you accept Delta Dental?", False),
        ("Are you still there?", False),
        (farewell(), False),
        ("", False),
    ],
)
def test_words_disclose_if_they_are_the_opening_however_it_was_written_down(
    said, expected
):
    assert discloses(said, "Maria Lopez") is expected


def test_in_spanish_the_spanish_opening_discloses():
    said = (
        "Hola, soy un asistente automático de inteligencia artificial y llamo de parte "
        "de Maria Lopez; esta llamada se transcribe. Puede pedirme que pare, o hablar "
        "con una persona. ¿Aceptan Delta Dental?"
    )
    assert discloses(said, "Maria Lopez", "es")
    assert not discloses(said, "Maria Lopez", "en")
