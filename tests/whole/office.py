"""A talk in virtual time: our session and supervisor, and the simulator's mind."""

import asyncio

from panda.reasoning import Message, ReasonerReply, ToolOutput, ToolUse
from panda.session.commands import Consult
from panda.session.inputs import SupervisorAnswered
from panda.supervisor.supervisor import Supervisor
from panda.testing.briefings import briefing
from panda.testing.clock import FakeClock
from panda.testing.player import SessionPlayer
from simulator.model.engine import tasks
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Message as Said,
    Output,
    Prompt,
    Say,
    Tool,
)


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

    def __init__(self, made=None, *, mind=None, plugins=None, **more):
        super().__init__(made or briefing(), **more)
        self.senior_mind = mind or Engine()
        self.senior = Supervisor(self.senior_mind, FakeClock(), plugins=plugins)
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
