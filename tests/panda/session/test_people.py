"""A call that asks the people it is made for, and one that needs a person."""

import pytest

from panda.call import CallState
from panda.events import Advised, FunctionCalled
from panda.mailbox import AnswerPeople, Attended, Whisper
from panda.people.events import (
    NeedMet,
    PeopleAnswered,
    PeopleAsked,
    PersonNeeded,
)
from panda.people.need import Need, Relief
from panda.people.question import AnswerKind, PeopleQuestion
from panda.private import Grant, PrivateField
from panda.realtime.agent import FunctionResult, Ready, Remember
from panda.session.commands import Entrust, PlayEntry, TellVoice
from panda.session.inputs import (
    Began,
    Ordered,
    PhoneOpened,
    SupervisorFailed,
    VoiceLost,
)
from panda.session.phases.silence import COMPANY_MS
from panda.session.wording import PHRASES
from panda.supervisor.consultation import UsedFunction
from panda.testing.briefings import QUESTIONS, briefing
from panda.testing.player import SessionPlayer

WORDS = PHRASES["en"]
WHICH = PeopleQuestion(
    ask="Tuesday at ten or Thursday at two?",
    kind=AnswerKind.CHOICE,
    choices=("Tuesday at ten", "Thursday at two"),
    timeout_s=30,
)
FINDING_OUT = "One moment, I will find that out."


@pytest.fixture
def talk():
    """A call on which a person has picked up and been greeted."""
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    assert call.session.state is CallState.TALKING
    return call


@pytest.fixture
def asked(talk):
    """The same, when its supervisor has asked which of two times to take."""
    talk.callee_says("I have Tuesday at ten or Thursday at two. Which one?")
    talk.voice_asks()
    talk.supervisor_says(FINDING_OUT, asks=[WHICH])
    return talk


def answer(call, text, question_id="q1", **more):
    order = AnswerPeople(question_id=question_id, answer=text, author="Ann", **more)
    call.feed(Ordered(order))


def of(call, kind):
    return [event for event in call.events if isinstance(event, kind)]


def go_on(call, since, ms=3000):
    """Let time pass until the supervisor is asked anew."""
    for _ in range(ms // 100):
        call.wait(100)
        if call.asked.consultation.request != since:
            return
    pytest.fail("the supervisor was not asked")


def shown(call):
    return call.session.record.snapshot(call.now_ms)


def test_a_question_is_shown_until_it_is_answered_and_the_ai_goes_on_by_it(asked):
    seen = shown(asked)
    assert [one.question for one in seen.questions] == [WHICH]
    assert (seen.questions[0].due_at - seen.questions[0].asked_at).seconds == 30
    assert seen.needs == (Need.QUESTION,)
    assert seen.needs_person

    answer(asked, "thursday at two")
    assert shown(asked).questions == ()
    assert not shown(asked).needs_person
    told = asked.told(Remember)[-1]
    assert told.role == "system"
    assert told.text.endswith("They answered: Thursday at two")

    asked.wait(2000)
    consultation = asked.asked.consultation
    assert consultation.instructions[-1] == told.text
    assert consultation.asked_people == ()
    results = len(asked.told(FunctionResult))
    asked.supervisor_says("Thursday at two, please.")
    assert asked.spoken[-1] == "Thursday at two, please."
    assert len(asked.told(FunctionResult)) == results, "no voice had asked"


def test_meanwhile_the_person_is_kept_company_and_not_asked_whether_they_are_there(
    asked,
):
    asked.wait(2 * COMPANY_MS + 3000)
    assert asked.spoken.count(WORDS.company) == 2
    assert WORDS.silence not in asked.spoken
    assert asked.result is None


def test_if_nobody_answers_the_ai_is_told_so_and_goes_on(asked):
    asked.wait(WHICH.timeout_s * 1000 - 5000)
    go_on(asked, "r1", ms=8000)
    (ended,) = of(asked, PeopleAnswered)
    assert (ended.how, ended.answer) == ("timed_out", "")
    (seen,) = shown(asked).ended_questions
    assert (seen.question, seen.how, seen.answer) == (WHICH, "timed_out", "")
    assert seen.ended_at >= seen.due_at
    assert "check and call back" in asked.asked.consultation.instructions[-1]
    asked.supervisor_says("I will have to check that and call back.")
    assert asked.spoken[-1] == "I will have to check that and call back."
    assert not shown(asked).needs_person

    answer(asked, "Thursday at two")
    assert of(asked, PeopleAnswered) == [ended], "too late"


def test_if_nobody_answers_a_default_is_taken(talk):
    talk.callee_says("Which one?")
    talk.voice_asks()
    talk.supervisor_says(
        FINDING_OUT,
        asks=[WHICH.model_copy(update={"default": "Tuesday at ten"})],
    )
    talk.wait(WHICH.timeout_s * 1000 + 3000)
    assert of(talk, PeopleAnswered)[0].answer == "Tuesday at ten"
    assert talk.asked.consultation.instructions[-1].endswith(
        "take it that: Tuesday at ten"
    )


def test_a_supervisor_that_fails_then_is_asked_again(asked):
    answer(asked, "Tuesday at ten")
    asked.wait(2000)
    first = asked.asked.consultation.request
    asked.feed(SupervisorFailed(first))
    assert asked.spoken[-1] == WORDS.company
    go_on(asked, first)
    asked.supervisor_says("Tuesday at ten, please.")
    assert asked.spoken[-1] == "Tuesday at ten, please."


def test_what_the_person_says_meanwhile_is_not_talked_over_by_the_answer(asked):
    answer(asked, "Tuesday at ten")
    asked.callee_says("Hello? Are you there?")
    asked.voice_asks("r2")
    assert "They answered" in asked.asked.consultation.instructions[-1]
    asked.supervisor_says("Tuesday at ten, please.")
    before = len(asked.commands)
    asked.wait(3000)
    consulted = [type(one).__name__ for one in asked.commands[before:]]
    assert "Consult" not in consulted, "the voice's own question had the answer"


def test_an_answer_that_does_not_fit_or_fits_nothing_changes_nothing(asked):
    answer(asked, "Friday")
    answer(asked, "Tuesday at ten", question_id="q7")
    assert of(asked, PeopleAnswered) == []
    assert len(shown(asked).questions) == 1


def test_the_same_is_not_asked_twice_and_not_too_much_at_once(asked):
    more = [PeopleQuestion(ask=f"And number {n}?") for n in range(5)]
    asked.callee_says("Well?")
    asked.voice_asks("r2")
    asked.supervisor_says("A moment.", asks=[WHICH, *more])
    assert [one.question.ask for one in shown(asked).questions] == [
        WHICH.ask,
        "And number 0?",
        "And number 1?",
    ]


def test_a_call_that_ends_withdraws_its_questions(asked):
    asked.news("completed")
    assert asked.result is not None
    assert of(asked, PeopleAnswered)[0].how == "withdrawn"
    assert shown(asked).questions == ()
    assert [one.how for one in shown(asked).ended_questions] == ["withdrawn"]
    assert not shown(asked).needs_person


def test_a_call_in_another_actor_knows_what_is_open(asked):
    log = tuple(event.model_dump_json() for event in asked.events)
    again = SessionPlayer(briefing(epoch=1, restored=log, placed=True))
    seen = shown(again)
    assert [one.question for one in seen.questions] == [WHICH]
    assert seen.needs == (Need.QUESTION,)
    answer(again, "Tuesday at ten")
    assert "They answered: Tuesday at ten" in again.session.record.instructions[-1]


ENTER_ID = "Please enter your member ID, followed by the pound key."


def at_the_entry(*grants):
    """A call to a machine that asks for a member id which nobody gave us."""
    call = SessionPlayer(briefing(grants=grants))
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4000)
    call.wait(2000)
    call.keys_played()
    call.callee_says(ENTER_ID, ms=3000)
    call.wait(1500)
    return call


