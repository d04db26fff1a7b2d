"""The end of the menus, when it is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.deciding.situation import End
from panda.menu.ending import end_of
from panda.menu.menu import LineKind
from panda.menu.steps import Arrived

if TYPE_CHECKING:
    from panda.menu.deciding.situation import Situation


def decide(now: Situation, now_ms: int) -> End | None:
    """End where a person, a queue, a mailbox or nobody has answered."""
    prompt = now.prompt
    talked_over = prompt.kind is LineKind.HOLD and now.may_continue
    end = end_of(
        prompt, now.journey, now_ms, language=now.language, talked_over=talked_over
    )
    return None if end is None else End(Arrived(end, prompt.last))
