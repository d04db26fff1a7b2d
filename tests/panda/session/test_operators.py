"""Operators at a call: whisper, take over, hold, hand back, and go without a word."""

from datetime import UTC, datetime

import pytest

from panda.audio.sounds import Sound
from panda.call import CallState, Outcome
from panda.events import (
    FloorGiven,
    Found,
    FunctionCalled,
    Heard,
    Instructed,
    Interrupted,
    Noted,
    OptedOut,
    Pressed,
    describe,
)
from panda.functions.decisions import AddNote, EndCall, MarkDoNotCall, NoteOffer
from panda.mailbox import (
    End,
    Hold,
    Note,
    PressKeys,
    Resume,
    Speak,
    Transfer,
    UseFunction,
    Whisper,
)
from panda.operator import wire
from panda.operator.events import Directed
from panda.operator.lease import Seat, Talker
from panda.operator.ticket import Role
from panda.realtime.agent import (
    FunctionResult,
    Heard as Transcribed,
    Ready,
    Remember,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
    StopAnswer,
)
from panda.research.finding import Finding
from panda.session.commands import (
    Consult,
    GiveFloor,
    Record,
    RecordRoute,
    TellOperators,
)
from panda.session.inputs import (
    Began,
    CutOff,
    OperatorAsked,
    OperatorCame,
    OperatorLeft,
    OperatorSpoke,
    OperatorThere,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    SoundChanged,
    SupervisorAnswered,
    VoiceLost,
)
from panda.session.session import CallSession
from panda.supervisor.consultation import Advice
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

GREETING = "Bright Dental, this is Amy, how can I help you?"
ANN, BO, ANN_AGAIN = Seat(1, "Ann"), Seat(2, "Bo"), Seat(3, "Ann")


class Line(SessionPlayer):
    """A call with operators at it."""

    def come(self, seat, role=Role.OPERATOR):
        self.feed(OperatorCame(seat, role))

    def ask(self, seat, what, role=Role.OPERATOR):
        """An operator asks; returns what everybody is told."""
        before = len(self.all(TellOperators))
        self.feed(OperatorAsked(seat, role, what))
        return [told.what for told in self.all(TellOperators)[before:]]

    def beat(self, seat, seconds):
        """Time passes, and an operator gives signs of life."""
        for _ in range(seconds):
            self.wait(1000)
            self.feed(OperatorThere(seat))

    def told_all(self, kind):
        return [one.what for one in self.all(TellOperators) if type(one.what) is kind]

    @property
    def floor(self):
        """The latest floor given: who is heard, and its epoch."""
        last = self.all(GiveFloor)[-1]
        return last.talker, last.epoch

    @property
    def state(self):
        return self.session.state

    def suggest(self, words, **advice):
        """The supervisor answers the latest question."""
        request = self.asked.consultation.request
        answer = {"request": request, "next_response": words, **advice}
        self.feed(SupervisorAnswered(Advice.model_validate(answer)))


@pytest.fixture
def call():
    return Line(briefing())


@pytest.fixture
def talk(call):
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    call.come(ANN)
    call.come(BO)
    return call


@pytest.fixture
def taken(talk):
    talk.ask(ANN, wire.TakeOver())
    assert talk.state is CallState.TAKEN_OVER
    return talk


# --- coming in -----------------------------------------------------------------------


def test_who_comes_in_is_told_how_it_stands(talk):
    told = talk.all(TellOperators)[0]
    assert told.seat == ANN.number
    assert told.what == wire.Welcome(
        call_id="call1", operator="Ann", state=CallState.TALKING, epoch=0
    )


def test_nothing_is_taken_over_before_somebody_answers(call):
    call.begin()
    call.come(ANN)
    (refused,) = call.ask(ANN, wire.TakeOver())
    assert (refused.what, refused.reason) == ("take_over", "not_answered")


