"""What silence means in a phone menu, and how long it is borne."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from panda.menu.ear import Ear
    from panda.menu.journey import Journey
    from panda.menu.prompt import Prompt

RETRY_MS = 3_500
"""After a complaint ("invalid entry") the menu usually comes again; if not, retry."""
SILENT_MS = 8_000
"""Nothing at all is heard for this long after a key: it was lost."""
STAYED_MS = 25_000
"""Staying on the line this long without a word is being in a queue."""


class Silence(Enum):
    """What to make of it."""

    WAIT = auto()
    AGAIN = auto()
    """What we did last had no effect."""
    GUESS = auto()
    """A machine waits, and what it offered was not understood."""
    OVER = auto()
    """Nothing will come of waiting on."""


def silence(
    prompt: Prompt, ear: Ear, journey: Journey, now_ms: int, *, failed: bool
) -> Silence:
    """Judge a silence by what was heard before it; `failed` after a complaint."""
    if ear.pending(now_ms) or ear.talks(now_ms):
        return Silence.WAIT
    quiet_ms = prompt.quiet_ms(now_ms)
    if failed and quiet_ms >= RETRY_MS:
        return Silence.AGAIN
    if prompt.last:
        waits = prompt.kind is LineKind.MENU and quiet_ms >= SILENT_MS
        return Silence.GUESS if waits else Silence.WAIT
    waited_ms = min(quiet_ms, now_ms - (ear.acted_ms or now_ms))
    if journey.last is None:
        return Silence.OVER if waited_ms >= STAYED_MS else Silence.WAIT
    return Silence.AGAIN if waited_ms >= SILENT_MS else Silence.WAIT
