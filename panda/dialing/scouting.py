"""Scout, then fan out: of businesses that share a phone menu one is called first.

Branches of a chain mostly have the same menus. One call explores them; the others wait
until its way is known, but never for long. Pure: the dispatcher asks, and holds back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.campaign import TargetStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from panda.campaign import Target

LEAST_BRANCHES = 3
"""From so many numbers on it is worth while to wait for a scout."""
PATIENCE_S = 120.0
"""So long others wait for their scout; then they are called all the same."""
_PLACE = re.compile(
    r"(?:\s*[,(]|\s+(?:[-#/@|]|at |of |in |no\.? ?\d|\d)).*$", re.IGNORECASE
)


def chain_of(name: str) -> str:
    """Return by what a business shares its menus with others: its name, without place.

    >>> chain_of("Bright Smiles - Austin"), chain_of("Bright Smiles #12")
    ('bright smiles', 'bright smiles')
    """
    return " ".join(_PLACE.sub("", name.strip()).casefold().split())


def held_back(
    targets: Sequence[Target], *, known: Collection[str], scouting_s: dict[str, float]
) -> set[str]:
    """Return the ids of targets that wait for the scout of their chain.

    Args:
        targets: All of a campaign.
        known: Numbers of which a way to the goal is known.
        scouting_s: For each chain that has a call under way, how long it has been.
    """
    chains: dict[str, list[Target]] = {}
    for target in targets:
        chains.setdefault(chain_of(target.provider.name), []).append(target)
    held = set[str]()
    for chain, branches in chains.items():
        waiting = [one for one in branches if one.status is TargetStatus.WAITING]
        if len(branches) < LEAST_BRANCHES or not waiting:
            continue
        if any(one.provider.phone in known for one in branches):
            continue
        if any(one.status is TargetStatus.DONE for one in branches):
            continue  # a scout has been there, and there was nothing to learn
        if scouting_s.get(chain, 0.0) >= PATIENCE_S:
            continue
        waiting.sort(key=lambda one: one.position)
        scout_is_out = chain in scouting_s
        held |= {one.target_id for one in waiting[0 if scout_is_out else 1 :]}
    return held