def test_a_private_answer_is_in_no_log_and_told_to_no_model():
    grant = Grant(
        field=PrivateField.MEMBER_ID,
        consent="Maria Lopez agreed",
        purpose=QUESTIONS.goal,
        machine=True,
    )
    call = at_the_entry(grant)
    (asked,) = of(call, PeopleAsked)
    assert asked.question.field is PrivateField.MEMBER_ID

    answer(call, "", sealed="sealed-value")
    (given,) = call.all(Entrust)
    assert (given.field, given.sealed) == (PrivateField.MEMBER_ID, "sealed-value")
    provider = call.session.record.briefing.provider
    assert provider.sealed[PrivateField.MEMBER_ID] == "sealed-value"
    log = "".join(event.model_dump_json() for event in call.events)
    told = "".join(one.text for one in call.told(Remember))
    assert "sealed-value" not in log + told
    assert of(call, PeopleAnswered)[0].answer == ""
    (ended,) = shown(call).ended_questions
    assert (ended.how, ended.answer) == ("answered", "")

    call.keys_played()  # of the key that was tried meanwhile
    call.callee_says(ENTER_ID, ms=3000)
    call.wait(1500)
    assert [one.field for one in call.all(PlayEntry)] == [PrivateField.MEMBER_ID]


def test_without_consent_nobody_is_asked_for_private_data():
    call = at_the_entry()
    assert of(call, PeopleAsked) == []


# --- when a person is needed ---------------------------------------------------------


def test_who_insists_on_a_person_is_flagged_until_somebody_sees_to_it(talk):
    talk.callee_says("I'd rather speak to a real person about this.")
    assert shown(talk).needs == (Need.INSISTED,)
    talk.callee_says("I want to talk to a human being.")
    assert len(of(talk, PersonNeeded)) == 1, "said once"
    talk.feed(Ordered(Whisper(text="Say that Ann calls back.", author="Ann")))
    assert shown(talk).needs == ()
    assert of(talk, NeedMet)[0].by is Relief.INSTRUCTED


def test_it_is_enough_to_say_that_one_has_seen_to_it(talk):
    talk.callee_says("I'd rather speak to a real person about this.")
    talk.feed(Ordered(Attended(author="Ann")))
    assert not shown(talk).needs_person


