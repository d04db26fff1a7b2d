"""Shows a ledger that is being written: a live table, or a line for each change."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from rich.live import Live

from simulator.ledger import wall_ms
from simulator.reporting import tables
from simulator.reporting.board import Board

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rich.console import Console

EVERY_S = 0.25
_TOLD = {"create", "ring", "answer", "heard", "said", "key", "hangup", "end"}
"""Kinds of records that are worth a line."""


class Tail:
    """The records of a ledger that have come since it was last asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at = 0

    def news(self) -> Iterator[Mapping[str, object]]:
        """Yield new whole records; a file that is not there yet has none."""
        if not self._path.exists():
            return
        with self._path.open("rb") as lines:
            lines.seek(self._at)
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                self._at += len(line)
                yield json.loads(line)


async def show(path: Path, console: Console) -> None:
    """Follow a ledger until cancelled."""
    board, tail = Board(), Tail(path)
    if not console.is_terminal:
        await _lines(board, tail, console)
        return
    with Live(console=console, auto_refresh=False, vertical_overflow="crop") as screen:
        while True:
            for record in tail.news():
                board.take(record)
            screen.update(tables.live(board, wall_ms()), refresh=True)
            await asyncio.sleep(EVERY_S)


async def _lines(board: Board, tail: Tail, console: Console) -> None:
    while True:
        for record in tail.news():
            call = board.take(record)
            if call is not None and record["kind"] in _TOLD:
                console.print(
                    tables.line(call, wall_ms()), markup=False, soft_wrap=True
                )
        await asyncio.sleep(EVERY_S)