@pytest.mark.parametrize(
    "what",
    [wire.TakeOver(), wire.Whisper(text="x"), wire.End(), wire.Keys(digits="1")],
)
def test_a_viewer_only_listens(talk, what):
    (refused,) = talk.ask(ANN, what, Role.VIEWER)
    assert (refused.reason, refused.what) == ("role", what.type)
    assert talk.state is CallState.TALKING
    assert talk.pressed == ""


# --- whispering ----------------------------------------------------------------------


@pytest.mark.parametrize("way", ["wire", "api"])
def test_a_whisper_is_for_the_ai_and_its_senior_and_not_for_the_callee(talk, way):
    spoken = len(talk.spoken)
    if way == "wire":
        assert talk.ask(ANN, wire.Whisper(text="Ask about Saturday.")) == [
            wire.Done(what="whisper")
        ]
    else:
        talk.feed(Ordered(Whisper(text="Ask about Saturday.", author="Ann")))
    assert talk.events[-1] == Instructed(
        author="Ann",
        text="Ask about Saturday.",
        seq=talk.events[-1].seq,
        at_ms=talk.now_ms,
    )
    assert "Ask about Saturday." in talk.told(Remember)[-1].text
    assert len(talk.spoken) == spoken
    talk.callee_says("Yes, we do.")
    talk.voice_asks()
    talk.wait(200)
    assert talk.asked.consultation.instructions == ("Ask about Saturday.",)


def test_words_to_be_said_are_said_by_the_ai(talk):
    talk.ask(ANN, wire.Say(text="One question more."))
    assert talk.spoken[-1] == "One question more."


# --- taking over ---------------------------------------------------------------------


def test_a_takeover_silences_the_ai_and_is_told_to_all(talk):
    (floor,) = talk.ask(ANN, wire.TakeOver())[-1:]
    assert talk.floor == (Talker.OPERATOR, 1)
    assert floor == wire.FloorChanged(holder="Ann", epoch=1, state=CallState.TAKEN_OVER)
    assert talk.told(StopAnswer)
    assert talk.turns.turns.respond is False
    given = [event for event in talk.events if isinstance(event, FloorGiven)]
    assert [(one.talker, one.holder, one.epoch) for one in given] == [
        (Talker.OPERATOR, "Ann", 1)
    ]
    assert talk.session.record.snapshot(talk.now_ms).operator == "Ann"


def test_the_floor_is_given_before_anything_else_is_done(talk):
    commands = talk.feed(OperatorAsked(ANN, Role.OPERATOR, wire.TakeOver(comfort=True)))
    assert commands[0] == GiveFloor(Talker.OPERATOR, 1, tone=True)


def test_of_two_who_race_one_wins_and_the_other_hears_who(taken):
    (refused,) = taken.ask(BO, wire.TakeOver())
    assert refused == wire.Refused(what="take_over", reason="held", holder="Ann")
    for what in (wire.HandBack(), wire.Keys(digits="1"), wire.Hold(), wire.End()):
        assert taken.ask(BO, what)[0].reason == "held"
    assert taken.floor == (Talker.OPERATOR, 1)
    assert taken.state is CallState.TAKEN_OVER


def test_asking_again_for_what_one_has_changes_nothing(taken):
    (floor,) = taken.ask(ANN, wire.TakeOver())
    assert floor.epoch == 1
    assert len(taken.all(GiveFloor)) == 1


def test_what_was_heard_of_a_sentence_that_was_cut_off_is_known(talk):
    talk.auto_play = False
    talk.ask(ANN, wire.Say(text="Do you also have time on Saturday afternoon?"))
    item = next(e.item for e in reversed(talk.events) if isinstance(e, Heard))
    talk.ask(ANN, wire.TakeOver())
    talk.feed(CutOff(item, 1000))
    assert any(isinstance(event, Interrupted) for event in talk.events)
    line = talk.session.record.lines[-1]
    assert line.cut_off
    assert "Do you".startswith(line.text[:6])
    assert "afternoon" not in line.text


