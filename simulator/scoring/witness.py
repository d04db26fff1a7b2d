"""Figures that the ledger alone bears witness to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.scoring.records import SeenCall

GAP_MS = 60
_AI = re.compile(
    r"\b(a\.?\s?i|artificial(ly)? intelligen\w+|artificial|automated|robot\w*|bot"
    r"|(virtual|digital) (assistant|agent)|computer)\b",
    re.IGNORECASE,
)


def long_gaps(calls: Iterable[SeenCall]) -> int:
    """Count the outbound gaps longer than 60 ms."""
    return sum(gap > GAP_MS for call in calls for gap in call.gaps_ms)


def double_dials(calls: Iterable[SeenCall]) -> int:
    """Count the calls to one number that earlier ones did not justify."""
    earlier: list[SeenCall] = []
    count = 0
    for call in calls:
        at = call.created_ms
        if at is None:
            continue
        live = [one for one in earlier if one.ended_ms is None or one.ended_ms > at]
        count += bool(live or any(one.conversed for one in earlier))
        earlier.append(call)
    return count


def most_at_once(calls: Iterable[SeenCall]) -> int:
    """Return the most calls that had two-way media at one moment."""
    changes: list[tuple[int, int]] = []
    for call in calls:
        for start, stop in call.media:
            changes.append((start, 1))
            end = stop if stop is not None else call.ended_ms
            if end is not None:
                changes.append((end, -1))
    now = most = 0
    for _, change in sorted(changes):
        now += change
        most = max(most, now)
    return most


def words_late_ms(calls: Iterable[SeenCall]) -> int | None:
    """Return within how many ms nine in ten of the caller's words were understood.

    Counted from the last of them, so the pause that ends a turn is in it: about a
    second where nothing else keeps the machine busy. None if nothing was heard.
    """
    late = sorted(ms for call in calls for ms in call.late_ms)
    return late[int(0.9 * len(late))] if late else None


def disclosed_in(call: SeenCall) -> bool:
    """Tell whether the caller's first words to a person said that it is an AI.

    First words are all it was understood to say until that person spoke again: a
    caller may well take a breath after "Hello".
    """
    first = next((words for words in call.said if words.by == "person"), None)
    heard = [
        words
        for words in call.heard
        if words.text.strip() and first is not None and words.end_ms > first.start_ms
    ]
    if not heard:
        return False
    replies = [
        words.order
        for words in call.said
        if words.by == "person" and words.start_ms >= heard[0].end_ms
    ]
    until = min(replies, default=None)
    text = " ".join(one.text for one in heard if until is None or one.order < until)
    return bool(_AI.search(text))
