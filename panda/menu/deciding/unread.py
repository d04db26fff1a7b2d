"""Words that offer nothing we read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.asking.doubt import riddle
from panda.menu.deciding.situation import Do, Leave

if TYPE_CHECKING:
    from panda.menu.deciding.situation import Decision, Situation


def decide(now: Situation, now_ms: int) -> Decision | None:
    """Ask about a riddle, and do as advised; without advice the rules go on."""
    prompt = now.prompt
    if now.offers or not prompt.last or now.ear.pending(now_ms):
        return None
    asked = now.asking.ask(prompt, riddle(prompt, now_ms), now_ms)
    if now.asking.awaits(prompt, now_ms):
        return Leave(tuple(asked))
    advised = now.asking.deed(prompt)
    return Do(advised()) if advised else None
