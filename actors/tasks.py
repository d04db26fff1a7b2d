"""The tasks of one call: none is forgotten, none fails unseen."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from panda.errors import CarrierError, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

_log = logging.getLogger(__name__)


class Tasks:
    """What runs beside a call's loop.

    Args:
        call_id: For the log.
        on_error: Told of a fault of our own, wherever it happened.
    """

    def __init__(self, call_id: str, on_error: Callable[[BaseException], None]) -> None:
        self._call_id = call_id
        self._on_error = on_error
        self._running: set[asyncio.Task[None]] = set()
        self._last_words: set[asyncio.Task[None]] = set()

    def spawn(
        self, work: Coroutine[object, object, None], *, last_words: bool = False
    ) -> asyncio.Task[None]:
        """Begin something; `last_words` may not be cut short by the call's end."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        if last_words:
            self._last_words.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._last_words.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, CarrierError):
            _log.warning("call %s: carrier: %s", self._call_id, error.code)
        else:
            self._on_error(error)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Let no bug of ours end on a library's stack, where nobody would see it."""
        try:
            yield
        except ProtocolError:
            raise  # the peer's fault: its socket closes, the call goes on
        except Exception as error:  # noqa: BLE001 - whatever it is, the call must know
            self._on_error(error)

    async def close(self) -> None:
        """End them; what must still be said to others is said first."""
        for task in self._running - self._last_words:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
