"""The independent record of what the network and the callee saw.

One JSON object a line, flushed at every write: a reader (a test, the scorer) sees a
record as soon as it happened, and a killed simulator loses nothing it has written.
The ledger belongs to an invented world, so it may hold numbers, digits and speech.
"""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


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
        self._next = 1 + sum(1 for _ in read(path))
        self._file: TextIO = path.open("a", encoding="utf-8")

    def write(self, kind: str, **fields: object) -> None:
        """Append one record; `seq` counts from 1, `t_ms` is wall epoch time."""
        with self._lock:
            record = {"seq": self._next, "t_ms": self._now_ms(), "kind": kind, **fields}
            self._next += 1
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file; nothing is pending, since every write is flushed."""
        with self._lock:
            self._file.close()


def read(path: Path) -> Iterator[Mapping[str, object]]:
    """Yield the records of a ledger, oldest first.

    A last line without its newline is being written (or was cut by a kill) and is
    left out. A file that does not exist yet has no records.
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield json.loads(line)
