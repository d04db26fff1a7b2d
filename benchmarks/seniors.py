"""Who answers a session's questions about the way, in virtual time.

The question is worded by the product's own prompt, goes as the JSON of a Responses
request to the simulator's engine, and comes back through the product's own reading.
Only sockets and time are left out.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from panda.errors import ReasonerError
from panda.reasoning import Message, ReasonerReply, ToolUse
from panda.session.inputs import SupervisorFailed, WayShown
from panda.supervisor.way import way_answer, way_request
from simulator.model.engine import tasks
from simulator.model.engine.prompt import CallFunctions, Decision
from simulator.model.responses import wire
from simulator.model.tokens import text_tokens

if TYPE_CHECKING:
    from panda.menu.asking.question import WayQuestion
    from panda.reasoning import ReasonerRequest

MODEL = "gpt-5-mini"
LATENCY_MS = 900
"""From question to answer: one turn of a small model that does not reason."""


class Strategy(StrEnum):
    """How unsure menus are dealt with."""

    RULES = "rules"
    SUPERVISED = "supervised"


@dataclass
class Senior:
    """Answers, or says at once that nobody will, by the strategy.

    Args:
        strategy: Whether there is a supervisor at all.
        latency_ms: How long it takes.
    """

    strategy: Strategy = Strategy.RULES
    latency_ms: int = LATENCY_MS
    asked: int = 0
    _due: list[tuple[int, WayShown | SupervisorFailed]] = field(default_factory=list)

    def ask(self, question: WayQuestion, now_ms: int) -> None:
        """Take a question."""
        if self.strategy is Strategy.RULES:
            self._due.append((now_ms, SupervisorFailed(question.request)))
            return
        self.asked += 1
        self._due.append((now_ms + self.latency_ms, _answered(question)))

    def due(self, now_ms: int) -> list[WayShown | SupervisorFailed]:
        """Return the answers that have come by now."""
        come = [answer for at_ms, answer in self._due if at_ms <= now_ms]
        self._due = [one for one in self._due if one[0] > now_ms]
        return come


def _answered(question: WayQuestion) -> WayShown | SupervisorFailed:
    reply = _reply(way_request(question, question.deadline_ms / 1000))
    try:
        return WayShown(asyncio.run(way_answer(question, reply)))
    except ReasonerError:
        return SupervisorFailed(question.request)


def _reply(asked: ReasonerRequest) -> ReasonerReply:
    request = wire.Request.model_validate(
        {
            "model": MODEL,
            "instructions": asked.instructions,
            "input": [
                {"type": "message", "role": one.role, "content": one.text}
                for one in asked.input
                if isinstance(one, Message)
            ],
            "tools": [
                {
                    "type": "function",
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": tool.parameters,
                    "strict": True,
                }
                for tool in asked.tools
            ],
        }
    )
    prompt = request.prompt(())
    uses = _uses(prompt.allows(tasks.decide(prompt)))
    output = json.dumps([one.model_dump() for one in uses])
    return ReasonerReply(
        reply_id="reply",
        text="",
        uses=uses,
        tokens_in=wire.prompt_tokens(prompt),
        tokens_out=text_tokens(output),
    )


def _uses(decision: Decision) -> tuple[ToolUse, ...]:
    if not isinstance(decision, CallFunctions):
        return ()
    return tuple(
        ToolUse(call=f"call-{place}", name=call.name, arguments=call.arguments)
        for place, call in enumerate(decision.calls)
    )
