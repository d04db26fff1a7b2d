"""A call put through to an operator's own telephone, in virtual time."""

import json

import pytest

from panda.call import CallState, Outcome
from panda.cost import PHONE_MINUTE, cost_usd
from panda.events import FloorGiven, FunctionCalled, TransferMoved
from panda.functions.decisions import TransferCall
from panda.mailbox import (
    End,
    Hold,
    LegNews,
    PressKeys,
    Resume,
    Speak,
    Transfer,
    UseFunction,
)
from panda.operator import wire
from panda.operator.lease import Seat, Talker
from panda.operator.phones import Phone, Phones
from panda.operator.ticket import Role
from panda.operator.transfer import RETURNING_MS, TAKING_MS, Stage
from panda.realtime.agent import Remember, StopAnswer
from panda.session.commands import (
    DropPhone,
    FetchCallee,
    GiveFloor,
    HangUp,
    LetHear,
    MoveCallee,
    Publish,
    Record,
    RingPhone,
    TellOperators,
)
from panda.session.inputs import (
    Began,
    CalleeStays,
    CutOff,
    LegRefused,
    OperatorAsked,
    OperatorCame,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    Ready,
    SupervisorAnswered,
    UtterancePlayed,
)
from panda.supervisor.consultation import Advice
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

GREETING = "Bright Dental, this is Amy, how can I help you?"
PHONES = Phones(
    [
        Phone(name="Ann", number="+12175550190"),
        Phone(name="desk", number="+12175550191"),
    ]
)
LEG = "CA2"
ANN = Seat(1, "Ann")
WORDS = "One moment, please. I will put you through to a colleague."
SORRY = "I am sorry, my colleague is not available."


class Line(SessionPlayer):
    """A call, and what becomes of the operator's telephone."""

    def ask(self, to="Ann", author="api"):
        self.feed(Ordered(Transfer(to=to, author=author)))

    def leg(self, news, reason="", transfer=1, sid=LEG):
        order = LegNews(transfer=transfer, call_sid=sid, news=news, reason=reason)
        self.feed(Ordered(order))

    def moves(self):
        """The callee's stream ends for the conference."""
        self.feed(PhoneClosed(stopped=True))
        self.feed(PhoneClosed(stopped=False))

    def comes_back(self):
        self.feed(PhoneOpened("CA1", "MZ2"))

    @property
    def state(self):
        return self.session.state

    @property
    def stage(self):
        return self.session.transfers.stage

    @property
    def stages(self):
        """The stages of the log, each once in a row."""
        found = [one.stage for one in self.events if isinstance(one, TransferMoved)]
        return [one for i, one in enumerate(found) if i == 0 or found[i - 1] != one]

    @property
    def reason(self):
        return self.session.record.transfer.reason

    @property
    def talker(self):
        return self.all(GiveFloor)[-1].talker


@pytest.fixture
def call():
    return Line(briefing(), phones=PHONES)


@pytest.fixture
def talk(call):
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    assert call.state is CallState.TALKING
    return call


@pytest.fixture
def ringing(talk):
    talk.ask()
    talk.leg("ringing")
    return talk


@pytest.fixture
def together(ringing):
    ringing.leg("taken")
    ringing.moves()
    assert ringing.state is CallState.TRANSFERRED
    return ringing


# --- asking --------------------------------------------------------------------------


def test_the_callee_hears_a_word_and_then_music_while_the_telephone_rings(talk):
    talk.ask()
    assert talk.all(RingPhone) == [RingPhone(1, "Ann")]
    assert talk.spoken[-1] == WORDS
    floors = [one.talker for one in talk.all(GiveFloor)]
    assert floors == [Talker.AI, Talker.MUSIC], "music once the words were heard"
    assert talk.state is CallState.TRANSFERRING
    assert talk.told(StopAnswer)
    assert talk.all(MoveCallee) == [], "they stay until somebody takes the call"


def test_what_the_ai_was_saying_is_cut_off_and_the_word_before_the_music_is_not():
    call = Line(briefing(), phones=PHONES, auto_play=False)
    call.answer()
    call.callee_says(GREETING)
    call.wait(500)
    call.ask()
    call.feed(CutOff("item2", 700))
    assert call.talker is Talker.AI
    call.feed(UtterancePlayed("item3"))
    assert call.talker is Talker.MUSIC


