"""What the terminal shows while calls run: one line a business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.call import PHASES, CallState, Outcome
from panda.campaign import TargetStatus
from panda.events import queue_words

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
    CallState.TRANSFERRING: "blue",
    CallState.TRANSFERRED: "bold green",
    CallState.ENDED: "dim",
}

SPEAKERS = {"agent": "we", "business": "they", "operator": "you"}
SOON_S = 600
"""Up to here a wait is counted down; a longer one is told by its end."""
WORDS = 46
"""Longest piece of the last words that is shown, in characters."""


def live_table(
    targets: Sequence[Target],
    snapshots: Mapping[str, CallSnapshot],
    now: datetime,
    *,
    title: str,
) -> Table:
    """Draw the state of every business of a campaign.

    Args:
        targets: The businesses, in the order of their list.
        snapshots: The latest call to each, by target id.
        now: The installation's wall time.
        title: The campaign's.
    """
    table = Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        expand=True,
    )
    table.add_column("Business", no_wrap=True, ratio=3)
    table.add_column("State", no_wrap=True, min_width=13)
    table.add_column("Keys", no_wrap=True, min_width=4)
    table.add_column("Found", justify="right", no_wrap=True)
    table.add_column("Last words", no_wrap=True, ratio=6)
    table.add_column("Seconds", justify="right", no_wrap=True)
    for target in targets:
        snapshot = snapshots.get(target.target_id)
        if snapshot is None or _is_of_another_try(snapshot, target):
            _add_idle(table, target, now)
        else:
            _add_call(table, snapshot, now)
    return table


def status_words(  # noqa: PLR0911 - a table, one line a case
    target: Target, snapshot: CallSnapshot | None, now: datetime
) -> tuple[str, str]:
    """Say where a business stands, and in which style that is shown."""
    if target.status is TargetStatus.DONE:
        words = spaced(target.outcome) if target.outcome else "done"
        return words, outcome_style(target.outcome)
    if target.status is TargetStatus.WAITING:
        if target.due_at is None or target.due_at <= now:
            return "waiting", "dim"
        wait_s = int((target.due_at - now).total_seconds()) + 1
        moment = f"{target.due_at:%a %H:%M %Z}"
        if target.outcome is None:  # nobody was dialled: only the hours are waited for
            return f"waits for {moment} (calling hours)", "yellow"
        return f"again {moment if wait_s > SOON_S else f'in {wait_s} s'}", "yellow"
    if snapshot is None or _is_of_another_try(snapshot, target):
        return PHASES[CallState.QUEUED], STYLES[CallState.QUEUED]
    if snapshot.outcome is not None:
        return spaced(snapshot.outcome), outcome_style(snapshot.outcome)
    return PHASES[snapshot.state], STYLES[snapshot.state]


def _is_of_another_try(snapshot: CallSnapshot, target: Target) -> bool:
    """Whether a call is over, and the business waits for the next or has it already."""
    return (
        target.status is TargetStatus.WAITING or snapshot.attempt < target.attempts
    ) and target.status is not TargetStatus.DONE


def _add_idle(table: Table, target: Target, now: datetime) -> None:
    words, style = status_words(target, None, now)
    note = ", ".join(map(spaced, target.reasons))
    if target.status is TargetStatus.WAITING and target.outcome is not None:
        note = f"was {spaced(target.outcome)}"
    table.add_row(
        Text(target.provider.name), Text(words, style), "", "", Text(note, "dim"), ""
    )


def _add_call(table: Table, call: CallSnapshot, now: datetime) -> None:
    state = Text(PHASES[call.state], style=STYLES[call.state])
    if call.queue is not None:
        state.append(f", {queue_words(call.queue.position, call.queue.wait_s)}")
    if call.outcome is not None:
        state = Text(spaced(call.outcome), style=outcome_style(call.outcome))
        now = call.updated_at or now
    table.add_row(
        Text(call.business),
        state,
        call.keys,
        str(len(call.findings) or ""),
        _said(call),
        str(max(0, int((now - call.started_at).total_seconds()))),
    )


def _said(call: CallSnapshot) -> Text:
    words = call.last_words
    if not words:
        return Text("")
    if len(words) > WORDS:
        words = "…" + words[-WORDS + 1 :]
    style = "italic" if call.last_speaker == "agent" else ""
    return Text(f"{SPEAKERS.get(call.last_speaker, '')}: {words}", style=style)


def spaced(code: str) -> str:
    """Write a stable code as words."""
    return code.replace("_", " ")


def outcome_style(outcome: Outcome | None) -> str:
    """How an outcome is shown."""
    return "bold green" if outcome is Outcome.COMPLETED else "bold yellow"