def test_an_open_question_of_the_voice_is_not_left_hanging(talk):
    talk.callee_says("Yes, we do.")
    talk.voice_asks("r7")
    talk.ask(ANN, wire.TakeOver())
    answer = talk.told(FunctionResult)[-1]
    assert (answer.request, answer.speak) == ("r7", False)


def test_what_the_voice_asks_late_is_answered_with_nothing(taken):
    taken.voice_asks("r8")
    answer = taken.told(FunctionResult)[-1]
    assert (answer.request, answer.speak) == ("r8", False)
    assert '"nextResponse": ""' in answer.output


# --- while an operator talks ---------------------------------------------------------


def test_both_sides_are_written_down_and_the_voice_is_told(taken):
    taken.feed(OperatorSpoke("o1", "Do you take Delta Dental?", taken.now_ms))
    taken.callee_says("Yes, we take Delta Dental.")
    lines = [(one.speaker, one.text) for one in taken.session.record.lines[-2:]]
    assert lines == [
        ("operator", "Do you take Delta Dental?"),
        ("business", "Yes, we take Delta Dental."),
    ]
    assert taken.told(Remember)[-1] == Remember(
        "assistant", "Do you take Delta Dental?"
    )


def test_findings_are_filled_in_and_the_next_line_is_suggested(taken):
    taken.suggest("Shall I ask on?")
    taken.feed(OperatorSpoke("o1", "Do you accept Delta Dental?", taken.now_ms))
    taken.callee_says("Yes, we take Delta Dental.")
    conversation = taken.asked.consultation.conversation
    assert [line.speaker for line in conversation[-2:]] == ["operator", "business"]
    finding = Finding(
        field="insurance", value=True, quote="Yes, we take Delta Dental.", at_ms=9000
    )
    spoken = len(taken.spoken)
    taken.suggest(
        "How much is a cleaning?",
        findings=[finding],
        decisions=[EndCall(reason="done")],
    )
    assert any(isinstance(event, Found) for event in taken.events)
    assert taken.told_all(wire.Suggestion)[-1].text == "How much is a cleaning?"
    assert len(taken.spoken) == spoken, "it is the operator's to say or not"
    assert taken.state is CallState.TAKEN_OVER


def test_what_the_supervisor_takes_down_beside_an_operator_is_kept(taken):
    slot = datetime(2026, 12, 1, 10, tzinfo=UTC)
    offer = NoteOffer(service="cleaning", slot=slot, quote="Tuesday at ten")
    taken.suggest("", decisions=[AddNote(text="They moved."), offer])
    assert [one.slot for one in taken.session.record.uses.offers] == [slot]
    assert [one.text for one in taken.events if isinstance(one, Noted)] == [
        "They moved."
    ]
    taken.callee_says("And no more of these, thank you.")
    taken.suggest("", decisions=[MarkDoNotCall()])
    assert taken.session.record.opted_out
    assert taken.state is CallState.TAKEN_OVER, "the operator ends the call"


def test_one_question_at_a_time_is_put_to_the_supervisor(taken):
    asked = len(taken.all(Consult))
    taken.callee_says("Well.")
    taken.callee_says("Let me see.")
    assert len(taken.all(Consult)) == asked, "the first is still out"
    taken.suggest("Take your time.")
    assert len(taken.all(Consult)) == asked + 1
    assert taken.told_all(wire.Suggestion) == [], "it was to what is past by now"


def test_who_wants_no_more_calls_is_heard_by_the_ai_as_well(taken):
    taken.callee_says("Please never call us again.")
    assert any(isinstance(event, OptedOut) for event in taken.events)
    taken.ask(ANN, wire.HandBack())
    taken.wait(3000)
    assert taken.result.outcome is Outcome.DECLINED


def test_keys_are_the_operators_to_press(taken):
    taken.ask(ANN, wire.Keys(digits="12"))
    assert taken.pressed == "12"


def test_the_ai_cannot_be_made_to_talk_over_the_operator(taken):
    assert taken.ask(ANN, wire.Say(text="Hello."))[0].reason == "floor"


