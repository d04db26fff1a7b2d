"""What of the words around a payer's name belongs to it: product, region, the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from panda.insurance.directory import Product
from panda.research.words import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

_REGIONS = """
    alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware
    florida, georgia, hawaii, idaho, illinois, indiana, iowa, kansas, kansas city
    kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota
    mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey
    new mexico, new york, western new york, northeastern new york, north carolina
    north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina
    south dakota, tennessee, texas, utah, vermont, virginia, washington, washington dc
    west virginia, wisconsin, wyoming, puerto rico
"""
REGIONS = frozenset(
    name.strip() for line in _REGIONS.strip().splitlines() for name in line.split(",")
)
"""States, and the parts of states in which companies call themselves by one."""
_LONGEST_REGION = 3
PRODUCTS: dict[str, Product] = {
    "ppo": Product.PPO,
    "dppo": Product.PPO,
    "hmo": Product.DHMO,
    "dhmo": Product.DHMO,
    "dmo": Product.DHMO,
    "prepaid": Product.DHMO,
    "epo": Product.EPO,
    "indemnity": Product.INDEMNITY,
    "traditional": Product.INDEMNITY,
    "medicaid": Product.MEDICAID,
    "advantage": Product.MEDICARE_ADVANTAGE,
    "discount": Product.DISCOUNT,
    "savings": Product.DISCOUNT,
}
"""Words that name a kind of plan beside a payer's name."""
FILLERS = frozenset(
    str.split(
        "a an the my our your his her their its it is im i ive we have has had got get"
        " with through by from of for on at and or insurance insured plan plans dental"
        " dentist health medical coverage company companies inc llc network group"
        " policy program card called name named under uh um er well so think believe"
        " just work job employer wifes husbands mine some kind please do does you take"
        " accept family individual member vision corporation benefits"
        " el la los las de del mi su un una con por para seguro seguros aseguranza"
        " dentales medico compania tengo tiene tenemos es se llama cobertura salud"
    )
)
"""Words that say nothing about which payer is meant."""
_LETTERS = {
    "ay": "a", "bee": "b", "be": "b", "cee": "c", "see": "c", "sea": "c", "dee": "d",
    "ee": "e", "ef": "f", "gee": "g", "aitch": "h", "em": "m", "en": "n", "oh": "o",
    "owe": "o", "pee": "p", "pea": "p", "ess": "s", "yes": "s", "tee": "t", "you": "u",
    "ex": "x",
}  # fmt: skip
_SHORTEST = 3
"""Letters that have to be spelled in a row to be taken for initials."""


def words_of(text: str) -> tuple[str, ...]:
    """Split a name into folded words; initials become one word.

    Example:
        >>> words_of("B.C.B.S. of Texas"), words_of("pee pee oh")
        (('bcbs', 'of', 'texas'), ('ppo',))
    """
    found: list[str] = []
    raw = folded(text.replace("&", " and ").replace("+", " plus ")).split()
    for is_letter, run in groupby(raw, lambda one: len(one) == 1 or one in _LETTERS):
        group = list(run)
        if is_letter and _is_spelled(group):
            found.append("".join(_LETTERS.get(one, one) for one in group))
        else:
            found += group
    return tuple(found)


def _is_spelled(group: Sequence[str]) -> bool:
    """Say whether single letters are initials; words like "you" need more of them."""
    letters = sum(len(one) == 1 for one in group)
    return len(group) >= _SHORTEST or letters == len(group) > 1


@dataclass(frozen=True, slots=True)
class Rest:
    """What stands beside a payer's name."""

    products: frozenset[Product]
    region: str
    """As it is written: "West Virginia"; empty if none is named."""
    unknown: tuple[str, ...]
    """Words that are neither, and no fillers."""


def rest_of(words: Sequence[str]) -> Rest:
    """Say what the words beside a name are."""
    region, left = _region(list(words))
    products = frozenset(PRODUCTS[one] for one in left if one in PRODUCTS)
    unknown = tuple(
        one for one in left if one not in PRODUCTS and one not in FILLERS and one
    )
    return Rest(products, region, unknown)


def _region(words: list[str]) -> tuple[str, list[str]]:
    for length in range(_LONGEST_REGION, 0, -1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            if name in REGIONS:
                return name.title(), words[:at] + words[at + length :]
    return "", words


def essence(words: Sequence[str]) -> str:
    """Return a name's letters without fillers; all of them if there is nothing else.

    Example:
        >>> essence(("the", "cigna", "dental", "plan"))
        'cigna'
    """
    telling = [one for one in words if one not in FILLERS and one not in PRODUCTS]
    return "".join(telling or words)
