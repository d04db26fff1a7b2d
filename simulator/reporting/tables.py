"""The board as people read it: one line a call while it lasts, then a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from simulator.reporting.board import Board, CallLine

SHOWN = 24
"""Live calls on one screen; the rest is counted."""
_STYLES = {
    "talking": "green",
    "answered": "cyan",
    "completed": "dim",
    "failed": "red",
    "busy": "yellow",
    "no-answer": "yellow",
}


def live(board: Board, now_ms: int) -> RenderableType:
    """Return one line a call: those under way, and the latest that have ended."""
    calls = sorted(
        board.calls.values(), key=lambda call: (call.is_over, -call.created_ms)
    )
    table = Table(title=board.title or None, expand=True)
    table.add_column("who", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("s", justify="right")
    table.add_column("keys", no_wrap=True)
    table.add_column("heard from the caller", ratio=1, no_wrap=True)
    table.add_column("heard from the callee", ratio=1, no_wrap=True)
    for call in calls[:SHOWN]:
        table.add_row(
            call.number,
            _state(call),
            f"{call.seconds(now_ms):.0f}",
            call.keys,
            Text(call.last(by_caller=True), overflow="ellipsis"),
            Text(call.last(by_caller=False), overflow="ellipsis"),
        )
    if not calls:
        return Text("No call yet. Ctrl-C ends.", style="dim")
    more = len(calls) - SHOWN
    return Group(table, Text(f"and {more} more", style="dim")) if more > 0 else table


def line(call: CallLine, now_ms: int) -> str:
    """Return a call in one plain line, for what is not a terminal."""
    told = [one for one in call.talk if one.text]
    said = f'{told[-1].who}: "{told[-1].text}"' if told else ""
    parts = (call.number, call.state, f"{call.seconds(now_ms):.0f} s", call.keys, said)
    return " · ".join(part for part in parts if part)


def report(board: Board, *, with_talk: bool = False) -> RenderableType:
    """Return everything that happened, in order of the calls."""
    calls = list(board.calls.values())
    parts: list[RenderableType] = [_summary(board, calls)]
    if calls:
        parts.append(_calls(calls))
    if any(call.ear.total() for call in calls):
        parts.append(_frames(calls))
    if board.faults:
        parts.append(_counts("Faults", board.faults))
    if with_talk:
        parts += [_talk(call) for call in calls if call.talk]
    return Group(*parts)


def _summary(board: Board, calls: Sequence[CallLine]) -> Text:
    answered = sum(call.answered_ms is not None for call in calls)
    gaps = [gap for call in calls for gap in call.gaps_ms]
    text = Text(f"{board.title or 'A run'}, seed {board.seed}: ", style="bold")
    text.append(f"calls {len(calls)}, answered {answered}", style="not bold")
    text.append(f", gaps at the callees' ears {len(gaps)}", style="not bold")
    if gaps:
        text.append(f" (longest {max(gaps)} ms)", style="not bold")
    if board.late:
        text.append(
            f"\nThe network's own clock was late {len(board.late)} times, at worst"
            f" {max(board.late)} ms: this machine was too busy for it.",
            style="not bold yellow",
        )
    return text


def _calls(calls: Sequence[CallLine]) -> Table:
    table = Table(title="Calls")
    for name in ("who", "outcome", "ended by", "way", "keys"):
        table.add_column(name)
    for name in ("seconds", "said", "heard", "gaps"):
        table.add_column(name, justify="right")
    for call in calls:
        by_caller = sum(one.who == "caller" and bool(one.text) for one in call.talk)
        table.add_row(
            call.number,
            _state(call),
            call.hung_up_by,
            " > ".join(call.nodes),
            call.keys,
            f"{call.seconds(call.ended_ms or 0):.0f}" if call.is_over else "",
            str(len(call.talk) - sum(one.who == "caller" for one in call.talk)),
            str(by_caller),
            str(len(call.gaps_ms) or ""),
        )
    return table


def _frames(calls: Sequence[CallLine]) -> Table:
    total: Counter[str] = Counter()
    for call in calls:
        total.update(call.ear)
    return _counts("Frames of tones at the callees' ears", total)


def _counts(title: str, counts: Counter[str]) -> Table:
    table = Table(title=title)
    table.add_column("what")
    table.add_column("times", justify="right")
    for name, count in counts.items():
        table.add_row(name, str(count))
    return table


def _talk(call: CallLine) -> Table:
    table = Table(title=f"{call.number}, {call.call_sid}", show_header=False)
    table.add_column(justify="right", style="dim")
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for one in call.talk:
        text = one.text + (" (cut off)" if one.cut else "")
        table.add_row(f"{one.at_ms / 1000:.1f}", one.who, text or "(not understood)")
    return table


def _state(call: CallLine) -> Text:
    return Text(call.state, style=_STYLES.get(call.state, ""))
