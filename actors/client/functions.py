"""A client's side for functions: what there is, and using one on a live call."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from actors.away import unless_away
from actors.client.calls import CallSide
from panda.dispatch.using import Using

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panda.functions.spec import FunctionResult, FunctionUse


class FunctionSide(CallSide):
    """What a client does with functions, which it does on calls."""

    async def refused_plugins(self) -> Mapping[str, str]:
        """Return why plugins, or their new versions, do not run, by name."""
        return await unless_away(self._plugins.refused())

    async def use_function(
        self, call_id: str, name: str, use: FunctionUse
    ) -> FunctionResult:
        """Use a function on a live call, and wait for what comes of it.

        Raises:
            BadInput: There is no such function or version, or the call is not live.
            PandaError: The call did not answer in time; its log will say.
        """
        using = Using(self.tell, self.events, asyncio.sleep)
        return await using.use_named(
            call_id, await self.functions(), name, use, secrets.token_urlsafe(12)
        )
