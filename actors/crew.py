"""The call actors of this cluster: a few wait warm, each makes one call, then ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
from collections import deque
from typing import TYPE_CHECKING, Any

import ray

from actors.service import NAMESPACE
from panda.call import CallState
from panda.dispatch.ports import CallLost

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.hub import RemoteHub
    from panda.dispatch.ports import CallEnd

_log = logging.getLogger(__name__)

Handle = Any
"""Of a call actor; nothing is asked of it but `run`."""
PREFIX = "call:"
"""Names of call actors begin so, and end with their key."""
AGAIN_S = 2.0
"""Pause before a spare that died while it waited is replaced."""
AT_ONCE = max(1, (os.cpu_count() or 1) // 2)
"""Spares that start at the same time. Each takes a core for a second and a half, at the
rank of a call: where all cores were busy with that, frames of the calls going on came
50 ms late (`benchmarks.viewers`, two cores)."""
LOOK_AGAIN_S = 1.0
"""Between two looks at an actor whose result goes to nobody (adopted)."""


class RayCrew:
    """A `panda.dispatch.ports.Crew` of Ray actors.

    Args:
        start: Starts an actor for a key; it waits for its call as soon as it runs.
        hub: Where adopted calls show that they have ended.
        spares: How many wait warm, while there is room for as many calls.
        most: Calls at a time.
    """

    def __init__(
        self,
        start: Callable[[str], Handle],
        hub: RemoteHub,
        *,
        spares: int,
        most: int,
    ) -> None:
        self._start = start
        self._hub = hub
        self._spares = spares
        self._most = most
        self._waiting: deque[str] = deque()
        self._handles: dict[str, Handle] = {}
        self._runs: dict[str, asyncio.Task[CallEnd | None]] = {}
        self._adopted: dict[str, str] = {}
        self._busy: set[str] = set()
        self._starting: set[asyncio.Task[bool]] = set()
        self._refills: set[asyncio.Task[None]] = set()
        self._closing = False

    def room(self) -> int:
        """See `Crew`."""
        return self._most - len(self._busy)

    def fill(self) -> None:
        """Start spares until as many wait as may be of use, a few at a time.

        One waits even when there is no room: a call may lose its actor.
        """
        wanted = min(self._spares, max(1, self.room()))
        while len(self._waiting) < wanted and len(self._starting) < AT_ONCE:
            if self._closing:
                return
            self._waiting.append(self._new())

    async def take(self) -> str:
        """See `Crew`; the longest waiting is the warmest."""
        key = self._waiting.popleft() if self._waiting else self._new()
        self._busy.add(key)
        self.fill()
        return key

    async def result(self, key: str) -> CallEnd | None:
        """See `Crew`."""
        if key in self._adopted:
            await self._until_gone(key, self._adopted[key])
            raise CallLost(f"the result of {key} went to a former orchestrator")
        run = self._runs.get(key)
        if run is None:
            raise CallLost(f"no actor {key}")
        try:
            return await asyncio.shield(run)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - however it died, the call lives on
            _log.warning("actor %s%s: %s", PREFIX, key, _kind(error))
            raise CallLost(f"actor {key} died") from None

    async def release(self, key: str) -> None:
        """See `Crew`; its process ends, whatever it is at."""
        self._end(key)
        self.fill()

    def _end(self, key: str) -> None:
        self._busy.discard(key)
        self._adopted.pop(key, None)
        handle = self._handles.pop(key, None)
        if handle is not None:
            ray.kill(handle)
        self._runs.pop(key, None)

    def adopt(self, taken: dict[str, str]) -> dict[str, str]:
        """Find call actors of a former orchestrator; end those without a call.

        Args:
            taken: Calls by the keys of their actors, as the store has kept them.

        Returns:
            Those of them that are alive.
        """
        for actor in ray.util.list_named_actors(all_namespaces=True):
            name: str = actor["name"]
            if actor["namespace"] != NAMESPACE or not name.startswith(PREFIX):
                continue
            handle = _find(name)
            if handle is None:
                continue
            key = name.removeprefix(PREFIX)
            if key not in taken:
                ray.kill(handle)
                continue
            self._handles[key] = handle
            self._adopted[key] = taken[key]
            self._busy.add(key)
        return dict(self._adopted)

    async def close(self) -> None:
        """End every actor."""
        self._closing = True
        for task in self._refills | self._starting:
            task.cancel()
        for key in list(self._handles):
            self._end(key)
        self._waiting.clear()

    def _new(self) -> str:
        key = secrets.token_hex(6)
        handle = self._handles[key] = self._start(key)
        # Asked before `run`, which keeps the actor from ever answering anything else.
        starting = asyncio.ensure_future(_started(handle.__ray_ready__.remote()))
        self._starting.add(starting)
        starting.add_done_callback(self._has_started)
        run = self._runs[key] = asyncio.ensure_future(_await(handle.run.remote()))
        run.add_done_callback(lambda _: self._done(key))
        return key

    def _has_started(self, task: asyncio.Task[bool]) -> None:
        self._starting.discard(task)
        # After one that died at its start `_done` goes on, with a pause.
        if not task.cancelled() and task.result():
            self.fill()

    def _done(self, key: str) -> None:
        """Replace a spare that ended without a call; not at once, it may be endemic."""
        run = self._runs.get(key)
        if run is not None and not run.cancelled():
            run.exception()  # whoever waits for the result is told; nobody else
        if key not in self._waiting:
            return
        _log.warning("actor %s%s ended while it waited", PREFIX, key)
        self._waiting.remove(key)
        refill = asyncio.ensure_future(self._refill(key))
        self._refills.add(refill)
        refill.add_done_callback(self._refills.discard)

    async def _refill(self, key: str) -> None:
        self._end(key)
        await asyncio.sleep(AGAIN_S)
        self.fill()

    async def _until_gone(self, key: str, call_id: str) -> None:
        while _find(PREFIX + key) is not None:
            snapshot = await self._hub.snapshot(call_id)
            if snapshot is not None and snapshot.state is CallState.ENDED:
                return
            await asyncio.sleep(LOOK_AGAIN_S)


def _find(name: str) -> Handle | None:
    with contextlib.suppress(ValueError):
        return ray.get_actor(name, namespace=NAMESPACE)
    return None


async def _started(ready: Any) -> bool:
    """Wait until an actor has started; False if it never will."""
    try:
        await ready
    except ray.exceptions.RayError:
        return False
    return True


async def _await(ref: Any) -> CallEnd | None:
    result: CallEnd | None = await ref
    return result


def _kind(error: Exception) -> str:
    cause = getattr(error, "cause", None)
    return type(cause or error).__name__
