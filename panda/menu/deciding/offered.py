"""A menu: what of it is taken, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.choose import CERTAIN
from panda.menu.deciding import known
from panda.menu.deciding.situation import Do, Leave
from panda.menu.doubt import hears_again
from panda.menu.replay import Verdict
from panda.menu.steps import Stuck

if TYPE_CHECKING:
    from panda.menu.choose import Choice
    from panda.menu.deciding.situation import Decision, Situation
    from panda.menu.steps import Step


def decide(now: Situation, now_ms: int) -> Decision | None:
    """Follow the known route if this is its menu, else choose among what is offered."""
    if not now.offers:
        return None
    prompt, journey = now.prompt, now.journey
    place = journey.known(prompt)
    known_end = place is not None and place is journey.place and place.is_over(prompt)
    over = prompt.is_read(now_ms) or (known_end and prompt.quiet_ms(now_ms) > 0)
    read = over and not now.ear.pending(now_ms)
    if now.early and place is not None and place is journey.place:
        journey.talked_over()  # what we pressed was not heard over the prompt
    verdict = known.judge(now, read=read)
    if verdict is Verdict.UNSURE:
        return Leave()
    if verdict is Verdict.SAME and place is None:
        listens = known.listens(now, now_ms, read=read)
        return known.follow(now, read=read) if listens else Leave()
    return _choose(now, now_ms, read=read, drifts=verdict is Verdict.OTHER)


def _choose(now: Situation, now_ms: int, *, read: bool, drifts: bool) -> Decision:
    """Choose once enough was heard: at once what is certain, else at the menu's end.

    Args:
        now: Where we are.
        now_ms: The time.
        read: Whether the menu was heard to its end.
        drifts: Whether a new menu here is none that the known route expects.
    """
    prompt = now.prompt
    is_new = now.journey.known(prompt) is None
    choice = now.journey.choice(prompt)
    has_key = choice.option is not None and bool(choice.option.digits)
    sure = has_key and choice.confidence >= CERTAIN
    rest = not sure and now.may_continue
    spoilt = is_new and not rest and hears_again(prompt, choice, now_ms)
    waits = spoilt and now.asking.deed(prompt) is None
    if waits or not (read or (sure and not now.patient)):
        if sure or now.ear.pending(now_ms):
            return Leave()
        return Leave(tuple(now.asking.about(prompt, choice, now_ms)))
    if rest:
        return _press_again(now)
    if is_new and drifts:
        now.replay.drift()
    return _take(now, choice, now_ms, read=read)


def _take(now: Situation, choice: Choice, now_ms: int, *, read: bool) -> Decision:
    """Carry out a choice, unless it is asked about first."""
    prompt, journey = now.prompt, now.journey
    steps: list[Step] = []
    if now.settled is not prompt:
        now.settled = prompt
        returned = journey.returned(prompt, failed=now.failed)
        journey.enter(prompt)
        steps += journey.understood()
        if returned and journey.is_loop():
            return Do(Stuck("loop"), tuple(steps))
        choice = journey.choice(prompt)
    steps += now.asking.about(prompt, choice, now_ms)
    if now.asking.awaits(prompt, now_ms):
        return Leave(tuple(steps))
    now.early = not read
    now.entries.past()
    advised = now.asking.deed(prompt)
    deed = advised() if advised else journey.take(choice)
    return Do(deed, tuple(steps))


def _press_again(now: Situation) -> Decision:
    """Press again what the prompt talked over, and learn to wait."""
    place = now.journey.place
    assert place is not None
    place.continue_with(now.prompt)
    now.journey.talked_over()
    now.early = False
    return Do(now.journey.again())
