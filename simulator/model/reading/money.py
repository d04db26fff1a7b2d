"""Amounts of money in a sentence, ranges and self-corrections included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.reading.corrections import surviving
from simulator.model.reading.numbers import Number, all_numbers
from simulator.model.reading.vocabulary import vocabulary
from simulator.model.reading.words import Span, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.reading.words import Word

_UNIT = frozenset({"dollars", "dollar", "bucks", "buck", "usd"})
_CENTS = frozenset({"cents", "cent"})
_NOT_MONEY_AFTER = vocabulary(
    """
    am pm a.m p.m o'clock percent % year years old month months week weeks day days
    hour hours minute minutes second seconds time times visit visits street avenue
    st nd rd th per star stars people patients surface surfaces teeth tooth xrays x
    visits cleanings cleaning locations offices dentists doctors option options more
    """
)
_NOT_MONEY_BEFORE = vocabulary(
    """
    code number phone suite extension ext press dial option at around aged room id
    january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday zip under over
    every within
    """
)
_PRICE_WORD = re.compile(
    r"\b(?:cost|costs|price|priced|charge|charges|fee|fees|copay|co-pay|co pay"
    r"|copayment|pay|runs?|total|rate|amount|estimate|quote|deductible|is|it's|be"
    r"|that's|about|around|roughly|approximately|usually|just)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:(?:it's|it is|that's|that is|is|are|completely|totally|absolutely) "
    r"(?:all )?free\b(?! to)|free of charge|(?:no|any) (?:charge|cost|fee)\b"
    r"|(?:no|zero|any) (?:co-?pay(?:ment)?|co pay|out[- ]of[- ]pocket)\b"
    r"|(?:there is|there's|there isn't|have) (?:no|any) (?:co-?pay|charge|fee|cost)"
    r"|complimentary|on the house|zero dollars|covered (?:in full|at (?:100|a "
    r"hundred|one hundred)(?: ?%| percent)?|completely|fully)|fully covered"
    r"|(?:doesn't|does not|won't|will not) (?:cost|pay|owe|charge) (?:you )?"
    r"(?:anything|a thing|a dime|a cent)|pay nothing|owe nothing|costs? nothing)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"^\s*(?:dollars?|bucks)?\s*(?:,\s*)?(?:to|-|\u2013|and|or|up to)\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:start(?:s|ing)?(?: out)? (?:at|from)|at least|from|minimum of|up to|as"
    r" (?:low"
    r"|much|high) as|more than|less than|under|over|upwards of|a maximum of|no more "
    r"than|anywhere (?:from|between))\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the speaker's currency; a range has no single value."""

    low: float
    high: float | None
    """The same as `low` for one amount; None for an open range."""
    span: Span
    marked: bool
    """Whether it is money without doubt: a sign, a unit, or "free"."""

    @property
    def value(self) -> float | None:
        """Return the amount, or None for a range."""
        return self.low if self.low == self.high else None


def amounts(text: str) -> list[Money]:
    """Return the amounts in a text that nobody took back, left to right."""
    tokens = words(text)
    found: list[Money] = []
    for number in all_numbers(tokens):
        money = _money(text, tokens, number)
        inside = bool(found) and tokens[number.first].start < found[-1].span.end
        if money is not None and not inside:
            found.append(money)
    found = _ranges(text, found)
    if not any(money.marked for money in found):
        found += [
            Money(0, 0, Span(match.start(), match.end()), marked=True)
            for match in _FREE.finditer(text.replace("\u2019", "'"))
        ]
    return surviving(text, found, lambda money: money.span)


def _money(text: str, tokens: Sequence[Word], number: Number) -> Money | None:
    value = _value(number)
    if value is None or value < 0:
        return None
    before = tokens[number.first - 1].text if number.first else ""
    after = tokens[number.after].text if number.after < len(tokens) else ""
    start, end = tokens[number.first].start, tokens[number.after - 1].end
    if after in _CENTS:
        return Money(
            value / 100, value / 100, Span(start, tokens[number.after].end), marked=True
        )
    marked = number.dollar or after in _UNIT
    if after in _UNIT:
        end, value = _with_cents(tokens, number.after, value)
    if not marked and not _may_be_money(text, tokens, number, before, after):
        return None
    if _OPEN.search(text[:start]) and not _closed(tokens, number):
        return Money(value, None, Span(start, end), marked)
    return Money(value, value, Span(start, end), marked)


def _closed(tokens: Sequence[Word], number: Number) -> bool:
    """Whether an open-looking range goes on to its other end."""
    following = [word.text for word in tokens[number.after : number.after + 3]]
    return "to" in following or "and" in following


def _value(number: Number) -> float | None:
    """Return the amount; two tens in a row ("ninety nine fifty") are ambiguous."""
    if number.style == "pairs":
        return None
    return number.value


def _with_cents(tokens: Sequence[Word], unit: int, value: float) -> tuple[int, float]:
    """Read on from "dollars": "and fifty cents"."""
    end = tokens[unit].end
    at = unit + 1
    if at < len(tokens) and tokens[at].text == "and":
        at += 1
    more = all_numbers(tokens[at : at + 2])
    if more and more[0].first == 0:
        after = at + more[0].after
        if after < len(tokens) and tokens[after].text in _CENTS:
            return tokens[after].end, value + more[0].value / 100
    return end, value


def _may_be_money(
    text: str, tokens: Sequence[Word], number: Number, before: str, after: str
) -> bool:
    if after in _NOT_MONEY_AFTER or before in _NOT_MONEY_BEFORE:
        return False
    if text[tokens[number.after - 1].end :][:1] in {"%", ":", "/"}:
        return False
    small = number.value < 5 and number.style != "figure"
    phone = _in_phone_number(tokens, number)
    return not small and not phone and number.value < 100_000


def _in_phone_number(tokens: Sequence[Word], number: Number) -> bool:
    """Whether figures stand close together on one side, as in a phone number."""
    near = tokens[max(0, number.first - 2) : number.after + 2]
    figures = [word for word in near if word.text.isdigit()]
    return len(figures) >= 3 or (
        any(word.text == "-" for word in near) and len(figures) >= 2
    )


def _ranges(text: str, found: list[Money]) -> list[Money]:
    """Join "100 to 150" into one range."""
    joined: list[Money] = []
    for money in found:
        last = joined[-1] if joined else None
        if last is not None and _is_range(text, last, money):
            span = Span(last.span.start, money.span.end)
            joined[-1] = Money(last.low, money.low, span, last.marked or money.marked)
        else:
            joined.append(money)
    return joined


def _is_range(text: str, low: Money, high: Money) -> bool:
    between = text[low.span.end : high.span.start]
    if not _RANGE.match(between) or low.low >= high.low:
        return False
    if "and" in between.lower():
        return bool(re.search(r"\bbetween\b", text[: low.span.start], re.IGNORECASE))
    return True


def sounds_like_a_price(text: str) -> bool:
    """Whether a bare number in this text may be meant as an amount."""
    return bool(_PRICE_WORD.search(text.replace("\u2019", "'")))
