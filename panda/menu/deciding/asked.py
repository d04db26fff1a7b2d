"""Machines that ask for something instead of offering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.deciding.situation import Do, Leave
from panda.menu.ending import PAUSE_MS
from panda.menu.menu import LineKind
from panda.menu.requests import requested

if TYPE_CHECKING:
    from panda.menu.deciding.situation import Decision, Situation


def digits(now: Situation, now_ms: int) -> Decision | None:
    """Answer a request for digits, or the question whether they were right."""
    if not now.entries.concerns(now.prompt):
        return None
    waits = now.entries.is_read(now.prompt, now_ms)
    return Do(now.entries.deed(now.prompt, now_ms)) if waits else Leave()


def words(now: Situation, now_ms: int) -> Decision | None:
    """Answer a machine that asks for words we do not know."""
    kind = now.prompt.kind
    if kind is not LineKind.SPEECH_MENU and kind is not LineKind.ENTRY:
        return None
    return request(now, kind, now_ms)


def request(now: Situation, kind: LineKind, now_ms: int) -> Decision:
    """Answer a request of a kind in its first pause."""
    if now.prompt.quiet_ms(now_ms) < PAUSE_MS:
        return Leave()
    now.journey.enter_wordless(kind.value, now.prompt)
    return Do(requested(now.journey, kind, now.language))