def test_ending_a_call_one_has_taken_over_completes_it(taken):
    told = taken.ask(ANN, wire.End())
    assert told == [wire.Ended(outcome=Outcome.COMPLETED)]
    assert taken.result.outcome is Outcome.COMPLETED


def test_a_voice_that_is_lost_ends_no_talk_of_an_operators(taken):
    taken.feed(VoiceLost(4, final=True))
    taken.beat(ANN, 10)
    assert taken.state is CallState.TAKEN_OVER
    taken.ask(ANN, wire.HandBack())
    assert (taken.result.outcome, taken.result.reason) == (
        Outcome.FAILED,
        "voice_lost",
    )


# --- handing back --------------------------------------------------------------------


def test_the_ai_goes_on_with_what_is_still_open(taken):
    finding = Finding(
        field="insurance", value=True, quote="Yes, we take Delta Dental.", at_ms=9000
    )
    taken.feed(OperatorSpoke("o1", "Do you accept Delta Dental?", taken.now_ms))
    taken.callee_says("Yes, we take Delta Dental.")
    taken.suggest("")
    taken.suggest("Thank you.", findings=[finding])
    told = taken.ask(ANN, wire.HandBack(note="she is in a hurry"))
    assert taken.floor == (Talker.AI, 2)
    assert told[-1] == wire.FloorChanged(holder=None, epoch=2, state=CallState.TALKING)
    assert taken.state is CallState.TALKING
    assert taken.spoken[-1].endswith("How much is a cleaning without insurance?")
    assert "AI assistant" in taken.spoken[-1]
    assert "in a hurry" in taken.told(Remember)[-1].text
    assert taken.session.record.instructions == ["she is in a hurry"]
    assert taken.session.record.snapshot(taken.now_ms).operator == ""


def test_words_that_are_still_to_come_are_waited_for(taken):
    taken.suggest("")
    taken.feed(SpeechStarted(taken.now_ms, "c9"))
    taken.wait(800)
    taken.feed(SpeechStopped(taken.now_ms, "c9"))
    spoken = len(taken.spoken)
    (floor,) = taken.ask(ANN, wire.HandBack())
    assert floor == wire.FloorChanged(holder=None, epoch=2, state=CallState.TAKEN_OVER)
    taken.wait(500)
    assert len(taken.spoken) == spoken
    taken.feed(Transcribed("c9", "Yes, we take Delta Dental."))
    finding = Finding(
        field="insurance", value=True, quote="Yes, we take Delta Dental.", at_ms=9000
    )
    taken.suggest("", findings=[finding])
    taken.wait(100)
    assert taken.state is CallState.TALKING
    assert taken.spoken[-1].endswith("How much is a cleaning without insurance?")


def test_but_not_for_long(taken):
    taken.feed(SpeechStarted(taken.now_ms, "c9"))
    taken.ask(ANN, wire.HandBack())
    taken.wait(2700)
    assert taken.state is CallState.TALKING


def test_another_may_take_over_while_the_ai_waits(taken):
    taken.feed(SpeechStarted(taken.now_ms, "c9"))
    taken.ask(ANN, wire.HandBack())
    taken.ask(BO, wire.TakeOver())
    assert taken.floor == (Talker.OPERATOR, 3)
    taken.beat(BO, 5)
    assert taken.state is CallState.TAKEN_OVER


def test_only_the_holder_hands_back(talk):
    assert talk.ask(ANN, wire.HandBack())[0].reason == "not_yours"


def menu_of(call):
    call.answer()
    call.callee_says("Thank you for calling Bright Dental.")
    call.callee_says("For appointments, press 1. For billing, press 2.")
    call.wait(2500)
    call.come(ANN)
    assert call.state is CallState.NAVIGATING
    return call


