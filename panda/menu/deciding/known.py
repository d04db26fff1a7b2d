"""The known route: whether a prompt is the one it expects, and its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.deciding.situation import Do
from panda.menu.menu import Option
from panda.menu.replay import Verdict

if TYPE_CHECKING:
    from panda.menu.deciding.situation import Decision, Situation


def opening(now: Situation, _now_ms: int) -> Decision | None:
    """Follow the route where its prompt is known before it has offered anything."""
    waits = now.replay.waits(patient=now.patient)
    if waits or not now.replay.opens(now.prompt):
        return None
    return follow(now, read=False)


def judge(now: Situation, *, read: bool) -> Verdict:
    """Say whether a menu is the expected one; `read` if it was heard to its end.

    Where keys went out unheard, nothing is said before it is, and the menu tells first
    where they have led.
    """
    if now.replay.blind:
        if not read:
            return Verdict.UNSURE
        now.replay.rewind(now.prompt)
    return now.replay.judge(now.prompt, read=read)


def listens(now: Situation, now_ms: int, *, read: bool) -> bool:
    """Whether the expected menu takes a key by now."""
    if read or not now.replay.waits(patient=now.journey.patient):
        return True
    return now.prompt.quiet_ms(now_ms) > 0 and now.replay.is_whole(now.prompt)


def follow(now: Situation, *, read: bool) -> Decision:
    """Take the step of the known route."""
    step = now.replay.expected
    assert step is not None
    now.journey.enter(now.prompt)
    now.early = not read
    known = now.replay.advance(step)
    option = Option(digits=step.keys, say=step.say, label=step.label)
    deed = now.journey.attempt(option, known=known)
    return Do(deed, tuple(now.journey.understood()))
