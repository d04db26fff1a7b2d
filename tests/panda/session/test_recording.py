"""Who is on the line is told of a recording, or asked for it, before it begins."""

import pytest

from panda.audio.sounds import Sound
from panda.call import CallState
from panda.campaign import Limits
from panda.events import Disclosed, OptedOut
from panda.mailbox import LegNews, Transfer
from panda.operator.phones import Phone, Phones
from panda.private import Grant, PrivateField
from panda.realtime.agent import SpeechStarted
from panda.recording.consent import Consent
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold
from panda.recording.mode import Recording
from panda.session.inputs import (
    CutOff,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    SoundChanged,
    UtterancePlayed,
)
from panda.session.phases.silence import SILENCE_MS
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

GREETING = "Bright Dental, this is Amy, how can I help you?"
QUESTION = "Is it okay with you if I also record the sound of this call?"
FIRST = "Do you accept Delta Dental?"
NOTICE = "This call is transcribed and recorded."
PHONES = Phones([Phone(name="Ann", number="+12175550190")])


def of(call, kind):
    return [one for one in call.events if isinstance(one, kind)]


def stands(call):
    return call.session.record.consent


def greeted(record, **more):
    call = SessionPlayer(briefing(limits=Limits(record=record)), phones=PHONES, **more)
    call.answer()
    call.callee_says(GREETING)
    call.wait(1_500)
    assert call.session.state is CallState.TALKING
    return call


@pytest.fixture
def asked():
    """A call on which the question has been heard to its end."""
    return greeted(Recording.ASK)


@pytest.fixture
def told():
    return greeted(Recording.ANNOUNCE)


def test_the_question_comes_with_the_disclosure_and_alone(asked):
    assert "automated AI assistant" in asked.spoken[0]
    assert asked.spoken[0].endswith(QUESTION)
    assert FIRST not in asked.spoken[0]
    assert "recorded" not in asked.spoken[0]
    assert of(asked, Disclosed)
    assert of(asked, RecordingAsked)
    assert stands(asked) is Consent.ASKED


def test_a_yes_starts_it_and_is_evidence(asked):
    asked.callee_says("Sure, that's fine.")
    (answer,) = of(asked, RecordingAnswered)
    assert (answer.agreed, answer.quote) == (True, "Sure, that's fine.")
    line = asked.session.record.lines[-1]
    assert (line.text, line.at_ms) == (answer.quote, answer.answer_ms)
    assert stands(asked) is Consent.GIVEN


@pytest.mark.parametrize("words", ["No, I'd rather not.", "Please don't record me."])
def test_a_no_leaves_it_off_and_the_talk_goes_on(asked, words):
    asked.callee_says(words)
    asked.voice_asks()
    asked.supervisor_says(FIRST)
    assert stands(asked) is Consent.REFUSED
    assert not of(asked, OptedOut)
    assert asked.session.state is CallState.TALKING


def test_what_is_said_after_other_words_of_ours_is_no_answer(asked):
    asked.callee_says("Who did you say you are?")
    asked.voice_asks()
    asked.supervisor_says(f"An AI assistant. {FIRST}")
    asked.callee_says("Yes.")
    assert not of(asked, RecordingAnswered)
    assert stands(asked) is Consent.ASKED


def test_what_was_said_while_we_asked_is_no_answer():
    call = greeted(Recording.ASK, auto_play=False)
    item = [one.item for one in call.events if getattr(one, "item", "")][-1]
    call.callee_says("Yes, speaking.", ms=500)
    call.wait(1_000)
    call.feed(UtterancePlayed(item))
    assert stands(call) is Consent.ASKED
    call.callee_says("Okay.")
    assert stands(call) is Consent.GIVEN


def test_silence_is_no_answer_and_the_first_question_follows(asked):
    asked.wait(SILENCE_MS + 1_000)
    assert asked.spoken[-1] == FIRST
    asked.callee_says("Yes.")
    assert stands(asked) is Consent.ASKED