def test_a_menu_goes_back_to_the_navigator_and_is_not_learned(call):
    menu_of(call)
    call.ask(ANN, wire.TakeOver())
    call.ask(ANN, wire.HandBack())
    assert call.state is CallState.NAVIGATING
    routes = len(call.all(RecordRoute))
    call.callee_says("For a new appointment, press 3. To cancel one, press 4.")
    call.wait(2500)
    call.keys_played()
    call.callee_says("Scheduling, this is Amy speaking, how can I help you?")
    call.wait(2000)
    assert call.state is CallState.TALKING
    assert len(call.all(RecordRoute)) == routes


def test_a_person_an_operator_has_reached_is_disclosed_to(call):
    menu_of(call)
    call.ask(ANN, wire.TakeOver())
    call.callee_says("Scheduling, this is Amy speaking, how can I help you?")
    call.beat(ANN, 2)
    call.suggest("")
    call.suggest("")
    call.ask(ANN, wire.HandBack())
    assert call.state is CallState.TALKING
    assert "automated AI assistant" in call.spoken[-1]


def test_a_queue_goes_back_to_waiting(call):
    call.answer()
    call.feed(SoundChanged(Sound.MUSIC))
    assert call.state is CallState.ON_HOLD
    call.come(ANN)
    call.ask(ANN, wire.TakeOver())
    call.ask(ANN, wire.HandBack())
    assert call.state is CallState.ON_HOLD


@pytest.mark.parametrize(
    ("said", "then", "state"),
    [
        ("Did you know that we are open on Sundays?", Sound.MUSIC, CallState.ON_HOLD),
        ("Garden furniture for less.", Sound.MUSIC, CallState.ON_HOLD),
        ("Ann speaking, how can I help?", Sound.SILENCE, CallState.TALKING),
    ],
)
def test_who_is_in_a_queue_is_told_under_an_operator_as_without(
    call, said, then, state
):
    call.answer()
    call.feed(SoundChanged(Sound.MUSIC))
    call.come(ANN)
    call.ask(ANN, wire.TakeOver())
    call.feed(SoundChanged(Sound.SPEECH))
    call.callee_says(said)
    call.feed(SoundChanged(then))
    call.beat(ANN, 5)
    call.ask(ANN, wire.HandBack())
    call.wait(4_000)
    assert call.state is state


# --- coming back before the old socket is missed -------------------------------------

RETURNING = wire.Heartbeat(returning=True)


def test_who_dials_again_at_once_is_heard_again_on_the_new_socket(taken):
    taken.come(ANN_AGAIN)
    assert not taken.told_all(wire.Welcome)[-1].resumed, "the old one seems there"
    assert taken.ask(ANN_AGAIN, RETURNING) == []
    taken.wait(2_100)
    told = taken.ask(ANN_AGAIN, RETURNING)
    assert told[0].resumed
    assert taken.floor == (Talker.OPERATOR, told[0].epoch)
    floor = taken.floor
    taken.feed(OperatorLeft(ANN))
    taken.beat(ANN_AGAIN, 10)
    assert taken.floor == floor
    assert taken.state is CallState.TAKEN_OVER


def test_who_was_missed_meanwhile_is_heard_again_too(taken):
    taken.come(ANN_AGAIN)
    taken.feed(OperatorLeft(ANN))
    assert taken.floor[0] is Talker.AI
    taken.ask(ANN_AGAIN, RETURNING)
    assert taken.floor[0] is Talker.OPERATOR


def test_music_they_asked_for_plays_on_while_they_come_back(taken):
    taken.ask(ANN, wire.Hold())
    taken.come(ANN_AGAIN)
    taken.wait(2_100)
    assert taken.ask(ANN_AGAIN, RETURNING)[0].resumed
    assert taken.floor[0] is Talker.MUSIC
    taken.ask(ANN_AGAIN, wire.Resume())
    assert taken.floor[0] is Talker.OPERATOR


