"""Which remembered prompt a heard one is, and whether it says something else now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.likeness import same_words
from panda.menu.routes import SAME, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.menu.memory.graph import Node
    from panda.menu.menu import Option, RouteStep

_ALIKE = 80.0
"""From this likeness on (0 to 100), two labels are one: endings get lost on the way."""
_MOVED = 2
"""So many options under other keys are no mishearing; of fewer options, all."""


def recognise(nodes: Iterable[Node], step: RouteStep) -> Node | None:
    """Return the node a prompt belongs to, if it was met before.

    A prompt whose options have moved to other keys is another prompt.
    """
    named = list(nodes)
    for node in named:
        if node.fingerprint == step.fingerprint and not _moved(node, step):
            return node
    alike = [(_likeness(node, step), node) for node in named if not _moved(node, step)]
    best = max(alike, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] >= SAME else None


def changed(nodes: Iterable[Node], step: RouteStep) -> Node | None:
    """Return the node whose words a prompt has, but with options under other keys."""
    return next(
        (
            node
            for node in nodes
            if _moved(node, step)
            and (
                similarity(node.fingerprint, step.fingerprint) >= SAME
                or _same_things(node.options, step.options)
            )
        ),
        None,
    )


def _likeness(node: Node, step: RouteStep) -> float:
    """Say how alike two prompts are, 0 to 1: by what they offer, else by the words."""
    if node.options and step.options:
        kept = sum(_offered(one, node.options) for one in step.options)
        share = kept / min(len(node.options), len(step.options))
        if share < 1 / 2:
            return 0.0
        return max(share, similarity(node.fingerprint, step.fingerprint))
    return similarity(node.fingerprint, step.fingerprint)


def _offered(option: Option, among: Sequence[Option]) -> bool:
    return any(
        option.digits == one.digits and same_label(option.label, one.label)
        for one in among
    )


def _moved(node: Node, step: RouteStep) -> bool:
    """Whether options have the same words and other keys."""
    common = moved = 0
    for option in step.options:
        known = [one for one in node.options if same_label(one.label, option.label)]
        if known and option.digits:
            common += 1
            moved += all(one.digits != option.digits for one in known)
    return moved > 0 and (moved >= _MOVED or moved == common)


def _same_things(one: Sequence[Option], other: Sequence[Option]) -> bool:
    alike = sum(any(same_label(a.label, b.label) for b in other) for a in one)
    return 2 * alike > max(len(one), len(other))


def same_label(one: str, other: str) -> bool:
    """Whether two labels are the same words, as far as they can be heard."""
    return same_words(one, other, least=_ALIKE)