def test_music_does_not_wait_for_words_that_are_never_heard():
    call = Line(briefing(), phones=PHONES, auto_play=False)
    call.answer()
    call.callee_says(GREETING)
    call.wait(1500)
    call.ask()
    assert call.talker is Talker.AI
    call.wait(7_000)
    assert call.talker is Talker.MUSIC


@pytest.mark.parametrize("to", ["Eve", "+12175550190", "12175550190"])
def test_only_a_telephone_of_the_list_is_called_and_only_by_its_name(talk, to):
    talk.ask(to)
    assert talk.all(RingPhone) == []
    assert talk.state is CallState.TALKING


def test_nothing_is_put_through_before_somebody_answers(call):
    call.begin()
    call.ask()
    assert call.all(RingPhone) == []


def test_one_transfer_at_a_time(ringing):
    ringing.ask("desk")
    assert ringing.all(RingPhone) == [RingPhone(1, "Ann")]


# --- nobody takes it -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("busy", "busy"),
        ("no-answer", "no-answer"),
        ("failed", "failed"),
        ("completed", "declined"),
    ],
)
def test_a_telephone_that_does_not_take_the_call_gives_it_back_to_the_ai(
    ringing, word, reason
):
    ringing.leg("over", word)
    assert ringing.state is CallState.TALKING
    assert ringing.talker is Talker.AI
    assert ringing.spoken[-1].startswith(SORRY)
    assert ringing.spoken[-1].endswith("Do you accept Delta Dental?")
    assert (ringing.stage, ringing.reason) == (Stage.IDLE, reason)
    assert "could not take the call" in ringing.told(Remember)[-1].text


def test_nobody_waits_for_ever_for_a_telephone_of_which_nothing_is_heard(ringing):
    ringing.wait(TAKING_MS + 200)
    assert ringing.state is CallState.TALKING
    assert ringing.reason == "too_late"
    assert ringing.all(DropPhone) == [DropPhone(1, LEG)]


@pytest.mark.parametrize(("unsure", "reason"), [(False, "refused"), (True, "unsure")])
def test_a_telephone_that_cannot_be_dialled_gives_the_call_back_at_once(
    talk, unsure, reason
):
    talk.ask()
    talk.feed(LegRefused(1, unsure=unsure))
    assert talk.state is CallState.TALKING
    assert talk.reason == reason


def test_who_takes_the_call_too_late_is_hung_up_on(ringing):
    ringing.leg("over", "busy")
    before = len(ringing.all(DropPhone))
    ringing.leg("taken", sid="CA9")
    assert ringing.all(DropPhone)[before:] == [DropPhone(1, "CA9")]
    assert ringing.all(MoveCallee) == []


def test_a_transfer_can_be_called_off(ringing):
    ringing.feed(Ordered(Resume()))
    assert ringing.state is CallState.TALKING
    assert ringing.all(DropPhone) == [DropPhone(1, LEG)]


def test_an_operator_at_a_browser_may_call_it_off_and_a_viewer_may_not(ringing):
    for role, state in (
        (Role.VIEWER, CallState.TRANSFERRING),
        (Role.OPERATOR, CallState.TALKING),
    ):
        ringing.feed(OperatorAsked(ANN, role, wire.Resume()))
        assert ringing.state is state


def test_an_operator_who_has_the_call_moves_to_their_own_telephone(talk):
    talk.feed(OperatorCame(ANN, Role.OPERATOR))
    talk.feed(OperatorAsked(ANN, Role.OPERATOR, wire.TakeOver()))
    talk.feed(OperatorAsked(ANN, Role.OPERATOR, wire.Transfer(to="Ann")))
    assert talk.all(RingPhone) == [RingPhone(1, "Ann")]
    assert talk.state is CallState.TRANSFERRING
    assert talk.session.record.holder == "", "the floor is nobody's meanwhile"
    talk.wait(10_000)
    assert talk.state is CallState.TRANSFERRING, "nobody is missed at the browser"


