"""What an office told of a plan's terms on a call, without having been asked for it.

Whoever asks "do you take Delta?" is often told the rest: the copay, what crowns are
covered at, that there is a waiting period. That answers no question of the form, and is
kept beside the answers, with the sentence that says it.

`read_terms` takes a sentence for one about a plan. On a call most are not: "we open at
eight", "the wait is two months", "twenty percent off". So a term is kept only if its
sentence says, in words of its own, that a plan is spoken of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.insurance.finding import TermFinding, TermKind, ToldTerm
from panda.insurance.flat import flat
from panda.insurance.procedures import Class, named as procedures_in
from panda.insurance.terms import read_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from panda.insurance.matching import Matcher
    from panda.supervisor.consultation import Line

LANGUAGES = frozenset({"en", "es"})
"""In which terms are read."""
_PLAN = r"insurance|plans?|polic(?:y|ies)|carrier|benefits?|seguro|poliza|beneficios?"
_OF_A_PLAN = re.compile(rf"\b(?:{_PLAN})\b")
_COVERED = re.compile(
    r"\b(?:cover(?:s|ed|age|ing)?|co-?insurance|cubre[n]?|cubiert[oa]s?|cobertura"
    r"|coaseguro)\b"
    r"|\bthey(?:'ll| will| do)?(?: only)? pay|\bthey (?:do|will|wo)(?:n'?t| not) pay"
)
_SHARE = re.compile(r"%|\bper ?cent\b|\bpor ciento\b|\bhalf\b|\bla mitad\b")
_REDUCED = re.compile(
    r"\boff\b|\bdiscount|\bdeposit|\bdown payment|\btip\b|\btax\b|\binterest\b"
    r"|\bfinanc|\bmembership|\bin-house|\bpayment plan"
    r"|\bdescuento|\banticipo|\bimpuesto|\bmembresia"
)
"""Shares and amounts that are no plan's."""
_PERIOD = re.compile(r"\bwaiting (?:period|time)s?\b|\bperiodos? de espera\b")
_YEARLY = re.compile(r"\bannual|\byearly|\bcalendar[- ]year|\ba year\b|\banual")


def told_terms(
    lines: Iterable[Line], matcher: Callable[[], Matcher], *, language: str
) -> tuple[ToldTerm, ...]:
    """List the terms of plans that a business stated, in the order it did.

    Args:
        lines: What was said, by both sides.
        matcher: Knows the payers; asked for only if a term was stated, for one takes
            time and memory to make.
        language: ISO 639-1 of what the business speaks; in others than `LANGUAGES`
            nothing is read.
    """
    if language not in LANGUAGES:
        return ()
    found: dict[object, ToldTerm] = {}
    for line in lines:
        if line.speaker != "business":
            continue
        if not any(map(_is_of_a_plan, read_terms(line.text, language=language))):
            continue
        for one in read_terms(line.text, matcher(), language=language):
            if _is_of_a_plan(one):
                told = ToldTerm(**dict(one), at_ms=line.at_ms)
                found.setdefault((*said_of(one), one.value), told)
    return tuple(found.values())


def said_of(one: TermFinding) -> tuple[object, ...]:
    """Return what a term is one of: two values of that contradict each other."""
    return one.term, one.codes, one.classes, one.payer, one.plan, one.product


def _is_of_a_plan(one: TermFinding) -> bool:
    """Say whether its sentence speaks of a plan, and not of the business's own terms.

    Example:
        >>> def said(quote, term, value, **what):
        ...     return _is_of_a_plan(
        ...         TermFinding(term=term, value=value, quote=quote, **what)
        ...     )
        >>> said("Crowns are covered at 50%.", TermKind.COVERAGE, 50, codes=("D2740",))
        True
        >>> said("We open at eight.", TermKind.COVERAGE, 8)
        False
    """
    plain = flat(one.quote)
    if _REDUCED.search(plain):
        return False
    match one.term:
        case TermKind.COVERAGE:
            shared = _SHARE.search(plain) and (one.codes or one.classes)
            kinds = sum(isinstance(each.what, Class) for each in procedures_in(plain))
            return bool(_COVERED.search(plain) or shared or kinds > 1)
        case TermKind.WAITING_PERIOD:
            return bool(_PERIOD.search(plain) or _OF_A_PLAN.search(plain))
        case TermKind.ANNUAL_MAXIMUM:
            return bool(_YEARLY.search(plain) or _OF_A_PLAN.search(plain))
        case TermKind.COPAY | TermKind.DEDUCTIBLE | TermKind.PREAUTHORIZATION:
            return True  # nothing but a plan has those
