"""A model whose turns are written down beforehand."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panda.errors import ReasonerError
from panda.reasoning import ReasonerReply, ToolUse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from panda.reasoning import ReasonerRequest


@dataclass(frozen=True, slots=True)
class Turn:
    """What the model does in one turn: say something, use functions, or both."""

    text: str = ""
    uses: tuple[tuple[str, dict[str, object]], ...] = ()
    """Names and arguments of functions."""
    tokens_in: int = 100
    tokens_out: int = 10
    fails: bool = False
    before: Callable[[], Awaitable[None]] | None = None
    """Awaited first: a wait, or a clock that is moved."""


@dataclass
class FakeReasoner:
    """A `panda.ports.Reasoner` that takes its turns from a script.

    Every request is kept in `requests`. One turn too many fails, so that a script which
    was not written to the end shows.
    """

    script: list[Turn]
    requests: list[ReasonerRequest] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._turns = deque(self.script)

    @property
    def is_finished(self) -> bool:
        """Whether every turn of the script was taken."""
        return not self._turns

    async def reply(self, request: ReasonerRequest) -> ReasonerReply:
        """Take the next turn."""
        self.requests.append(request)
        if not self._turns:
            raise ReasonerError("the script has no more turns")
        turn = self._turns.popleft()
        if turn.before is not None:
            await turn.before()
        if turn.fails:
            raise ReasonerError("the model failed, as scripted")
        number = len(self.requests)
        return ReasonerReply(
            reply_id=f"reply-{number}",
            text=turn.text,
            uses=tuple(
                ToolUse(
                    call=f"use-{number}-{place}", name=name, arguments=json.dumps(given)
                )
                for place, (name, given) in enumerate(turn.uses)
            ),
            tokens_in=turn.tokens_in,
            tokens_out=turn.tokens_out,
        )
