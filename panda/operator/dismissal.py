"""Sending an operator away from all calls: who was dropped hears nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from panda.call import CallState
from panda.mailbox import Dismiss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallSnapshot
    from panda.mailbox import Order


class Calls(Protocol):
    """What is needed of an installation."""

    async def snapshots(self, campaign_id: str | None = None) -> Sequence[CallSnapshot]:
        """Return the latest of all calls."""
        ...

    async def tell(self, call_id: str, order: Order) -> bool:
        """Tell a live call something; false if it is not live."""
        ...


async def dismiss(calls: Calls, operator: str) -> int:
    """Have every live call close an operator's sockets; return how many were told.

    What they had taken over goes on as if their browser had gone: the AI has it.
    """
    order = Dismiss(operator=operator)
    told = 0
    for one in await calls.snapshots():
        if one.state is not CallState.ENDED:
            told += await calls.tell(one.call_id, order)
    return told
