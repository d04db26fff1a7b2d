"""What the terminal shows while calls run: one line a business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from panda.call import CallState, Outcome
from panda.campaign import TargetStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from panda.campaign import CallSnapshot, Target

STYLES: dict[CallState, str] = {
    CallState.QUEUED: "dim",
    CallState.DIALING: "yellow",
    CallState.RINGING: "yellow",
    CallState.LISTENING: "cyan",
    CallState.NAVIGATING: "magenta",
    CallState.ON_HOLD: "blue",
    CallState.TALKING: "green",
    CallState.HELD: "blue",
    CallState.TAKEN_OVER: "bold green",
    CallState.ENDED: "dim",
}

PHASES: dict[CallState, str] = {
    CallState.QUEUED: "getting ready",
    CallState.DIALING: "dialing",
    CallState.RINGING: "ringing",
    CallState.LISTENING: "who is it?",
    CallState.NAVIGATING: "in the menu",
    CallState.ON_HOLD: "on hold",
    CallState.TALKING: "talking",
    CallState.HELD: "held by us",
    CallState.TAKEN_OVER: "taken over",
    CallState.ENDED: "ended",
}

SPEAKERS = {"agent": "we", "business": "they", "operator": "you"}
WORDS = 58
"""Longest piece of the last words that is shown, in characters."""


def live_table(
    targets: Sequence[Target],
    snapshots: Mapping[str, CallSnapshot],
    now: datetime,
    *,
    title: str,
) -> Table:
    """Draw the state of every business of a campaign; `snapshots` are by target id."""
    table = Table(title=escape(title), title_justify="left", expand=True)
    table.add_column("Business", no_wrap=True, ratio=3)
    table.add_column("State", no_wrap=True, min_width=13)
    table.add_column("Keys", no_wrap=True, min_width=4)
    table.add_column("Found", justify="right", no_wrap=True)
    table.add_column("Last words", no_wrap=True, ratio=6)
    table.add_column("Seconds", justify="right", no_wrap=True)
    for target in targets:
        snapshot = snapshots.get(target.target_id)
        if snapshot is None or _is_old(snapshot, target):
            _add_idle(table, target, now)
        else:
            _add_call(table, snapshot, now)
    return table


def _is_old(snapshot: CallSnapshot, target: Target) -> bool:
    """Whether the snapshot is of an attempt that has been dealt with."""
    return (
        snapshot.state is CallState.ENDED and target.status is not TargetStatus.CALLING
    )


def _add_idle(table: Table, target: Target, now: datetime) -> None:
    note = ""
    if target.status is TargetStatus.DONE:
        state = Text(_outcome(target.outcome), style=_outcome_style(target.outcome))
        note = ", ".join(target.reasons)
    elif target.due_at is not None and target.due_at > now:
        wait = int((target.due_at - now).total_seconds()) + 1
        state = Text(f"again in {wait} s", style="yellow")
        note = f"was {_outcome(target.outcome)}" if target.outcome else ""
    else:
        state = Text("waiting", style="dim")
    name = escape(target.provider.name)
    table.add_row(name, state, "", "", escape(note), "")


def _add_call(table: Table, call: CallSnapshot, now: datetime) -> None:
    state = Text(PHASES[call.state], style=STYLES[call.state])
    if call.outcome is not None:
        state = Text(_outcome(call.outcome), style=_outcome_style(call.outcome))
    words = call.last_words
    if len(words) > WORDS:
        words = "…" + words[-WORDS + 1 :]
    said = f"{SPEAKERS.get(call.last_speaker, '')}: {words}" if words else ""
    seconds = max(0, int((now - call.started_at).total_seconds()))
    table.add_row(
        escape(call.business),
        state,
        call.keys,
        str(len(call.findings) or ""),
        Text(said, style="italic" if call.last_speaker == "agent" else ""),
        str(seconds),
    )


def _outcome(outcome: Outcome | None) -> str:
    return "waiting" if outcome is None else str(outcome).replace("_", " ")


def _outcome_style(outcome: Outcome | None) -> str:
    return "bold green" if outcome is Outcome.COMPLETED else "bold yellow"
