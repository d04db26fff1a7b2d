"""What each business of a world will be, before any word of it is chosen."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.generator.mix import deal, deal_share
from simulator.generator.places import places

if TYPE_CHECKING:
    from simulator.generator.mix import Answered, Mix, Wording
    from simulator.generator.places import Place
    from simulator.generator.tables import Tongue


@dataclass(frozen=True, slots=True)
class Plan:
    """One business in outline."""

    index: int
    dice: str
    """Seed of all its other dice."""
    place: Place
    sector: str
    tongue: Tongue
    answered: Answered
    depth: int
    """Menus on the way to a booking; 0 where there is none."""
    options: int
    """Options of the main menu."""
    wording: Wording
    changed: bool
    queue: bool
    callback: bool
    manner: bool
    difficult: bool
    noisy: bool


def plans(seed: int, count: int, mix: Mix) -> list[Plan]:
    """Deal the proportions of a mix out to `count` businesses."""
    dice = random.Random(f"{seed}/world")
    where = places(count, dice)
    sectors = deal(mix.trades, count, dice)
    tongues = deal(mix.languages, count, dice)
    answered = deal(mix.answered, count, dice)
    with_menu = sum(map(has_menu, answered))
    depths = iter(deal(mix.depth, with_menu, dice))
    wordings = iter(deal(mix.wordings, with_menu, dice))
    sizes = iter(deal(dict.fromkeys(_sizes(mix), 1.0), with_menu, dice))
    changed = iter(deal_share(mix.changed, with_menu, dice))
    shares = (mix.queue, mix.callback, mix.manners, mix.difficult, mix.noisy)
    dealt = [deal_share(share, count, dice) for share in shares]
    found = []
    for at, flags in enumerate(zip(*dealt, strict=True)):
        menu = has_menu(answered[at])
        queue, callback, manner, difficult, noisy = flags
        plan = Plan(
            index=at,
            dice=f"{seed}/{at}",
            place=where[at],
            sector=sectors[at],
            tongue=tongues[at],
            answered=answered[at],
            depth=int(next(depths)) if menu else 0,
            options=next(sizes) if menu else 0,
            wording=next(wordings) if menu else "for_press",
            changed=next(changed) if menu else False,
            queue=queue,
            callback=callback,
            manner=manner,
            difficult=difficult,
            noisy=noisy,
        )
        found.append(plan)
    return found


def has_menu(answered: Answered) -> bool:
    """Say whether a business that answers so has a phone menu."""
    return answered in {"menu", "busy"}


def _sizes(mix: Mix) -> range:
    return range(mix.options[0], mix.options[1] + 1)
