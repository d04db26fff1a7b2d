"""The independent record of what the network and the callee saw.

One JSON object a line, unbuffered: a reader (a test, the scorer) sees a
record as soon as it happened, and a killed simulator loses nothing it has written.
The ledger belongs to an invented world, so it may hold numbers, digits and speech.
"""

from __future__ import annotations

import json
import threading
import time
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


_STRIDE = 256


def wall_ms() -> int:
    """Return the wall clock in epoch milliseconds."""
    return time.time_ns() // 1_000_000


class JsonlLedger:
    """A `simulator.ports.Ledger` in a file; safe to use from several threads."""

    def __init__(self, path: Path, *, now_ms: Callable[[], int] = wall_ms) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._next = 1
        self._places = [0]
        """Where every `_STRIDE`-th record begins, so that news is found at once."""
        self._file = path.open("ab", buffering=0)
        self._end = 0
        for line in _whole_lines(path):
            self._count(line)
        self._file.truncate(self._end)  # half a line of somebody who was killed

    def write(self, kind: str, **fields: object) -> None:
        """Append one record; `seq` counts from 1, `t_ms` is wall epoch time."""
        with self._lock:
            record = {"seq": self._next, "t_ms": self._now_ms(), "kind": kind, **fields}
            line = (json.dumps(record, ensure_ascii=False) + "\n").encode()
            self._file.write(line)
            self._count(line)

    def after(self, seq: int, limit: int) -> list[Mapping[str, object]]:
        """Return at most `limit` records later than `seq`, oldest first."""
        with self._lock:
            start = self._places[min(max(seq, 0) // _STRIDE, len(self._places) - 1)]
        newer = (one for one in _records(self.path, start) if one["seq"] > seq)
        return list(islice(newer, limit))

    def close(self) -> None:
        """Close the file; nothing is pending, since nothing is buffered."""
        with self._lock:
            self._file.close()

    def _count(self, line: bytes) -> None:
        self._end += len(line)
        if self._next % _STRIDE == 0:
            self._places.append(self._end)
        self._next += 1


def read(path: Path) -> Iterator[Mapping[str, object]]:
    """Yield the records of a ledger, oldest first.

    A last line without its newline is being written (or was cut by a kill) and is
    left out. A file that does not exist yet has no records.
    """
    yield from _records(path, 0)


def _records(path: Path, start: int) -> Iterator[Mapping[str, Any]]:
    for line in _whole_lines(path, start):
        yield json.loads(line)


def _whole_lines(path: Path, start: int = 0) -> Iterator[bytes]:
    if not path.exists():
        return
    with path.open("rb") as lines:
        lines.seek(start)
        for line in lines:
            if line.endswith(b"\n"):
                yield line
