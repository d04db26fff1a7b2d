"""Group commit: many small writes share one transaction and its one fsync.

Whoever writes is answered after the commit, never before: acknowledged is durable. A
change is a function of the connection that can be run again, since a group in which
one change fails is rolled back (DuckDB has no savepoints) and each is tried alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from panda.errors import PandaError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PER_GROUP = 256
"""A group this large is committed at once, whatever the window says."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Change:
    apply: Callable[[duckdb.DuckDBPyConnection], Any]
    done: asyncio.Future[Any]


class GroupCommit:
    """The only writer of a connection.

    Args:
        db: The connection; nobody else may open a transaction on it.
        window_s: How long the first change of a group waits for company.
        on_broken: Called when DuckDB has given the database up, and only opening the
            file anew helps; nobody has been answered then.
    """

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        *,
        window_s: float,
        on_broken: Callable[[], None] = lambda: None,
    ) -> None:
        self._db = db
        self._window_s = window_s
        self._on_broken = on_broken
        self._waiting: list[_Change] = []
        self.commits = 0
        """Transactions committed so far."""

    async def write(self, apply: Callable[[duckdb.DuckDBPyConnection], _T]) -> _T:
        """Apply a change and return its result once it is committed.

        Raises:
            StoreError: It could not be written; nothing of it was.
        """
        loop = asyncio.get_running_loop()
        change = _Change(apply, loop.create_future())
        self._waiting.append(change)
        if len(self._waiting) == 1:
            loop.call_later(self._window_s, self.flush)
        elif len(self._waiting) >= MOST_PER_GROUP:
            self.flush()
        result: _T = await change.done
        return result

    def flush(self) -> None:
        """Commit what waits, now."""
        group, self._waiting = self._waiting, []
        if not group:
            return
        try:
            results = self._transact(group)
        except duckdb.FatalException as error:
            self._on_broken()
            for change in group:
                self._fail(change, error)
            return
        except Exception as error:  # noqa: BLE001 - each change gets its own, below
            if len(group) == 1:
                self._fail(group[0], error)
                return
            for change in group:
                self._alone(change)
            return
        for change, result in zip(group, results, strict=True):
            _answer(change.done, result)

    def _alone(self, change: _Change) -> None:
        try:
            (result,) = self._transact([change])
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            self._fail(change, error)
        else:
            _answer(change.done, result)

    def _transact(self, group: list[_Change]) -> list[Any]:
        self._db.begin()
        try:
            results = [change.apply(self._db) for change in group]
            self._db.commit()
        except BaseException:  # whatever it is, half a group may not stay
            self._roll_back()
            raise
        self.commits += 1
        return results

    def _roll_back(self) -> None:
        # A commit that failed has already ended its transaction; and what a broken
        # database says to a rollback tells no more than the error that led here.
        with contextlib.suppress(duckdb.Error):
            self._db.rollback()

    def _fail(self, change: _Change, error: Exception) -> None:
        if change.done.done():
            return
        if isinstance(error, PandaError):
            change.done.set_exception(error)
            return
        # The text of any other quotes values: a number, or somebody's words.
        failure = StoreError(f"not written: {type(error).__name__}")
        failure.__cause__ = None
        change.done.set_exception(failure)


def _answer(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():  # whoever waited may be gone; the change stays
        future.set_result(result)
