"""A function used on a live call from outside: asked by mailbox, answered in the log.

The log is what counts: an answer that was lost is found there when it is asked again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.errors import BadInput, PandaError
from panda.events import FunctionCalled
from panda.functions.spec import FunctionResult
from panda.functions.versions import Version
from panda.mailbox import UseFunction

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from panda.events import CallEvent
    from panda.functions.spec import FunctionSpec, FunctionUse
    from panda.mailbox import Order

LOOK_S = 0.1
"""How often the log is looked at: it is written some tens of milliseconds behind."""
GRACE_S = 4.0
"""How long an answer is waited for beyond what the function may take."""
MOST_S = 27.0
"""The longest wait: Serve cuts a request off after 30 s."""


class Using:
    """Uses functions on calls.

    Args:
        tell: Leaves an order for a call; false if it is not live.
        events: Reads a call's log, after an event's number.
        sleep: Waits some seconds.
    """

    def __init__(
        self,
        tell: Callable[[str, Order], Awaitable[bool]],
        events: Callable[[str, int], Awaitable[Sequence[CallEvent]]],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._tell = tell
        self._events = events
        self._sleep = sleep

    async def use(
        self, call_id: str, spec: FunctionSpec, use: FunctionUse, request: str
    ) -> FunctionResult:
        """Use a function once, and wait for what comes of it.

        Args:
            call_id: The call.
            spec: Which function.
            use: With what arguments, and by whom.
            request: Names this use; asked again by the same name, nothing is done.

        Raises:
            BadInput: The call is not live.
            PandaError: The call did not answer in time; its log will say what it did.
        """
        found, seen = await self._answer(call_id, request, 0)
        if found:
            return found
        order = UseFunction(
            request=request,
            name=spec.name,
            arguments=json.dumps(use.arguments),
            author=use.author,
            plugin=None if spec.is_built_in else spec,
        )
        if not await self._tell(call_id, order):
            raise BadInput(
                "this call is not live", where="call_id", advice="see GET /api/calls"
            )
        for _ in range(round(min(MOST_S, spec.time_limit_s + GRACE_S) / LOOK_S)):
            await self._sleep(LOOK_S)
            found, seen = await self._answer(call_id, request, seen)
            if found:
                return found
        raise PandaError("the call did not answer in time; its log will say")

    async def use_named(
        self,
        call_id: str,
        specs: Sequence[FunctionSpec],
        name: str,
        use: FunctionUse,
        request: str,
    ) -> FunctionResult:
        """As `use`, of one of some functions; `request` if `use` does not name itself.

        Raises:
            BadInput: There is no such function or version, or the call is not live.
            PandaError: As with `use`.
        """
        spec = chosen(specs, name, use.version)
        if spec is None:
            raise BadInput(
                "no such function or version",
                where="name",
                advice="see GET /api/functions",
            )
        return await self.use(call_id, spec, use, use.request or request)

    async def _answer(
        self, call_id: str, request: str, seen: int
    ) -> tuple[FunctionResult | None, int]:
        """Look for an answer in what is new of a log; say how far that goes."""
        for event in await self._events(call_id, seen):
            seen = event.seq
            if isinstance(event, FunctionCalled) and event.request == request:
                found = FunctionResult(
                    call_id=call_id,
                    request=request,
                    name=event.name,
                    version=event.version,
                    result=event.result,
                    refused=event.refused,
                )
                return found, seen
        return None, seen


def chosen(
    specs: Sequence[FunctionSpec], name: str, version: str = ""
) -> FunctionSpec | None:
    """Return the function of a name: the version asked for, or the latest."""
    named = [one for one in specs if one.name == name]
    if version:
        return next((one for one in named if one.version == version), None)
    return max(named, key=lambda one: Version.parse(one.version), default=None)
