"""Which decision is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.deciding import asked, ended, known, offered, silent, unread
from panda.menu.deciding.situation import Leave
from panda.menu.rest import may_offer_to_wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.menu.deciding.situation import Decision, Situation

ORDER: tuple[Callable[[Situation, int], Decision | None], ...] = (
    unread.decide,  # words in which nothing is offered: somebody may know better
    ended.decide,  # a person, a queue, a mailbox: whatever was offered before
    asked.digits,  # before the menu that says what to do without them
    offered.decide,
    known.opening,  # before the request that it may sound like
    asked.words,
    silent.decide,
)
"""From the first that is asked to the last, which always has an answer. None from one
is that the next is asked."""


def decide(now: Situation, now_ms: int) -> Decision:
    """Say what is done next."""
    if now.unheard and may_offer_to_wait(now.prompt, now_ms):
        return Leave()
    now.note_complaint()
    for consider in ORDER:
        decision = consider(now, now_ms)
        if decision is not None:
            return decision
    return Leave()
