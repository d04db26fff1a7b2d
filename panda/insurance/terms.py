"""A plan's terms, read from what is said: shares, amounts, times, and whether.

Each number belongs to the term and the procedures that stand nearest before it, or
right behind it. A number that is an end of a range, a guess, or a family's is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from panda.insurance.finding import TermFinding, TermKind
from panda.insurance.flat import flat
from panda.insurance.mentions import Mention, mentions
from panda.insurance.parting import parts
from panda.insurance.procedures import Class, Named, named
from panda.insurance.termwords import (
    BREAK,
    DAYS,
    DOLLARS,
    FAMILY,
    HALF,
    IN_FULL,
    KINDS,
    MONTHS,
    NEEDS,
    NEGATED,
    NO_NEED,
    NONE,
    NOT_COVERED,
    OF,
    PATIENTS,
    PERCENT,
    RANGE,
    SHARE,
    WAIVED,
    YEAR,
    YEARS,
)
from panda.insurance.verdicts import is_left_open
from panda.research.reading.numerals import in_figures
from panda.research.reading.spans import sentences
from panda.research.reading.turning import is_withdrawn
from panda.research.words import folded, tokens

if TYPE_CHECKING:
    from panda.insurance.matching import Matcher


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    start: int
    end: int
    unit: str
    """`%`, `$`, `months`, or empty."""


def read_terms(
    text: str, matcher: Matcher | None = None, *, language: str = "en"
) -> list[TermFinding]:
    """List the terms that are stated; what is taken back is left out."""
    found: list[TermFinding] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        if is_withdrawn(folded(sentence)):
            found = found[:-1]
        if sentence.rstrip().endswith("?"):
            continue
        stated = _of_sentence(sentence, language)
        plans = _plans(sentence, matcher) if stated else []
        for one in _of_plans(sentence, stated, plans, language):
            whole = one.model_copy(update={"quote": sentence.strip()})
            found = [other for other in found if _key(other) != _key(whole)]
            found.append(whole)
    return found


def _of_plans(
    sentence: str, stated: list[TermFinding], plans: list[Mention], language: str
) -> list[TermFinding]:
    """Say whose the terms of a sentence are."""
    if len(plans) > 1 and (shared := _shared_out(sentence, plans, language)):
        return shared
    keys = {_key(one) for one in stated}
    if len(plans) > 1 and len({(_key(one), one.value) for one in stated}) > len(keys):
        return []  # which number is whose nobody can tell for certain
    named = [one for one in plans if one.payer]
    if len(named) == 1:
        return [_put_to(named[0], one) for one in stated]
    return [] if len({one.payer for one in named}) == 1 else stated


def _put_to(plan: Mention, one: TermFinding) -> TermFinding:
    of = {"payer": plan.payer, "plan": plan.plan, "product": plan.product}
    return one.model_copy(update=of)


def _shared_out(
    sentence: str, plans: list[Mention], language: str
) -> list[TermFinding]:
    """Give each plan its own terms, where all are told of the same things."""
    found: list[TermFinding] = []
    first: list[TermFinding] = []
    last: TermKind | None = None
    payers = {one.payer for one in plans if one.payer}
    if len(payers) > 1 and not all(one.payer for one in plans):
        return []  # "the HMO" is either's
    (payer, *_) = payers
    for part in parts(sentence, plans):
        stated, last = _of_text(part.text, language, last)
        if first and part.is_bare:  # "…covers crowns at 50, and Premier at 40"
            what = {"codes": first[0].codes, "classes": first[0].classes}
            stated = [one.model_copy(update=what) for one in stated]
        first = first or stated
        if not _are_alike(stated, first):
            return []
        plan = part.plan if part.plan.payer else replace(part.plan, payer=payer)
        found += [_put_to(plan, one) for one in stated]
    return found


def _are_alike(stated: list[TermFinding], first: list[TermFinding]) -> bool:
    """Whether two plans are told of alike: of the same, or each of its own things.

    Where one says what for and the other does not, the other may mean the same.
    """
    keys, before = {_key(one) for one in stated}, {_key(one) for one in first}
    if len(keys) < len(stated):
        return False
    if keys == before:
        return True
    of_its_own = all(one.codes or one.classes for one in (*stated, *first))
    return of_its_own and {one.term for one in stated} == {one.term for one in first}


def _key(one: TermFinding) -> tuple[object, ...]:
    return one.term, one.codes, one.classes, one.payer, one.plan, one.product


def _plans(sentence: str, matcher: Matcher | None) -> list[Mention]:
    """List the plans, or the payers, that a sentence names, each once.

    A kind of plans beside one payer's ("the HMO") is of that payer, if of any.
    """
    if matcher is None:
        return []
    named = [
        one
        for one in mentions(sentence, matcher)
        if not one.payer or matcher.is_insurance(one.payer)
    ]
    if not any(one.payer for one in named):
        return []
    return list({(one.payer, one.plan, one.product): one for one in named}.values())


def _of_sentence(sentence: str, language: str) -> list[TermFinding]:
    return _of_text(sentence, language, None)[0]


def _of_text(
    sentence: str, language: str, last: TermKind | None
) -> tuple[list[TermFinding], TermKind | None]:
    """Read what is said; return as well what it speaks of in the end."""
    written = in_figures(SHARE.sub("  percent ", sentence), language)
    plain = flat(written)
    found: list[TermFinding] = []
    for start, end in _parts(plain):
        part = plain[start:end]
        if is_left_open(part, None, 0, 0):
            continue
        fresh, last = _of_part(part, last)
        found += fresh
    return found, last


def _parts(plain: str) -> list[tuple[int, int]]:
    """Split a sentence where it turns to another term."""
    cuts = [0, *(found.start() for found in BREAK.finditer(plain)), len(plain)]
    return [(one, two) for one, two in pairwise(cuts) if two > one]


def _of_part(
    part: str, before: TermKind | None
) -> tuple[list[TermFinding], TermKind | None]:
    """Read one part; return as well what it speaks of, for the next to go on."""
    spoken = _terms(part)
    what = named(part)
    numbers = _numbers(part)
    found = [*_without_numbers(part, spoken, what)]
    if not spoken and before is not None and numbers:
        spoken = [(before, 0, 0)]
    if not spoken and any(isinstance(one.what, Class) for one in what):
        spoken = [(TermKind.COVERAGE, 0, 0)]
    if PATIENTS.search(part) and not spoken:
        spoken = [(TermKind.COVERAGE, 0, 0)]
    if not found:
        found = _with_numbers(part, spoken, what, numbers)
    return found, (spoken[-1][0] if spoken else before)


def _terms(part: str) -> list[tuple[TermKind, int, int]]:
    """List which terms a part speaks of, in order."""
    taken: list[tuple[TermKind, int, int]] = []
    for kind, pattern in KINDS:
        for match in pattern.finditer(part):
            start, end = match.span()
            if all(end <= one or start >= two for _, one, two in taken):
                taken.append((kind, start, end))
    return sorted(taken, key=lambda one: one[1])


def _numbers(part: str) -> list[_Number]:
    found: list[_Number] = []
    for token in tokens(part):
        is_code = part[token.start - 1 : token.start] == "d"
        if token.number is None or token.is_ordinal or is_code:
            continue
        behind = part[token.end :]
        if DAYS.match(behind) or FAMILY.match(behind):
            continue
        start = token.start - (part[token.start - 1 : token.start] == "$")
        value, unit = token.number, "$" if start < token.start else ""
        if PERCENT.match(behind):
            unit = "%"
        elif MONTHS.match(behind):
            unit = "months"
        elif YEARS.match(behind):
            value, unit = value * YEAR, "months"
        elif DOLLARS.match(behind):
            unit = "$"
        found.append(_Number(value, start, token.end, unit))
    found += [_Number(50, *half.span(), "%") for half in HALF.finditer(part)]
    return _exact(sorted(found, key=lambda one: one.start), part)


def _exact(numbers: list[_Number], part: str) -> list[_Number]:
    """Leave out both ends of ranges."""
    ends: set[_Number] = set()
    for one, two in pairwise(numbers):
        if RANGE.match(part[one.end : two.start]):
            ends |= {one, two}
    return [one for one in numbers if one not in ends]


def _without_numbers(
    part: str, spoken: list[tuple[TermKind, int, int]], what: list[Named]
) -> list[TermFinding]:
    """Read what is said without a number: none, not covered, needed."""
    values = [(kind, _bare_value(part, kind, start)) for kind, start, _ in spoken]
    found = [_term(kind, value, what) for kind, value in values if value is not None]
    if found or not what:
        return found
    denied = NOT_COVERED.search(part)
    if denied and NEGATED.search(denied[0]):
        return [_term(TermKind.COVERAGE, 0, what)]
    covered = any(kind is TermKind.COVERAGE for kind, _, _ in spoken)
    if covered and IN_FULL.search(part):
        return [_term(TermKind.COVERAGE, ALL, what)]
    return []


def _bare_value(part: str, kind: TermKind, start: int) -> float | None:
    """Return what is said of a term without a number."""
    none = NONE.search(part[:start]) is not None
    match kind:
        case TermKind.PREAUTHORIZATION:
            if none or NO_NEED.search(part):
                return 0
            return 1 if NEEDS.search(part) else None
        case TermKind.COPAY | TermKind.DEDUCTIBLE | TermKind.WAITING_PERIOD:
            return 0 if none or WAIVED.search(part) else None
        case TermKind.COVERAGE | TermKind.ANNUAL_MAXIMUM:
            return None  # of "no maximum" there is no amount


def _with_numbers(
    part: str,
    spoken: list[tuple[TermKind, int, int]],
    what: list[Named],
    numbers: list[_Number],
) -> list[TermFinding]:
    found: list[TermFinding] = []
    for index, number in enumerate(numbers):
        kind = _kind_of(number, spoken)
        if kind is None:
            continue
        low = numbers[index - 1].end if index else 0
        high = numbers[index + 1].start if index + 1 < len(numbers) else len(part)
        ours = _said_of(part, number, what, low, high)
        value = number.value
        if kind is TermKind.COVERAGE and PATIENTS.search(part):
            value = ALL - value
        found.append(_term(kind, value, ours))
    return found


def _kind_of(
    number: _Number, spoken: list[tuple[TermKind, int, int]]
) -> TermKind | None:
    """Return which term a number is one of: by its unit, then by what is nearest."""
    fits = {
        "%": {TermKind.COVERAGE},
        "months": {TermKind.WAITING_PERIOD},
        "$": {TermKind.COPAY, TermKind.DEDUCTIBLE, TermKind.ANNUAL_MAXIMUM},
        "": set(TermKind) - {TermKind.PREAUTHORIZATION},
    }[number.unit]
    near = [one for one in spoken if one[0] in fits]
    covered = any(_is_cover(one) for one in near)
    if (
        not number.unit
        and not covered
        and any(kind is not TermKind.COVERAGE for kind, _, _ in near)
    ):  # "at" is half of every sentence
        near = [one for one in near if one[0] is not TermKind.COVERAGE]
    if (
        number.unit == ""
        and number.value > ALL
        and not any(kind in IN_DOLLARS for kind, _, _ in near)
    ):
        return None
    best = min(near, key=lambda one: _distance(number, one[1], one[2]), default=None)
    return best[0] if best is not None else None


def _is_cover(spoken: tuple[TermKind, int, int]) -> bool:
    """Say whether a word speaks of coverage by itself, as "at" does not."""
    kind, start, end = spoken
    return kind is TermKind.COVERAGE and end - start > len("at")


ALL = 100
IN_DOLLARS = {TermKind.COPAY, TermKind.DEDUCTIBLE, TermKind.ANNUAL_MAXIMUM}


def _distance(number: _Number, start: int, end: int) -> int:
    return number.start - end if end <= number.start else start - number.end


def _said_of(
    part: str, number: _Number, what: list[Named], low: int, high: int
) -> list[Named]:
    """Return the procedures a number is said of."""
    behind = [
        one
        for one in what
        if number.end <= one.start < high and OF.search(part[number.end : one.start])
    ]
    before = [one for one in what if low <= one.start < number.start]
    if low and not before and not behind:
        return []
    return before if before and not (behind and low) else behind or before


def _term(kind: TermKind, value: float, what: list[Named]) -> TermFinding:
    codes = tuple(one.what.code for one in what if not isinstance(one.what, Class))
    classes = tuple(one.what for one in what if isinstance(one.what, Class))
    return TermFinding(
        term=kind,
        value=value,
        codes=tuple(dict.fromkeys(codes)),
        classes=tuple(dict.fromkeys(classes)),
        quote="",
    )