@pytest.mark.parametrize(
    ("to", "role", "reason"),
    [("Eve", Role.OPERATOR, "unknown"), ("Ann", Role.VIEWER, "role")],
)
def test_a_transfer_that_is_not_done_is_refused_with_the_reason(talk, to, role, reason):
    talk.feed(OperatorAsked(ANN, role, wire.Transfer(to=to)))
    refused = talk.all(TellOperators)[-1].what
    assert (refused.what, refused.reason) == ("transfer", reason)
    assert talk.all(RingPhone) == []


def test_an_operator_at_a_browser_may_take_the_call_meanwhile(ringing):
    ringing.feed(OperatorCame(ANN, Role.OPERATOR))
    ringing.feed(OperatorAsked(ANN, Role.OPERATOR, wire.TakeOver()))
    assert ringing.state is CallState.TAKEN_OVER
    assert ringing.talker is Talker.OPERATOR
    assert ringing.all(DropPhone) == [DropPhone(1, LEG)]
    ringing.leg("over", "completed")
    assert ringing.state is CallState.TAKEN_OVER


def test_the_next_transfer_has_a_number_of_its_own(ringing):
    ringing.leg("over", "busy")
    ringing.ask("desk")
    assert ringing.all(RingPhone)[-1] == RingPhone(2, "desk")
    ringing.leg("over", "no-answer", transfer=1)
    assert ringing.state is CallState.TRANSFERRING, "that was the first"


# --- together ------------------------------------------------------------------------


def test_nobody_takes_the_call_over_while_the_callee_is_on_their_way(ringing):
    ringing.feed(OperatorCame(ANN, Role.OPERATOR))
    ringing.leg("taken")
    ringing.feed(OperatorAsked(ANN, Role.OPERATOR, wire.TakeOver()))
    told = ringing.all(TellOperators)[-1].what
    assert (told.what, told.reason) == ("take_over", "being_put_through")
    ringing.moves()
    assert (ringing.state, ringing.stage) == (CallState.TRANSFERRED, Stage.TOGETHER)
    assert not ringing.all(DropPhone)


def test_the_callee_moves_once_the_call_was_taken(ringing):
    ringing.leg("taken")
    assert ringing.all(MoveCallee) == [MoveCallee(1)]
    assert ringing.state is CallState.TRANSFERRING
    ringing.moves()
    assert ringing.state is CallState.TRANSFERRED
    assert ringing.all(LetHear)[-1] == LetHear(on=False)
    assert ringing.stages == [Stage.RINGING, Stage.MOVING, Stage.TOGETHER]


def test_consoles_are_told_that_the_callee_has_moved(together):
    told = [one.what for one in together.all(TellOperators)]
    floors = [one for one in told if isinstance(one, wire.FloorChanged)]
    assert floors[-1].state is CallState.TRANSFERRED


def test_who_talks_is_shown(together):
    snapshot = together.session.record.snapshot(together.now_ms)
    assert (snapshot.state, snapshot.operator) == (CallState.TRANSFERRED, "Ann")


def test_they_may_talk_for_as_long_as_the_call_may_last(together):
    together.wait(200_000)
    assert together.state is CallState.TRANSFERRED
    assert together.result is None


def test_the_longest_call_ends_all_the_same_and_both_telephones_with_it(together):
    together.wait(together.session.record.left_ms(together.now_ms) + 1_000)
    assert together.result.outcome is Outcome.TIME_LIMIT
    assert together.all(HangUp)
    assert together.all(DropPhone) == [DropPhone(1, LEG)]


def test_nothing_is_said_or_pressed_into_a_call_that_is_elsewhere(together):
    before = len(together.commands)
    for order in (Speak(text="Hello?"), PressKeys(digits="1"), Hold(), Resume()):
        together.feed(Ordered(order))
    assert together.state is CallState.TRANSFERRED
    done = together.commands[before:]
    assert {type(one) for one in done} <= {Record, Publish}
    reasons = [one.event.refused for one in done if isinstance(one, Record)]
    assert reasons == ["transferred"] * 4
    together.feed(OperatorCame(ANN, Role.OPERATOR))
    together.feed(OperatorAsked(ANN, Role.OPERATOR, wire.TakeOver()))
    refused = together.all(TellOperators)[-1].what
    assert (refused.what, refused.reason) == ("take_over", "transferred")


