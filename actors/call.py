"""One call, one actor, one method: the shell around `CallRunner`.

`run` blocks from the actor's first breath to the call's result, on an event loop of its
own: an idle async actor would cost four times as much (DESIGN 3). Until it gets its
briefing the actor is a spare, imports done. When it is over the process ends: a call
can never hear another.

This module is light on purpose. Ray reads it before anything of ours runs, at the rank
of calls; what takes long, a second of a core, is read in a thread that has stepped back
(`actors.calling`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ray
import uvloop

from actors.priority import behind
from actors.service import NAMESPACE, SLOTS, here

if TYPE_CHECKING:
    from ray.actor import ActorProxy

    from actors.calling import Surroundings
    from panda.dispatch.ports import CallEnd


class CallActor:
    """Waits for a briefing, runs that call, returns its result.

    It may have no `async` method: one would make Ray run everything, `run` too, in an
    event loop of its own.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._around = behind(_get_ready)

    @ray.method
    def run(self) -> CallEnd | None:
        """Return what came of the call; None if there was none to run."""
        from actors.calling import run_one  # noqa: PLC0415 - read by now

        return uvloop.run(run_one(self._key, self._around))


def _get_ready() -> Surroundings:
    from actors.calling import find_surroundings  # noqa: PLC0415 - see above

    return find_surroundings()


def start_spare(key: str) -> ActorProxy[CallActor]:
    """Start a call actor that waits for its call, on this node: the front door's."""
    spare: ActorProxy[CallActor] = (
        ray.remote(CallActor)
        .options(
            name=f"call:{key}",
            namespace=NAMESPACE,
            lifetime="detached",
            num_cpus=0,
            max_restarts=0,
            max_task_retries=0,
            resources={SLOTS: 1},
            scheduling_strategy=here(),
        )
        .remote(key)
    )
    return spare