@pytest.mark.parametrize(
    ("seat", "role", "what"),
    [
        (ANN_AGAIN, Role.OPERATOR, wire.Heartbeat()),
        (ANN_AGAIN, Role.VIEWER, RETURNING),
        (BO, Role.OPERATOR, RETURNING),
    ],
    ids=["a page that only listens", "a viewer", "somebody else"],
)
def test_nobody_else_has_the_floor_by_being_there(taken, seat, role, what):
    taken.come(ANN_AGAIN)
    taken.feed(OperatorLeft(ANN))
    taken.ask(seat, what, role)
    assert taken.floor[0] is Talker.AI


# --- hold ----------------------------------------------------------------------------


def test_hold_plays_music_and_resume_lets_the_same_operator_go_on(taken):
    told = taken.ask(ANN, wire.Hold())
    assert taken.floor == (Talker.MUSIC, 2)
    assert told[-1] == wire.FloorChanged(holder="Ann", epoch=2, state=CallState.HELD)
    taken.beat(ANN, 200)
    assert taken.state is CallState.HELD, "they are there: it is theirs to end"
    taken.ask(ANN, wire.Resume())
    assert taken.floor == (Talker.OPERATOR, 3)
    assert taken.state is CallState.TAKEN_OVER


def test_hold_by_the_api_ends_in_the_talk_it_broke_off(talk):
    talk.feed(Ordered(Hold(author="api")))
    assert talk.floor == (Talker.MUSIC, 1)
    assert talk.turns.turns.respond is False
    talk.feed(Ordered(Resume(author="api")))
    assert talk.floor == (Talker.AI, 2)
    assert talk.state is CallState.TALKING


# --- what comes by the API -----------------------------------------------------------


@pytest.mark.parametrize(
    "order",
    [
        Hold(author="api"),
        Resume(author="api"),
        PressKeys(digits="1", author="api"),
        Speak(text="Hello.", author="Bo"),
        Transfer(to="Ann", author="api"),
    ],
)
def test_nobody_gets_between_an_operator_and_the_callee_by_the_api(taken, order):
    before = len(taken.commands)
    taken.feed(Ordered(order))
    (written,) = [
        one.event for one in taken.commands[before:] if isinstance(one, Record)
    ]
    assert (written.what, written.author) == (order.kind, order.author)
    assert written.refused == "held"
    assert taken.floor == (Talker.OPERATOR, 1)
    assert taken.state is CallState.TAKEN_OVER


def test_a_missed_holder_keeps_their_grace_whatever_the_api_says(taken):
    taken.ask(ANN, wire.Hold())
    taken.feed(OperatorLeft(ANN))
    taken.feed(Ordered(Resume(author="api")))
    assert taken.events[-1].refused == "held"
    taken.come(ANN_AGAIN)
    assert taken.told_all(wire.Welcome)[-1].resumed


def test_who_has_the_floor_may_ask_by_the_api_as_well(taken):
    taken.feed(Ordered(Hold(author="Ann")))
    assert taken.floor == (Talker.MUSIC, 2)
    (asked,) = [one for one in taken.events if isinstance(one, Directed)]
    assert (asked.author, asked.refused) == ("Ann", "")


def test_whoever_runs_the_calls_can_end_each_and_is_named(taken):
    taken.feed(Ordered(End(author="Bo")))
    assert taken.result.outcome is Outcome.CANCELLED
    (asked,) = [one for one in taken.events if isinstance(one, Directed)]
    assert (asked.what, asked.author, asked.refused) == ("end", "Bo", "")


def test_an_end_that_nobody_in_person_wants_names_nobody(talk):
    talk.feed(Ordered(End(reason="shutdown")))
    assert not [one for one in talk.events if isinstance(one, Directed)]


def test_what_makes_no_sense_now_is_logged_with_its_reason(talk):
    for order, reason in (
        (Resume(author="api"), "no_music"),
        (Hold(author="api"), ""),
        (Hold(author="api"), "music"),
        (Speak(text="Hello.", author="api"), "floor"),
    ):
        talk.feed(Ordered(order))
        *_, asked = [one for one in talk.events if isinstance(one, Directed)]
        assert (asked.what, asked.refused) == (order.kind, reason)
    assert describe(asked) == "api asked: speak: not done (floor)"


