"""Where progress is shown: a live table in a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.live import Live
from rich.text import Text

from panda_cli.live import live_table, status_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from panda.campaign import CallSnapshot, Target

PLAIN_WIDTH = 120
"""Columns of tables that go to a file or a pipe."""


class Screen(Protocol):
    """Shows how a campaign stands, again and again."""

    def show(
        self,
        targets: Sequence[Target],
        snapshots: Mapping[str, CallSnapshot],
        now: datetime,
    ) -> None:
        """Show the latest; `snapshots` are by target id."""
        ...

    def say(self, words: str) -> None:
        """Say something that stays."""
        ...


class LiveScreen:
    """A table that is drawn over itself."""

    def __init__(self, live: Live, title: str) -> None:
        self._live = live
        self._title = title

    def show(
        self,
        targets: Sequence[Target],
        snapshots: Mapping[str, CallSnapshot],
        now: datetime,
    ) -> None:
        """Draw the table anew."""
        table = live_table(targets, snapshots, now, title=self._title)
        self._live.update(table, refresh=True)

    def say(self, words: str) -> None:
        """Print above the table."""
        self._live.console.print(Text(words, style="yellow"))


class PlainScreen:
    """One line for each change of a business's state."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: dict[str, str] = {}
        self._began: datetime | None = None

    def show(
        self,
        targets: Sequence[Target],
        snapshots: Mapping[str, CallSnapshot],
        now: datetime,
    ) -> None:
        """Print what has changed since the last time."""
        self._began = self._began or now
        seconds = (now - self._began).total_seconds()
        for target in targets:
            words, _ = status_words(target, snapshots.get(target.target_id), now)
            kind = words.partition(" in ")[0]  # a countdown is no news
            if self._shown.get(target.target_id) == kind:
                continue
            self._shown[target.target_id] = kind
            line = Text(f"{seconds:6.1f} s  {target.provider.name}: {words}")
            self._console.print(line, soft_wrap=True)

    def say(self, words: str) -> None:
        """Print it."""
        self._console.print(Text(words), soft_wrap=True)


@contextmanager
def progress(console: Console, title: str) -> Iterator[Screen]:
    """Show a campaign's progress for as long as the block lasts."""
    if not console.is_terminal:
        yield PlainScreen(console)
        return
    with Live(console=console, auto_refresh=False, transient=True) as live:
        yield LiveScreen(live, title)


@contextmanager
def waiting(console: Console, what: str) -> Iterator[None]:
    """Say what takes its time."""
    if console.is_terminal:
        with console.status(what):
            yield
    else:
        console.print(Text(f"{what} …"))
        yield


def output() -> Console:
    """The console for results; as wide as the terminal, or as a page."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def complaints() -> Console:
    """The console for errors."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=True)
