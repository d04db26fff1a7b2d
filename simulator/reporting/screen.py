"""What ``serve --show`` and ``--report`` put before a person's eyes."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from simulator import ledger
from simulator.businesses import scenario
from simulator.reporting import follow, tables
from simulator.reporting.board import Board
from simulator.reporting.greeting import greeting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path


def console() -> Console:
    """Return the terminal, or 120 columns of whatever is there instead."""
    return Console(width=None if sys.stdout.isatty() else 120)


def greet(values: Mapping[str, str], folder: Path, ledger_file: str) -> None:
    """Print what to set in a bot and whom it can call."""
    world = scenario.load(folder)
    names = [(one.numbers[0], one.name) for one in world.businesses]
    console().print(greeting(values, names, ledger_file))


@contextlib.asynccontextmanager
async def following(path: Path) -> AsyncIterator[None]:
    """Show the calls of a ledger for as long as the block lasts."""
    showing = asyncio.create_task(follow.show(path, console()))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


def report(path: Path) -> None:
    """Print the sum of a run, with everything that was said."""
    board = Board(ledger.read(path))
    console().print(tables.report(board, with_talk=True))