def test_a_lost_voice_needs_a_person_until_it_is_back(talk):
    talk.feed(VoiceLost(1))
    assert shown(talk).needs == (Need.MODEL_LOST,)
    talk.feed(Ready())
    assert shown(talk).needs == ()


def test_a_supervisor_that_does_not_answer_twice_needs_a_person_until_it_does(talk):
    for number in range(2):
        assert not shown(talk).needs_person
        talk.callee_says("Yes, we take Delta Dental.")
        talk.voice_asks(f"r{number}")
        talk.feed(SupervisorFailed(f"r{number}"))
    assert shown(talk).needs == (Need.MODEL_LOST,)
    talk.callee_says("I said yes.")
    talk.voice_asks("r9")
    talk.supervisor_says("Thank you.")
    assert shown(talk).needs == ()


def test_a_menu_that_leads_nowhere_needs_a_person():
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("For billing, press 1. For parking, press 2.")
    for _ in range(40):
        if call.result or shown(call).needs:
            break
        call.callee_says("For billing, press 1. For parking, press 2.")
        call.wait(5000)
    stuck = [one.need for one in of(call, PersonNeeded)]
    assert call.result is not None or stuck == [Need.STUCK]


# --- approvals -----------------------------------------------------------------------

PAY = 'payBill {"amount": 20}'
MAY = PeopleQuestion(ask=f"May the AI use {PAY}?", kind=AnswerKind.YES_NO, approves=PAY)
PAID = UsedFunction(name="payBill", arguments='{"amount": 20}', result="paid")


def wants_to_pay(call, request="p1"):
    call.callee_says("You still owe twenty dollars.")
    call.voice_asks(request)
    call.supervisor_says(FINDING_OUT, asks=[MAY])


def approved(call):
    return call.session.record.people.approved


def uses(call):
    return [(one.name, one.result) for one in of(call, FunctionCalled)]


def test_an_approval_is_for_once_and_may_be_asked_for_again(talk):
    wants_to_pay(talk)
    answer(talk, "yes")
    assert approved(talk) == {PAY}
    talk.voice_asks("p2")
    talk.supervisor_says("It is paid.", functions=[PAID])
    assert approved(talk) == set()
    wants_to_pay(talk, "p3")
    assert len(of(talk, PeopleAsked)) == 2


def test_who_has_said_no_is_not_asked_again(talk):
    wants_to_pay(talk)
    answer(talk, "no")
    wants_to_pay(talk, "p2")
    assert len(of(talk, PeopleAsked)) == 1
    talk.voice_asks("p3")
    assert talk.asked.consultation.denied == (PAY,)


def test_what_was_done_is_logged_and_spent_though_the_supervisor_has_failed(talk):
    wants_to_pay(talk)
    answer(talk, "yes")
    talk.voice_asks("p2")
    talk.supervisor_says("", functions=[PAID], failed=True)
    assert uses(talk) == [("payBill", "paid")]
    assert approved(talk) == set()
    assert of(talk, Advised)[-1].failed
    told = [one.what for one in talk.all(TellVoice)]
    (last,) = [one for one in told if isinstance(one, FunctionResult)][-1:]
    assert (last.request, last.speak) == ("p2", True), "they hear a safe sentence"


def test_what_a_lost_supervisor_may_have_done_is_not_done_again(talk):
    wants_to_pay(talk)
    answer(talk, "yes")
    talk.voice_asks("p2")
    request = talk.asked.consultation.request
    talk.feed(SupervisorFailed(request, lost=True))
    ((name, result),) = uses(talk)
    assert name == "payBill"
    assert "nobody knows" in result
    talk.wait(3000)
    talk.callee_says("And when can she come?")
    talk.voice_asks("p3")
    assert talk.asked.consultation.approved == ()


def test_of_two_supervisors_who_are_asked_at_once_one_may_do_it(talk):
    wants_to_pay(talk)
    answer(talk, "yes")
    talk.voice_asks("p2")
    first = talk.asked.consultation
    assert first.approved == (PAY,)
    talk.callee_says("Are you there?")
    talk.voice_asks("p3")
    assert talk.asked.consultation.request != first.request
    assert talk.asked.consultation.approved == ()
    talk.feed(SupervisorFailed(first.request))  # it has done nothing
    talk.callee_says("Hello?")
    talk.voice_asks("p4")
    assert talk.asked.consultation.approved == (PAY,)


def test_what_a_lost_actors_supervisor_may_have_done_is_not_done_again(talk):
    wants_to_pay(talk)
    answer(talk, "yes")
    talk.voice_asks("p2")
    assert talk.asked.consultation.approved == (PAY,)
    log = tuple(event.model_dump_json() for event in talk.events)

    again = SessionPlayer(briefing(epoch=1, restored=log))
    for what in (Began(), Ready(), PhoneOpened("CA1", "MZ2")):
        again.feed(what)

    ((name, result),) = uses(again)
    assert (name, "nobody knows" in result) == ("payBill", True)
    assert approved(again) == set()
    again.callee_says("And when can she come?")
    again.voice_asks("p3")
    assert again.asked.consultation.approved == ()
