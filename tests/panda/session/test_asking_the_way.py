"""A session asks a supervisor for the way, and logs and pays for what it says."""

import pytest

from panda.call import CallState
from panda.events import Advised, Metered, describe
from panda.menu.asking.question import Act, WayAnswer
from panda.session.commands import AskWay
from panda.session.inputs import SupervisorFailed, WayShown
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

MENU = "For gift cards, press 1. For instruments, press 2. For repairs, press 3."


@pytest.fixture
def call():
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says(MENU, ms=5_000)
    call.wait(900)
    return call


def advised(call):
    return [one for one in call.events if isinstance(one, Advised)]


def shown(call, keys, **more):
    question = call.all(AskWay)[-1].question
    return WayShown(WayAnswer(request=question.request, act=Act.KEY, keys=keys, **more))


def test_the_question_says_which_call_and_business_it_is_about(call):
    (asked,) = call.all(AskWay)
    assert call.pressed == ""
    assert (asked.question.call_id, asked.question.business) == (
        "call1",
        "Bright Dental",
    )
    assert asked.question.heard == (MENU,)


def test_the_answer_is_pressed_logged_and_paid_for(call):
    call.wait(400)
    call.feed(shown(call, "3", tokens_in=900, tokens_out=40))
    assert call.pressed == ""  # the menu may still have more to offer
    call.wait(300)
    assert call.pressed == "3"
    (event,) = advised(call)
    assert (event.about, event.late, event.failed) == ("menu", False, False)
    assert event.took_ms >= 400
    assert "about the menu" in describe(event)
    metered = [one.usage for one in call.events if isinstance(one, Metered)]
    assert (metered[-1].supervisor_in, metered[-1].supervisor_out) == (900, 40)


def test_an_answer_that_may_not_be_followed_is_logged_and_not_pressed(call):
    call.feed(shown(call, "8"))
    assert advised(call)[0].refused
    assert "8" not in call.pressed


@pytest.fixture
def alike():
    """A call at a menu of which two options fit alike, and the second better."""
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("For our services, press 1. For general questions, press 2.")
    call.wait(900)
    assert call.all(AskWay)
    return call


def test_a_supervisor_that_fails_costs_no_time(alike):
    alike.feed(SupervisorFailed(alike.all(AskWay)[0].question.request))
    alike.wait(700)  # until the menu has surely ended
    assert advised(alike)[0].failed
    assert alike.pressed == "2"


def test_silence_of_the_supervisor_does_not_outlast_the_menus_patience(alike):
    alike.wait(2_000)
    assert alike.pressed == "2"
    alike.feed(shown(alike, "1"))
    assert advised(alike)[0].late
    assert alike.pressed == "2"


def test_without_advice_nothing_unoffered_is_pressed_before_a_menu_is_heard_twice(call):
    call.feed(SupervisorFailed(call.all(AskWay)[0].question.request))
    call.wait(3_000)
    assert call.pressed == ""
    call.callee_says(MENU, ms=5_000)
    call.wait(4_000)
    assert call.pressed == "0"


def test_an_answer_that_comes_when_somebody_is_on_the_phone_does_nothing(call):
    answer = shown(call, "3", tokens_in=5)
    call.wait(2_500)
    pressed = call.pressed
    call.callee_says("Front desk, this is Ada. How can I help you?")
    call.wait(1_000)
    assert call.session.state is CallState.TALKING
    call.feed(answer)
    assert call.pressed == pressed


def test_an_ordinary_menu_is_never_asked_about():
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(3_000)
    assert call.pressed == "2"
    assert call.all(AskWay) == []
