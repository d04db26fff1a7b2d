"""Where in a sentence payers and plans are named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.insurance.flat import flat
from panda.insurance.matching import Ambiguous, Match, NoMatch
from panda.insurance.names import FILLERS, PRODUCTS, REGIONS

if TYPE_CHECKING:
    from panda.insurance.directory import Product
    from panda.insurance.matching import Matcher

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_GENERIC = re.compile(
    r"\b(?:(?P<some>most|many|some|several|certain|la mayoria de(?: los)?|algunos)"
    r"|(?P<all>all|any|every|todos los|todo|cualquier))?(?: of)?(?: the| los)?"
    r"(?: major| other)?\s*"
    r"(?P<product>ppo|hmo|dhmo|epo)(?:'?s| plans?| insurances?| insurance plans?)?\b"
)
_PRODUCT_WORDS = "|".join(sorted(PRODUCTS, key=len, reverse=True))
_REGION_WORDS = "|".join(sorted(REGIONS, key=len, reverse=True))
_BEHIND = re.compile(
    rf"^(?:[ -]+(?:dental|insurance|plans?|medicare|managed|health))*"
    rf"(?:(?:[ -]+(?:of|de))? (?P<region>{_REGION_WORDS})\b)?"
    rf"(?:[ -]+(?:dental|insurance))*(?:[ -]+(?P<product>{_PRODUCT_WORDS})'?s?\b)?"
)
_LONGEST = 7
_COMMON = frozenset(
    str.split(
        "principal guardian guardians standard independence united horizon lincoln"
        " liberty dominion oxford chip hip emblem delta concordia emeritus edna root"
        " principle zealous carrington renaissance solstice moda signal sigma medical"
        " regents primera avenue kaiser afleck cash"
    )
)
"""Names that are words as well: in small letters only beside another plan, or after a
verb that takes one."""
_TAKING = re.compile(
    r"(?:\btak(?:e|ing|en)|\baccept(?:s|ing)?|\bwith|\bnetwork|\bhonou?r|\bonly|\bnot"
    r"|\bno|\bexcept|\bcon|\baceptamos|\btomamos)(?: the| los| el)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A plan that is named, or a kind of plans."""

    start: int
    end: int
    payer: str = ""
    plan: str = ""
    product: Product | None = None
    region: str = ""
    partly: bool = False
    """"Most PPOs"."""


def mentions(text: str, matcher: Matcher) -> list[Mention]:
    """List what is named, in order; what overlaps counts once, the longest first."""
    plain = flat(text)
    words = [(found.start(), found.end()) for found in _WORD.finditer(plain)]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        taken = _at(text, plain, words[at : at + _LONGEST], matcher)
        if taken is None:
            at += 1
            continue
        found.append(taken)
        at = next(
            (n for n in range(at, len(words)) if words[n][0] >= taken.end), len(words)
        )
    return found


def _at(
    text: str, plain: str, words: list[tuple[int, int]], matcher: Matcher
) -> Mention | None:
    for count in range(len(words), 0, -1):
        start, end = words[0][0], words[count - 1][1]
        name = re.sub(r"'s$", "", plain[start:end])
        if re.search(r"[,;:.?!]\s", name) or not matcher.lists(name):
            continue
        if FILLERS.issuperset(name.split()) and not text[start].isupper():
            continue
        if name in _COMMON and not _is_a_name(text, plain, start):
            continue
        return _mention(plain, start, end, matcher)
    return _generic(plain, words[0][0])


def _is_a_name(text: str, plain: str, start: int) -> bool:
    return text[start].isupper() or bool(_TAKING.search(plain[:start]))


def _mention(plain: str, start: int, end: int, matcher: Matcher) -> Mention | None:
    """Read on behind a name: its region, and the product."""
    behind = _BEHIND.match(plain[end:])
    if behind is not None and (behind["region"] or behind["product"]):
        end += behind.end()
    meant = matcher.match(plain[start:end].replace("'s", ""))
    match meant:
        case Match():
            return _of(meant, start, end)
        case Ambiguous(options=(first, *_), of_one=True):
            return _of(Match(first.payer, region=first.region), start, end)
        case Ambiguous() | NoMatch():
            return None


def _of(meant: Match, start: int, end: int) -> Mention:
    plan = meant.plan.name if meant.plan is not None else ""
    return Mention(start, end, meant.payer.name, plan, meant.product, meant.region)


def _generic(plain: str, start: int) -> Mention | None:
    found = _GENERIC.match(plain, start)
    if found is None:
        return None
    product = PRODUCTS[found["product"]]
    partly = bool(found["some"])
    return Mention(found.start(), found.end(), product=product, partly=partly)
