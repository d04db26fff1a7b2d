"""A choice that is left to us goes to our people and comes back: in virtual time.

The session and the supervisor are the product's; the mind behind it is that of the
simulator, which sees what a language model would see and nothing else.
"""

import asyncio

import pytest

from panda.events import (
    FunctionCalled,
)
from panda.mailbox import AnswerPeople
from panda.people.events import (
    PeopleAnswered,
)
from panda.reasoning import Message, ReasonerReply, ToolOutput, ToolUse
from panda.session.commands import Consult
from panda.session.inputs import Ordered, SupervisorAnswered
from panda.supervisor.supervisor import Supervisor
from panda.testing.briefings import briefing
from panda.testing.clock import FakeClock
from panda.testing.player import SessionPlayer
from simulator.model.engine import deferring, tasks
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Message as Said,
    Output,
    Prompt,
    Say,
    Tool,
)

CHOICE = "I have Tuesday at ten or Thursday at two. Which would you prefer?"


class Engine:
    """The simulator's rule engine, asked as the product asks its model."""

    def __init__(self):
        self._entries = {}

    async def reply(self, request):
        entries = [*self._entries.get(request.previous, ())]
        for one in request.input:
            match one:
                case Message(role=role, text=text):
                    entries.append(Said(role, text))
                case ToolOutput(call=call, output=output):
                    entries.append(Output(call, output))
                case ToolUse():
                    raise AssertionError("the product sends no calls back")
        tools = [
            Tool(one.name, one.description, one.parameters) for one in request.tools
        ]
        decided = tasks.decide(
            Prompt(request.instructions, tuple(entries), tuple(tools))
        )
        reply_id = f"reply-{len(self._entries)}"
        match decided:
            case Say(text=text):
                reply = ReasonerReply(reply_id=reply_id, text=text)
            case CallFunctions(calls=calls):
                uses = tuple(
                    ToolUse(
                        call=f"{reply_id}-{n}", name=one.name, arguments=one.arguments
                    )
                    for n, one in enumerate(calls)
                )
                entries += [Call(one.name, one.arguments, one.call) for one in uses]
                reply = ReasonerReply(reply_id=reply_id, uses=uses)
            case _:
                raise AssertionError("a supervisor decides something")
        self._entries[reply_id] = entries
        return reply


class Office(SessionPlayer):
    """A call whose supervisor thinks with that engine."""

    def __init__(self):
        super().__init__(briefing())
        self.senior = Supervisor(Engine(), FakeClock())
        self.requests = 0

    def feed(self, what):
        commands = super().feed(what)
        for command in commands:
            if isinstance(command, Consult):
                advice = asyncio.run(self.senior.advise(command.consultation))
                spoken = len(self.spoken)
                self.feed(SupervisorAnswered(advice))
                if advice.next_response and len(self.spoken) == spoken:
                    self._speak(advice.next_response)  # by the voice that asked
        return commands

    def hears(self, text):
        self.callee_says(text)
        self.requests += 1
        self.voice_asks(f"r{self.requests}")
        return self.last

    @property
    def last(self):
        ours = [one.text for one in self.session.record.lines if one.speaker == "agent"]
        return ours[-1]


@pytest.fixture
def office():
    call = Office()
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    assert call.hears(f"Yes, we take Delta Dental. {CHOICE}") == deferring.FINDING_OUT
    return call


def test_our_people_choose_and_the_ai_passes_it_on(office):
    (asked,) = office.session.record.people.asked
    assert asked.question.choices == ("Tuesday at ten", "Thursday at two")
    used = [one.name for one in office.events if isinstance(one, FunctionCalled)]
    assert "promptUserForInfo" in used
    office.wait(9_000)

    order = AnswerPeople(question_id="q1", answer="thursday at two", author="Ann")
    office.feed(Ordered(order))
    office.wait(3_000)
    assert "Thank you for waiting. Thursday at two, please." in office.last

    office.hears("Perfect. A cleaning is $120.")
    found = {one.field: one.value for one in office.session.record.findings}
    assert found == {"insurance": True, "price": 120}


def test_nobody_chooses_and_the_ai_says_that_it_will_call_back(office):
    office.wait(65_000)
    (ended,) = [one for one in office.events if isinstance(one, PeopleAnswered)]
    assert ended.how == "timed_out"
    assert deferring.CHECK in office.last
    assert "How much is a cleaning without insurance?" in office.last
