"""Which amount of money answers which field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.engine.relevance import about
from simulator.model.reading import money
from simulator.model.reading.vocabulary import vocabulary
from simulator.model.reading.words import Span, content, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.engine.questionnaire import Field

_BOUNDARY = re.compile(
    r"[,;()\u2014]|\b(?:and|but|while|plus|or|whereas)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\b(?:an?|the|our|your|for)\s+(?P<what>[\w' -]{2,40}?)\s+(?:is|are|costs?|runs?"
    r"|will be"
    r"|would be|starts?|comes?)\b",
    re.IGNORECASE,
)
_PLAIN_SUBJECTS = vocabulary(
    """
    price cost fee charge rate total amount estimate out pocket cash self visit full
    answer number figure going standard regular normal usual basic typical routin
    adult new patient insurance without fill average current today same special
    office it that this one thing
    """
)
_QUALIFIED = re.compile(
    r"\b(?:with|if|for (?:kids|children|new|members|seniors|adults)|kids|children"
    r"|member"
    r"|membership|deep|discount|special|first visit|new patients?|depending)\b",
    re.IGNORECASE,
)
_ASKED_BONUS = 0.5
_SHORT = 8
"""An answer of so few words is taken to be about nothing but the question."""
_KINDS = content("copay deductible deposit membership discount cancellation")
_AUDIENCES = (
    frozenset({"kid", "child", "children"}),
    frozenset({"adult", "grown-up"}),
    frozenset({"senior"}),
)


@dataclass(frozen=True, slots=True)
class _Offer:
    """An amount in its clause."""

    money: money.Money
    clause: Span
    sentence: Span


def assigned(
    text: str, fields: Sequence[Field], asked: Field | None
) -> dict[str, tuple[float, Span]]:
    """Return, for each money field that is answered, its value and the words for it."""
    priced = [field for field in fields if field.type == "money"]
    offers = _offers(text)
    best: dict[str, list[tuple[float, _Offer]]] = {}
    for offer in offers:
        choice = _field_for(text, offer, priced, asked)
        if choice is not None:
            field, score = choice
            best.setdefault(field.name, []).append((score, offer))
    found: dict[str, tuple[float, Span]] = {}
    for name, scored in best.items():
        best_offer = _one(text, scored)
        if best_offer is not None and best_offer.money.value is not None:
            value = round(best_offer.money.value, 2)
            whole = int(value) if value == int(value) else value
            found[name] = whole, _quote(best_offer, offers)
    return found


def ranged(text: str) -> bool:
    """Whether a text names amounts, but only ranges."""
    found = money.amounts(text)
    return bool(found) and all(one.value is None for one in found)


def _offers(text: str) -> list[_Offer]:
    found = money.amounts(text)
    offers: list[_Offer] = []
    for one in found:
        sentence = next(
            (
                span
                for span in sentences(text)
                if span.start <= one.span.start < span.end
            ),
            Span(0, len(text)),
        )
        others = [other.span for other in found if other is not one]
        offers.append(_Offer(one, _clause(text, one.span, sentence, others), sentence))
    return offers


def _clause(text: str, amount: Span, sentence: Span, others: list[Span]) -> Span:
    """Return the amount's surroundings that hold no other amount."""
    cuts = [
        match
        for match in _BOUNDARY.finditer(text, sentence.start, sentence.end)
        if not any(span.start <= match.start() < span.end for span in [amount, *others])
    ]
    floor = max([one.end for one in others if one.end <= amount.start], default=0)
    ceiling = min(
        [one.start for one in others if one.start >= amount.end], default=sentence.end
    )
    starts = [
        cut.end() for cut in cuts if floor <= cut.start() and cut.end() <= amount.start
    ]
    ends = [cut.start() for cut in cuts if amount.end <= cut.start() < ceiling]
    start = max(starts, default=sentence.start)
    if not content(text[start : amount.start]) - _PLAIN_SUBJECTS:
        start = min([one for one in starts if one >= floor], default=start)
        if floor <= sentence.start:
            start = sentence.start
    return Span(start, min(ends, default=ceiling))


