"""Silence: what it means (`panda.menu.patience`), and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.deciding.asked import request
from panda.menu.deciding.situation import Do, End, Leave
from panda.menu.menu import LineKind
from panda.menu.patience import Silence, silence
from panda.menu.steps import Arrived, Stuck

if TYPE_CHECKING:
    from panda.menu.deciding.situation import Decision, Situation


def decide(now: Situation, now_ms: int) -> Decision:
    """Try again, try what often works, give up, or wait."""
    journey = now.journey
    match silence(now.prompt, now.ear, journey, now_ms, failed=now.failed):
        case Silence.AGAIN:
            return _try_again(now, now_ms)
        case Silence.GUESS:
            return _act_on_nothing(now)
        case Silence.OVER:
            stuck = journey.hopeless  # else we are in a queue
            return End(Stuck(stuck) if stuck else Arrived(LineKind.HOLD, ""))
        case Silence.WAIT:
            return Leave()


def _try_again(now: Situation, now_ms: int) -> Decision:
    place = now.journey.place
    if place is None or now.journey.last is None:
        return _act_on_nothing(now)
    if now.entries.are_asked:
        return Do(now.entries.again())
    if place.fingerprint == LineKind.SPEECH_MENU:
        return request(now, LineKind.SPEECH_MENU, now_ms)
    return Do(now.journey.again())


def _act_on_nothing(now: Situation) -> Decision:
    """A machine waits, and what it offered was not understood."""
    now.journey.enter(now.prompt)
    return Do(now.journey.guess("not_understood"))