def test_a_function_does_not_get_between_them_either(taken):
    for author, refused in (("Bo", "held"), ("Ann", "")):
        order = UseFunction(
            request=author, name="sendDigits", arguments='{"digits":"1"}', author=author
        )
        taken.feed(Ordered(order))
        *_, used = [one for one in taken.events if isinstance(one, FunctionCalled)]
        assert (used.author, used.refused) == (author, refused)
    assert [one.keys for one in taken.events if isinstance(one, Pressed)] == ["1"]


def test_nobody_is_kept_on_hold_for_ever(talk):
    talk.feed(Ordered(Hold(author="api")))
    talk.wait(121_000)
    assert talk.state is CallState.TALKING


def test_a_held_call_can_be_taken_over(talk):
    talk.feed(Ordered(Hold(author="api")))
    talk.ask(ANN, wire.TakeOver())
    assert talk.floor == (Talker.OPERATOR, 2)


# --- who goes without a word ---------------------------------------------------------


def test_a_lost_operator_is_covered_up_for_at_once_and_replaced_after_five_seconds(
    taken,
):
    spoken = len(taken.spoken)
    taken.feed(OperatorLeft(ANN))
    assert taken.spoken[spoken:] == ["One moment, please."]
    assert taken.floor == (Talker.AI, 2)
    assert taken.state is CallState.TAKEN_OVER
    taken.wait(4000)
    assert taken.state is CallState.TAKEN_OVER
    taken.wait(1000)
    assert taken.state is CallState.TALKING
    assert taken.floor == (Talker.AI, 3)


def test_an_operator_who_falls_silent_is_missed_after_three_seconds(taken):
    taken.beat(ANN, 10)
    spoken = len(taken.spoken)
    taken.wait(2900)
    assert len(taken.spoken) == spoken
    taken.wait(200)
    assert taken.spoken[spoken:] == ["One moment, please."]
    taken.wait(2000)
    assert taken.state is CallState.TALKING


def test_who_comes_back_in_time_goes_on(taken):
    taken.feed(OperatorLeft(ANN))
    taken.wait(2000)
    taken.come(ANN_AGAIN)
    welcome = taken.told_all(wire.Welcome)[-1]
    assert welcome.resumed
    assert (welcome.epoch, welcome.floor.holder) == (3, "Ann")
    assert taken.floor == (Talker.OPERATOR, 3)
    taken.beat(ANN_AGAIN, 10)
    assert taken.state is CallState.TAKEN_OVER


def test_a_sign_from_the_same_socket_brings_the_floor_back(taken):
    taken.wait(3200)
    assert taken.floor == (Talker.AI, 2)
    taken.feed(OperatorThere(ANN))
    assert taken.floor == (Talker.OPERATOR, 3)
    assert taken.told_all(wire.FloorChanged)[-1].epoch == 3


def test_one_who_was_missed_can_hand_back_at_once(taken):
    taken.wait(3200)
    told = taken.ask(ANN, wire.HandBack())
    assert not [one for one in told if isinstance(one, wire.Refused)]
    assert taken.state is CallState.TALKING
    assert taken.floor[0] is Talker.AI


def test_nobody_else_gets_the_floor_while_somebody_is_missed(taken):
    taken.feed(OperatorLeft(ANN))
    assert taken.ask(BO, wire.TakeOver())[0].reason == "held"
    taken.wait(5100)
    taken.ask(BO, wire.TakeOver())
    assert taken.told_all(wire.FloorChanged)[-1].holder == "Bo"


def lost(policy):
    call = Line(briefing())
    call.session = CallSession(briefing(), if_lost=policy)
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    call.come(ANN)
    call.ask(ANN, wire.TakeOver())
    call.feed(OperatorLeft(ANN))
    call.wait(5100)
    return call


