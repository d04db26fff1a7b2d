"""One worker, many calls: whose turn it is.

Calls take turns, so a call that asks for much waits for itself and not the others
for it. Within a call the order is kept.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A piece of work and what it took."""

    result: T
    waited_ms: float
    worked_ms: float


@dataclass(slots=True)
class _Job:
    work: Callable[[], object]
    asked: float
    answer: asyncio.Future[Done[object]]


class RoundRobin:
    """Runs blocking work of several calls one at a time on its own thread.

    `start_thread` runs first in that thread. Belongs to one event loop; `close`
    waits for the work in hand and cancels the rest.
    """

    def __init__(self, start_thread: Callable[[], None] | None = None) -> None:
        self._waiting: OrderedDict[str, deque[_Job]] = OrderedDict()
        self._thread = ThreadPoolExecutor(
            1, thread_name_prefix="recogniser", initializer=start_thread
        )
        self._served = ""
        self._closed = False
        self._pump: asyncio.Task[None] | None = None

    @property
    def length(self) -> int:
        """How many jobs wait for their turn."""
        return sum(map(len, self._waiting.values()))

    async def run(self, call: str, work: Callable[[], T]) -> Done[T]:
        """Do `work` when it is the call's turn.

        A caller that is cancelled while waiting gives up its place.
        """
        if self._closed:
            raise RuntimeError("the queue is closed")
        answer: asyncio.Future[Done[T]] = asyncio.get_running_loop().create_future()
        job = _Job(work, time.perf_counter(), answer)  # type: ignore[arg-type]
        self._waiting.setdefault(call, deque()).append(job)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._work())
        return await answer

    async def close(self) -> None:
        """Finish the work in hand, drop the rest, end the thread."""
        self._closed = True
        for jobs in self._waiting.values():
            for job in jobs:
                job.answer.cancel()
        self._waiting.clear()
        if self._pump is not None:
            await self._pump
        self._thread.shutdown(wait=True)

    def _next(self) -> _Job | None:
        """Take the first job of the call whose turn it is.

        The call served last goes behind those that have asked meanwhile.
        """
        if self._served in self._waiting:
            self._waiting.move_to_end(self._served)
        while self._waiting:
            call, jobs = self._waiting.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self._waiting[call] = jobs
            if not job.answer.done():
                self._served = call
                return job
        return None

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while (job := self._next()) is not None:
            started = time.perf_counter()
            try:
                result = await loop.run_in_executor(self._thread, job.work)
            except Exception as error:  # noqa: BLE001 - handed to whoever asked
                if not job.answer.done():
                    job.answer.set_exception(error)
                continue
            if not job.answer.done():
                waited = (started - job.asked) * 1000
                worked = (time.perf_counter() - started) * 1000
                job.answer.set_result(Done(result, waited, worked))
