"""What the carrier is told when a call's stream has ended (RELIABILITY 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.call import CallState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from panda.dispatch.attending import Attendance
    from panda.dispatch.ports import Board

LOOK_AGAIN_S = 0.1
SETTLES_S = 1.0
"""How long a call that ended its stream on purpose may take to say so."""


@dataclass(frozen=True, slots=True)
class Reconnect:
    """Stream the call to us again."""

    call_id: str
    epoch: int
    token: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """End the call; `apologise` if the callee does not expect it."""

    apologise: bool = False


Recovery = Reconnect | Dismiss


async def recover(
    call: Attendance | None,
    epoch: int,
    *,
    board: Board,
    sleep: Callable[[float], Awaitable[None]],
) -> Recovery:
    """Decide how a call goes on whose stream of `epoch` has ended.

    A stream ends because we have ended the call, because its actor has died, or because
    the connection broke. The first shows itself in a moment; the others go on with
    whoever has the call now. Asked twice (the carrier tries again), it says the same.

    Args:
        call: The call, if it is attended to.
        epoch: What the ended stream's document was made for.
        board: Where the call shows its state.
        sleep: Lets seconds pass.
    """
    waited_s = 0.0
    while True:
        if call is None or call.over or epoch > call.epoch:
            return Dismiss(apologise=call is not None and call.abandoned)
        if await _ended(call, board):
            return Dismiss()
        if call.epoch > epoch or waited_s >= SETTLES_S:
            return Reconnect(call.call_id, call.epoch, call.token())
        await sleep(LOOK_AGAIN_S)
        waited_s += LOOK_AGAIN_S


async def _ended(call: Attendance, board: Board) -> bool:
    snapshot = await board.snapshot(call.call_id)
    return snapshot is not None and snapshot.state is CallState.ENDED