def test_by_another_policy_music_plays_for_half_a_minute_first():
    call = lost("hold")
    assert call.state is CallState.HELD
    assert call.floor[0] is Talker.MUSIC
    call.wait(30_100)
    assert call.state is CallState.TALKING


def test_by_another_the_ai_says_goodbye():
    call = lost("end")
    assert "Goodbye" in call.spoken[-1]
    call.wait(1000)
    assert call.result.outcome is Outcome.CANCELLED


def test_who_is_lost_while_music_plays_is_replaced_as_well(taken):
    taken.ask(ANN, wire.Hold())
    spoken = len(taken.spoken)
    taken.feed(OperatorLeft(ANN))
    assert len(taken.spoken) == spoken, "the music says that we are there"
    taken.wait(5100)
    assert taken.state is CallState.TALKING


# --- when the call's own process dies ------------------------------------------------


def restored(call):
    log = tuple(event.model_dump_json() for event in call.events)
    again = Line(briefing(epoch=1, restored=log, placed=True))
    again.feed(Began())
    again.feed(Ready())
    return again


def test_a_call_that_was_taken_over_waits_for_its_operator_in_another_actor(taken):
    again = restored(taken)
    assert again.state is CallState.TAKEN_OVER
    again.feed(PhoneOpened("CA1", "MZ2"))
    assert again.floor == (Talker.AI, 2), "the epoch goes on"
    assert again.spoken[-1] == "One moment, please."
    again.come(ANN_AGAIN)
    assert again.floor == (Talker.OPERATOR, 3)
    again.beat(ANN_AGAIN, 10)
    assert again.state is CallState.TAKEN_OVER


def test_an_operator_who_is_back_before_the_line_is_keeps_the_floor(taken):
    again = restored(taken)
    again.come(ANN_AGAIN)
    again.feed(PhoneOpened("CA1", "MZ2"))
    assert again.floor[0] is Talker.OPERATOR
    assert again.spoken == []


def test_it_goes_on_by_itself_if_they_do_not_come(taken):
    again = restored(taken)
    again.feed(PhoneOpened("CA1", "MZ2"))
    again.wait(5100)
    assert again.state is CallState.TALKING


def test_a_call_that_was_held_by_an_operator_waits_for_them_in_another_actor(taken):
    taken.ask(ANN, wire.Hold())
    again = restored(taken)
    assert again.state is CallState.HELD
    again.feed(PhoneOpened("CA1", "MZ2"))
    again.wait(1000)
    assert (again.state, again.floor[0]) == (CallState.HELD, Talker.MUSIC)
    again.come(ANN_AGAIN)
    again.beat(ANN_AGAIN, 10)
    assert again.state is CallState.HELD


def test_a_held_call_plays_its_music_again(talk):
    talk.feed(Ordered(Hold(author="api")))
    again = restored(talk)
    again.feed(PhoneOpened("CA1", "MZ2"))
    assert again.floor[0] is Talker.MUSIC
    again.feed(Ordered(Resume(author="api")))
    assert again.state is CallState.TALKING


def test_a_stream_that_breaks_under_an_operator_comes_back_to_them(taken):
    taken.feed(PhoneClosed(stopped=False))
    taken.beat(ANN, 3)
    taken.feed(PhoneOpened("CA1", "MZ2"))
    assert taken.floor == (Talker.OPERATOR, 1)
    assert taken.state is CallState.TAKEN_OVER
    assert not taken.told(SpeakExactly)[1:], "nothing but the greeting was said"


def test_a_note_may_be_pinned_to_what_was_said_before(taken):
    taken.wait(5000)
    taken.feed(Ordered(Note(author="api", text="here", about_ms=1000)))
    taken.feed(Ordered(Note(author="api", text="now", about_ms=10**9)))
    notes = [one for one in taken.events if isinstance(one, Noted)]
    assert notes[0].pinned_ms == 1000 < notes[0].at_ms
    assert notes[1].pinned_ms == notes[1].at_ms, "nothing is pinned to what is to come"