def test_a_callee_who_hangs_up_there_has_been_helped(together):
    together.wait(60_000)
    together.news("completed")
    assert (together.result.outcome, together.result.reason) == (
        Outcome.COMPLETED,
        "transferred",
    )


def test_who_ends_the_call_from_a_browser_has_dealt_with_it(together):
    together.feed(OperatorAsked(ANN, Role.OPERATOR, wire.End()))
    assert together.result.outcome is Outcome.COMPLETED


def test_ending_the_call_ends_the_operators_telephone(together):
    together.feed(Ordered(End()))
    assert together.all(DropPhone) == [DropPhone(1, LEG)]
    assert together.all(HangUp)


# --- back ----------------------------------------------------------------------------


def test_an_operator_who_hangs_up_at_once_leaves_the_callee_to_the_ai(together):
    together.wait(5_000)
    together.leg("over", "completed")
    together.comes_back()
    assert together.state is CallState.TALKING
    assert together.talker is Talker.AI
    assert together.spoken[-1].endswith("Do you accept Delta Dental?")
    about = together.told(Remember)[-1].text
    assert "talked with Ann on the telephone for 5 seconds" in about
    together.callee_says("Yes, we do.")
    together.voice_asks()
    together.wait(200)
    said = [line.text for line in together.asked.consultation.conversation]
    assert GREETING in said, "it goes on with what was said"


def test_after_a_talk_there_is_nothing_left_but_to_say_goodbye(together):
    together.wait(60_000)
    together.leg("over", "completed")
    together.comes_back()
    assert together.spoken[-1] == "Thank you. Goodbye."
    together.wait(5_000)
    assert together.result.outcome is Outcome.COMPLETED


def test_a_stream_that_is_here_says_as_much_as_a_report_that_was_lost(together):
    together.wait(5_000)
    together.comes_back()
    assert together.state is CallState.TALKING
    assert together.all(DropPhone) == [DropPhone(1, LEG)]


def test_a_callee_who_is_left_in_an_empty_conference_is_fetched(ringing):
    ringing.leg("taken")
    ringing.leg("over", "completed")
    ringing.moves()
    ringing.wait(RETURNING_MS + 200)
    ringing.wait(5_000)
    assert ringing.all(FetchCallee) == [FetchCallee(1)]
    ringing.comes_back()
    assert ringing.state is CallState.TALKING
    assert ringing.stages[-2:] == [Stage.RETURNING, Stage.IDLE]


def test_a_callee_who_never_comes_back_is_given_up(together):
    together.leg("over", "completed")
    together.wait(46_000)
    assert together.result.outcome is Outcome.FAILED
    assert together.result.reason == "stream_lost"


def test_a_callee_who_hung_up_as_well_is_not_waited_for(together):
    together.leg("over", "completed")
    together.wait(RETURNING_MS + 200)
    together.feed(CalleeStays(1))
    assert together.result.reason == "transferred"


def test_a_leg_that_does_not_move_stays_with_the_ai(ringing):
    ringing.leg("taken")
    ringing.feed(CalleeStays(1))
    assert ringing.state is CallState.TALKING
    assert ringing.all(DropPhone) == [DropPhone(1, LEG)]
    ringing.feed(PhoneClosed(stopped=True))
    assert ringing.result.outcome is Outcome.HUNG_UP, "a stop is a hang-up again"


# --- another actor -------------------------------------------------------------------


def restored(player):
    log = tuple(event.model_dump_json() for event in player.events)
    again = Line(briefing(epoch=1, restored=log), phones=PHONES)
    again.feed(Began())
    again.feed(Ready())
    return again


def test_a_call_whose_actor_dies_while_they_talk_waits_for_them(together):
    again = restored(together)
    again.wait(100_000)
    assert again.state is CallState.TRANSFERRED
    again.leg("over", "completed")
    again.comes_back()
    assert again.spoken[-1] == "Thank you. Goodbye."


def test_a_callee_who_was_on_the_way_back_is_fetched_by_the_next_actor(together):
    together.leg("over", "completed")
    again = restored(together)
    again.wait(RETURNING_MS + 200)
    assert again.all(FetchCallee) == [FetchCallee(1)]
    again.wait(46_000)
    assert again.result.outcome is Outcome.FAILED