def _field_for(
    text: str, offer: _Offer, fields: Sequence[Field], asked: Field | None
) -> tuple[Field, float] | None:
    """Return the field an amount belongs to, and how well it fits."""
    clause = content(offer.clause.of(text))
    scored = [
        (_score(clause, field, fields, asked), field)
        for field in fields
        if not _for_others(clause, field)
        and (field == asked or not _unnamed_kind(clause, field))
    ]
    if not scored:
        return None
    score, field = max(scored, key=lambda one: one[0])
    is_asked = asked is not None and field.name == asked.name
    if is_asked and score >= _ASKED_BONUS:
        believable = offer.money.marked or _plain_answer(text, offer, field)
        return (
            (field, score) if believable and not _foreign(text, offer, field) else None
        )
    rivals = [
        other for other in fields if not _unnamed_kind(clause, other) or other == asked
    ]
    certain = offer.money.marked or money.sounds_like_a_price(offer.clause.of(text))
    if score < 1 or not certain or not _distinct(clause, field, rivals):
        return None
    return None if _foreign(text, offer, field) else (field, score)


def _unnamed_kind(clause: frozenset[str], field: Field) -> bool:
    """Whether a field wants a kind of payment ("copay") that the clause leaves out."""
    kinds = _KINDS & about(field)
    return bool(kinds) and not kinds & clause


def _for_others(clause: frozenset[str], field: Field) -> bool:
    """Whether a price is for other people than the question is about."""
    wanted = content(field.ask)
    meant = [group for group in _AUDIENCES if group & wanted]
    return bool(meant) and any(
        group & clause and group not in meant for group in _AUDIENCES
    )


def _score(
    clause: frozenset[str], field: Field, fields: Sequence[Field], asked: Field | None
) -> float:
    bonus = _ASKED_BONUS if asked is not None and field.name == asked.name else 0
    own = about(field)
    shared = [
        about(other)
        for other in fields
        if other.name != field.name
        and (other == asked or not _unnamed_kind(clause, other))
    ]
    weight = dict.fromkeys(own, 1.0)
    for others in shared:
        for word in own & others:
            weight[word] = 0.4
    return bonus + sum(weight[word] for word in own & clause)


def _distinct(clause: frozenset[str], field: Field, rivals: Sequence[Field]) -> bool:
    """Whether the clause names this field by a word that no rival has."""
    others = [about(other) for other in rivals if other.name != field.name]
    elsewhere = frozenset[str]().union(*others)
    return bool(clause & (about(field) - elsewhere))


def _plain_answer(text: str, offer: _Offer, field: Field) -> bool:
    """Whether a bare number can answer a question about a price."""
    clause = offer.clause.of(text)
    if len(text.split()) <= _SHORT:
        return True
    if not money.sounds_like_a_price(clause):
        return False
    before = content(text[offer.clause.start : offer.money.span.start])
    return not before - _PLAIN_SUBJECTS - about(field)


def _foreign(text: str, offer: _Offer, field: Field) -> bool:
    """Whether the clause gives the price of something else ("the exam is $80")."""
    before = text[offer.clause.start : offer.money.span.start]
    subject = _SUBJECT.search(before)
    if subject is None:
        return False
    what = content(subject["what"])
    return bool(what - _PLAIN_SUBJECTS) and not what & (about(field) | _PLAIN_SUBJECTS)


def _one(text: str, scored: list[tuple[float, _Offer]]) -> _Offer | None:
    """Return the amount that answers best; None if several do equally."""
    top = max(score for score, _ in scored)
    best = [offer for score, offer in scored if score == top]
    values = {offer.money.value for offer in best}
    if len(values) == 1:
        return best[0]
    rest = best[1:]
    if all(_QUALIFIED.search(offer.clause.of(text)) for offer in rest):
        return best[0]
    return None


def _quote(offer: _Offer, offers: list[_Offer]) -> Span:
    """Return the sentence, or only the clause if the sentence has several amounts."""
    crowded = sum(offer.sentence.holds(other.money.span) for other in offers) > 1
    return offer.clause if crowded else offer.sentence
