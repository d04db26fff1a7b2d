"""A plugin's function that a person has to agree to, in a call: virtual time."""

import json

import pytest

from panda.call import CallState
from panda.events import FunctionCalled
from panda.functions.allowed import AllowedPlugin
from panda.functions.spec import FunctionSpec
from panda.mailbox import AnswerPeople
from panda.people.events import PeopleAnswered
from panda.reasoning import ReasonerReply, ToolUse
from panda.session.inputs import Ordered
from panda.testing.briefings import briefing
from tests.whole.office import Office

WANTED = {"amount": 40}
WAITING = "One moment, please."
DONE = "The deposit is made."
WITHOUT = "I will call back about the deposit."


class Deposits:
    """A plugin that pays deposits, once a person has agreed."""

    def __init__(self):
        self.paid = []

    async def specs(self):
        allowed = AllowedPlugin(name="deposits", approval=True)
        return [
            FunctionSpec(
                name="payDeposit",
                version="1.0.0",
                description="Pay a deposit.",
                parameters={"type": "object"},
                permission=allowed.permission,
                time_limit_s=1,
                origin="deposits",
            )
        ]

    async def run(self, name, version, arguments, asked):
        self.paid.append(json.loads(arguments))
        return "paid"


class Eager:
    """A mind that pays each time it is asked, and says what came of it."""

    def __init__(self):
        self.tries = 0

    async def reply(self, request):
        if request.previous:
            paid = request.input[-1].output == "paid"
            return ReasonerReply(reply_id="said", text=DONE if paid else WAITING)
        self.tries += 1
        if "Nobody answered" in request.instructions:
            return ReasonerReply(reply_id="said", text=WITHOUT)
        use = ToolUse(
            call=f"c{self.tries}", name="payDeposit", arguments=json.dumps(WANTED)
        )
        return ReasonerReply(reply_id=f"r{self.tries}", uses=(use,))


@pytest.fixture
def plugin():
    return Deposits()


@pytest.fixture
def call(plugin):
    """A talk in which a deposit is wanted, and our people are asked."""
    made = Office(briefing(), mind=Eager(), plugins=plugin)
    made.answer()
    made.callee_says("Bright Dental, this is Amy, how can I help you?")
    made.wait(1500)
    assert made.hears("We need a deposit of forty dollars.") == WAITING
    assert plugin.paid == []
    return made


def answer(call, text):
    order = AnswerPeople(question_id="q1", answer=text, author="Ann")
    call.feed(Ordered(order))
    call.wait(3_000)


def uses(call):
    return [one for one in call.events if isinstance(one, FunctionCalled)]


def ended(call):
    (one,) = [one for one in call.events if isinstance(one, PeopleAnswered)]
    return one


def test_people_are_asked_what_it_is_to_do_before_it_does_anything(call):
    (asked,) = call.session.record.people.asked
    assert 'payDeposit {"amount": 40}' in asked.question.ask
    assert [one.refused for one in uses(call)] == ["approval"]


def test_what_was_agreed_to_is_done_once_and_nothing_else(call, plugin):
    answer(call, "yes")
    assert plugin.paid == [WANTED]
    assert call.last == DONE
    assert uses(call)[-1].result == "paid"
    call.hears("Pay it once more, please.")
    assert plugin.paid == [WANTED]
    assert uses(call)[-1].refused == "approval"


@pytest.mark.parametrize("how", ["refused", "timed_out"])
def test_what_nobody_agreed_to_is_not_done_and_the_talk_goes_on(call, plugin, how):
    if how == "refused":
        answer(call, "no")
    else:
        call.wait(65_000)
        assert ended(call).how == "timed_out"
    call.hears("Hello? Did it work?")
    assert plugin.paid == []
    assert {one.refused for one in uses(call)} == {"approval"}
    assert call.session.state is CallState.TALKING
    assert len([one for one in call.events if isinstance(one, PeopleAnswered)]) == 1
