"""What the supervisor sees of the talk: in order, and ours as far as it was heard."""

import pytest

from panda.insurance.finding import TermKind
from panda.mailbox import End
from panda.realtime.agent import (
    AnswerStarted,
    FunctionResult,
    Heard,
    Said,
    SpeechStarted,
    SpeechStopped,
)
from panda.session.inputs import CutOff, Ordered
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

QUESTION = "Thank you. How much is a cleaning without insurance?"


@pytest.fixture
def talk():
    """A call on which the first question was answered; we are about to ask on."""
    call = SessionPlayer(briefing(), auto_play=False)
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    call.callee_says("Unfortunately not.")
    return call


def lines(call):
    call.voice_asks()
    conversation = call.asked.consultation.conversation
    return [(line.speaker, line.text, line.cut_off) for line in conversation]


def begins(call, item="q"):
    call.feed(AnswerStarted(f"answer-{item}"))


def speaks(call, text, ms=0, item="q"):
    call.feed(Said(item, text, ms))


def hears(call, text, item="h"):
    call.feed(SpeechStopped(call.now_ms, item))
    call.feed(Heard(item, text))


def test_of_an_utterance_that_was_cut_off_only_what_was_heard_is_shown(talk):
    begins(talk)
    speaks(talk, QUESTION, ms=4000)
    talk.wait(1000)
    talk.feed(SpeechStarted(talk.now_ms, "h"))
    talk.feed(CutOff("q", 1000))
    hears(talk, "We do not take Delta Dental.")

    assert lines(talk)[-2:] == [
        ("agent", "Thank you.", True),
        ("business", "We do not take Delta Dental.", False),
    ]


def test_an_utterance_cut_off_before_its_words_are_known_is_treated_the_same(talk):
    begins(talk)
    talk.wait(1000)
    talk.feed(SpeechStarted(talk.now_ms, "h"))
    talk.feed(CutOff("q", 1000))
    speaks(talk, QUESTION, ms=4000)
    hears(talk, "We do not take Delta Dental.")

    assert lines(talk)[-2:] == [
        ("agent", "Thank you.", True),
        ("business", "We do not take Delta Dental.", False),
    ]


def test_where_its_length_is_not_known_the_usual_pace_is_assumed(talk):
    begins(talk)
    speaks(talk, QUESTION)
    talk.feed(CutOff("q", 1500))
    hears(talk, "Sorry?")
    assert lines(talk)[-2] == ("agent", "Thank you. How much is", True)


def test_of_what_was_cut_off_at_its_very_end_nothing_is_missing(talk):
    begins(talk)
    speaks(talk, QUESTION, ms=4000)
    talk.feed(CutOff("q", 4000))
    hears(talk, "It's $120.")
    assert lines(talk)[-2][1] == QUESTION


def test_words_begun_before_our_question_stand_before_it(talk):
    """The second half of an answer is transcribed while we ask on."""
    talk.feed(SpeechStarted(talk.now_ms, "h"))
    talk.wait(500)
    begins(talk)
    speaks(talk, QUESTION, ms=4000)
    talk.wait(500)
    hears(talk, "We do not take Delta Dental.")

    assert [text for _, text, _ in lines(talk)][-2:] == [
        "We do not take Delta Dental.",
        QUESTION,
    ]


def test_our_words_stand_where_we_began_them_not_where_they_were_complete(talk):
    begins(talk)
    talk.wait(800)
    talk.feed(SpeechStarted(talk.now_ms, "h"))
    speaks(talk, QUESTION, ms=4000)
    hears(talk, "It's $120.")
    assert [speaker for speaker, _, _ in lines(talk)][-2:] == ["agent", "business"]


def test_a_call_restored_from_its_log_shows_the_same_talk(talk):
    begins(talk)
    speaks(talk, QUESTION, ms=4000)
    talk.feed(CutOff("q", 1000))
    hears(talk, "We do not take Delta Dental.")
    log = tuple(event.model_dump_json() for event in talk.events)

    again = SessionPlayer(briefing(epoch=1, restored=log))

    assert again.session.record.lines == talk.session.record.lines


def test_a_supervisor_that_wants_silence_gets_it(talk):
    talk.voice_asks()
    before = len(talk.spoken)
    talk.supervisor_says("")
    assert talk.told(FunctionResult)[-1].speak is False
    assert len(talk.spoken) == before


def test_what_is_told_of_a_plan_besides_is_part_of_the_result(talk):
    talk.callee_says("With Cigna the copay for a cleaning is twenty dollars.")
    talk.feed(Ordered(End()))
    (one,) = talk.result.terms
    assert (one.term, one.value, one.payer) == (TermKind.COPAY, 20, "Cigna")
    said = next(line for line in talk.session.record.lines if line.text == one.quote)
    assert one.at_ms == said.at_ms