def test_a_question_that_was_cut_off_is_not_put():
    call = greeted(Recording.ASK, auto_play=False)
    item = [one.item for one in call.events if getattr(one, "item", "")][-1]
    call.feed(SpeechStarted(call.now_ms, "theirs"))
    call.feed(CutOff(item, 900))
    assert not of(call, RecordingAsked)
    assert stands(call) is Consent.UNTOLD


def waits(call):
    """They put us on hold, and somebody comes back."""
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(5_000)
    assert call.session.state is CallState.ON_HOLD
    assert stands(call) is Consent.UNTOLD
    call.feed(SoundChanged(Sound.SPEECH))
    call.callee_says("Hello, this is Ann, how can I help?")
    assert call.session.state is CallState.TALKING


def test_after_a_hold_whoever_comes_is_told_anew_and_it_goes_on(told):
    assert stands(told) is Consent.GIVEN
    waits(told)
    again, notice = "Hello, this is the automated AI assistant.", NOTICE
    assert told.spoken[-1] == f"{again} {notice} {FIRST}"
    assert len(of(told, RecordingTold)) == 2
    assert stands(told) is Consent.GIVEN


def test_after_a_hold_whoever_comes_is_asked_anew(asked):
    asked.callee_says("Yes, of course.")
    waits(asked)
    assert asked.spoken[-1].endswith(QUESTION)
    assert stands(asked) is Consent.ASKED
    asked.callee_says("Okay.")
    assert [one.agreed for one in of(asked, RecordingAnswered)] == [True, True]
    assert stands(asked) is Consent.GIVEN


def test_who_has_said_no_is_not_asked_again(asked):
    asked.callee_says("No, please.")
    asked.feed(SoundChanged(Sound.MUSIC))
    asked.wait(5_000)
    asked.feed(SoundChanged(Sound.SPEECH))
    asked.callee_says("Hello, are you still there?")
    assert asked.spoken[-1].endswith(FIRST)
    assert QUESTION not in asked.spoken[-1]


def test_after_a_transfer_came_back_they_are_told_anew(told):
    told.feed(Ordered(Transfer(to="Ann", author="api")))
    told.wait(1_000)
    order = LegNews(transfer=1, call_sid="CA2", news="taken")
    told.feed(Ordered(order))
    told.feed(PhoneClosed(stopped=True))
    assert told.session.state is CallState.TRANSFERRED
    assert stands(told) is Consent.UNTOLD
    told.feed(Ordered(LegNews(transfer=1, call_sid="CA2", news="over")))
    told.feed(PhoneOpened("CA1", "MZ2"))
    assert told.session.state is CallState.TALKING
    assert NOTICE in told.spoken[-1]
    assert stands(told) is Consent.GIVEN


def test_a_transfer_nobody_took_leaves_the_same_person_on_the_line(told):
    told.feed(Ordered(Transfer(to="Ann", author="api")))
    told.feed(Ordered(LegNews(transfer=1, call_sid="CA2", news="over", reason="busy")))
    assert NOTICE not in told.spoken[-1]
    assert stands(told) is Consent.GIVEN


def test_a_new_actor_of_the_call_comes_to_the_same_answer(asked):
    asked.callee_says("Yes, that's fine.")
    log = tuple(one.model_dump_json() for one in asked.events)
    limits = Limits(record=Recording.ASK)
    again = SessionPlayer(briefing(limits=limits, epoch=1, restored=log))
    assert stands(again) is Consent.GIVEN


@pytest.mark.parametrize("record", [Recording.ASK, Recording.AS_NEEDED])
def test_nobody_is_asked_where_private_data_may_be_said(record):
    grant = Grant(field=PrivateField.MEMBER_ID, purpose="a cleaning", consent="by mail")
    call = SessionPlayer(briefing(limits=Limits(record=record), grants=(grant,)))
    call.answer()
    call.callee_says(GREETING)
    call.wait(1_500)
    assert QUESTION not in call.spoken[0]
    assert FIRST in call.spoken[0]


def test_without_a_recording_nobody_hears_of_one():
    call = greeted(Recording.OFF)
    waits(call)
    assert not any("record" in words for words in call.spoken)
