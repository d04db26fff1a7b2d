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
PATIENCE_S = 4.0
"""How long it is looked for an actor that shows itself ready for a stream. The callee
hears nothing meanwhile; Ray tells of a death in 1.5 s, on a busy machine in 3."""


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


@dataclass(frozen=True, slots=True)
class HoldOn:
    """Have the call ask again: whoever takes it over is not there yet."""


Recovery = Reconnect | Dismiss | HoldOn


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

    A stream sent where nobody waits for it is refused, and whether a carrier then goes
    on with the call is not written anywhere. So it is sent once an actor shows itself
    ready: of the latest epoch, and without a stream. One that does not know that its
    line is gone (a half-open connection) is not waited for longer than `PATIENCE_S`,
    nor is a board that was started anew and has heard nothing yet.

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
        shown = await board.snapshot(call.call_id)
        if shown is not None and shown.state is CallState.ENDED:
            return Dismiss()
        of_former = shown is not None and shown.epoch < call.epoch
        ready = shown is not None and not of_former and not shown.streamed
        settled = call.epoch > epoch or waited_s >= SETTLES_S
        if (ready and settled) or (waited_s >= PATIENCE_S and not of_former):
            return Reconnect(call.call_id, call.epoch, call.token())
        if waited_s >= PATIENCE_S:
            return HoldOn()
        await sleep(LOOK_AGAIN_S)
        waited_s += LOOK_AGAIN_S