def test_a_call_whose_actor_dies_while_it_rings_goes_on_with_the_ai(ringing):
    again = restored(ringing)
    again.comes_back()
    assert again.state is CallState.TALKING
    assert again.all(DropPhone) == [DropPhone(1, LEG)]


def test_epochs_only_ever_rise(together):
    together.comes_back()
    epochs = [one.epoch for one in together.events if isinstance(one, FloorGiven)]
    assert epochs == sorted(set(epochs))


# --- by a function -------------------------------------------------------------------


def test_a_supervisor_puts_a_person_through_who_insists(talk):
    talk.callee_says("I want to speak to a human.")
    talk.voice_asks()
    talk.wait(200)
    assert talk.asked.consultation.phones == ("Ann", "desk")
    talk.supervisor_says("Of course.", decisions=[TransferCall(to="Ann")])
    assert talk.all(RingPhone) == [RingPhone(1, "Ann")]
    assert talk.state is CallState.TRANSFERRING
    assert talk.session.record.transfer.author == "supervisor"


@pytest.mark.parametrize(
    ("to", "refused", "rings"),
    [("ann", "", ["Ann"]), ("+12175550123", "failed", []), ("Eve", "failed", [])],
)
def test_the_function_takes_a_name_of_ours_and_no_number(talk, to, refused, rings):
    order = UseFunction(
        request="u1",
        name="transferCall",
        arguments=json.dumps({"to": to}),
        author="Bo",
    )
    talk.feed(Ordered(order))
    (used,) = [one for one in talk.events if isinstance(one, FunctionCalled)]
    assert used.refused == refused
    assert [one.to for one in talk.all(RingPhone)] == rings


def test_a_supervisor_puts_nobody_through_who_is_elsewhere_already(together):
    before = len(together.all(RingPhone))
    advice = {"request": "late", "decisions": [TransferCall(to="desk")]}
    together.feed(SupervisorAnswered(Advice.model_validate(advice)))
    assert len(together.all(RingPhone)) == before


# --- what it costs -------------------------------------------------------------------


def phone_usd(call):
    """What the operator's telephone has cost, beside the rest of the call."""
    record = call.session.record
    alone = cost_usd(record.usage, call_s=record.answer_ms(call.now_ms) / 1000)
    return round(call.session.record.cost_usd(call.now_ms) - alone, 4)


def test_a_minute_on_the_telephone_counts_as_it_begins(together):
    assert phone_usd(together) == PHONE_MINUTE
    together.wait(70_000)
    assert phone_usd(together) == 2 * PHONE_MINUTE
    shown = together.session.record.snapshot(together.now_ms).cost_usd
    assert shown == together.session.record.cost_usd(together.now_ms)


def test_it_counts_no_further_once_it_has_been_hung_up(together):
    together.leg("over", "completed")
    together.comes_back()
    together.wait(120_000)
    assert phone_usd(together) == PHONE_MINUTE


@pytest.mark.parametrize("reason", ["busy", "no-answer", "failed", "canceled"])
def test_a_telephone_nobody_answered_costs_nothing(ringing, reason):
    ringing.wait(5_000)
    ringing.leg("over", reason)
    assert phone_usd(ringing) == 0


def test_one_who_answered_and_did_not_take_the_call_is_paid_for(ringing):
    ringing.leg("over", "completed")
    assert ringing.reason == "declined"
    assert phone_usd(ringing) == PHONE_MINUTE


def test_two_telephones_are_paid_for_each(ringing):
    ringing.leg("over", "completed")
    ringing.ask("desk")
    ringing.leg("ringing", transfer=2, sid="CA3")
    ringing.leg("over", "completed", transfer=2, sid="CA3")
    assert phone_usd(ringing) == 2 * PHONE_MINUTE


def test_the_result_has_it_and_a_new_actor_counts_the_same(together):
    together.wait(61_000)
    log = tuple(one.model_dump_json() for one in together.events)
    again = Line(briefing(epoch=1, restored=log), phones=PHONES)
    spent = phone_usd(together)
    assert spent == 2 * PHONE_MINUTE
    again.now_ms = together.now_ms
    assert phone_usd(again) == spent
    together.feed(Ordered(End()))
    assert together.result.cost_usd == together.session.record.cost_usd(together.now_ms)
