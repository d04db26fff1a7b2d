"""A sentence that names several plans: which part of it is said of which.

People say the plan first and then its number, again and again, or the number first. A
sentence is taken apart only where it keeps to one of the two from end to end; any other
is nobody's, for a number beside the wrong plan is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from panda.insurance.flat import flat
from panda.research.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.insurance.mentions import Mention

_HOLDS_TOGETHER = re.compile(
    r"\b(?:than|less|more|higher|lower|same|both|each|either|neither|compared|unlike"
    r"|instead|not|\w+n't|or|respectively|sorry|i mean|rather|wait|actually|menos|mas"
    r"|que|mismo|ambos|cada|o|ni|no|perdon|digo)\b"
)
"""Said of one plan by way of the other, or of both: no part of it stands alone."""
_BARE_WORDS = """
    and but while whereas though the a an at for with on its it's it is thats that's
    that pays pay covers cover covering them they you you'd youd get would be only just
    about plan plans one percent dollars dollar months
    y pero con el la al por es son cubre cubren paga pagan en un una meses dolares
    ciento
"""
_BARE = frozenset(_BARE_WORDS.split())
"""Words beside a plan and its number that say nothing of what it is for."""
_WORDS = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one plan."""

    plan: Mention
    text: str
    is_bare: bool
    """Whether it says no more than a number: what for, the part before it has said."""


def parts(sentence: str, named: Sequence[Mention]) -> list[Part]:
    """Take a sentence apart; nothing if its parts cannot be told for certain.

    Args:
        sentence: What was said.
        named: The plans in it, in order.
    """
    plain = flat(sentence)
    beside = _without(plain, named)
    keys = [(one.payer, one.plan, one.product) for one in named]
    if len(set(keys)) != len(keys) or _HOLDS_TOGETHER.search(beside):
        return []
    cuts = [one.start for one in named] + [len(sentence)]
    head = sentence[: cuts[0]]
    if not _has_number(head):  # "With A it's 80 percent, with B 60."
        pieces = [head + sentence[one:two] for one, two in pairwise(cuts)]
    elif not _has_number(sentence[named[-1].end :]):  # "80 with A and 60 with B"
        cuts = [0] + [one.end for one in named]
        pieces = [sentence[one:two] for one, two in pairwise(cuts)]
    else:
        return []
    if not all(_has_number(piece) for piece in pieces):
        return []
    return [
        Part(plan, piece, _is_bare(piece, plan, sentence))
        for plan, piece in zip(named, pieces, strict=True)
    ]


def _has_number(text: str) -> bool:
    return any(one.number is not None for one in tokens(flat(text)))


def _is_bare(piece: str, plan: Mention, sentence: str) -> bool:
    name = flat(sentence[plan.start : plan.end])
    rest = flat(piece).replace(name, " ")
    numbers = [one for one in tokens(rest) if one.number is not None]
    for one in reversed(numbers):
        rest = rest[: one.start] + " " + rest[one.end :]
    return set(_WORDS.findall(rest)) <= _BARE


def _without(plain: str, named: Sequence[Mention]) -> str:
    for one in reversed(named):
        plain = plain[: one.start] + " " + plain[one.end :]
    return plain
