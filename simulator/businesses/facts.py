"""What a business knows in one run: the seed settles what the file leaves open.

The same seed, business and fact give the same value and wording everywhere, so that
scoring can work the truth out again without asking the business.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from simulator.businesses.documents import Between, Fact, FieldType, OneOf

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.businesses.documents import Business
    from simulator.businesses.yamltext import Path_

Value = bool | int | float | str
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact in this run."""

    id: str
    type: FieldType
    value: Value | None
    """None: nobody there knows."""
    asked_with: tuple[str, ...]
    sentences: tuple[str, ...]
    """Ways to say it, values filled in, in the order this seed uses them."""


def resolve(business: Business, seed: int) -> dict[str, Known]:
    """Settle all facts of a business for one seed."""
    return {
        name: _known(name, fact, _dice(seed, business.numbers[0], name))
        for name, fact in business.facts.items()
    }


def _dice(seed: int, *what: str) -> random.Random:
    return random.Random("/".join((str(seed), *what)))


def pick(texts: list[str], seed: int, *what: str) -> str:
    """Choose one wording, the same for the same seed and purpose."""
    return _dice(seed, *what).choice(texts)


def _known(name: str, fact: Fact, dice: random.Random) -> Known:
    value = settle(fact.value, dice)
    texts = list(_texts(fact, value))
    dice.shuffle(texts)
    asked = tuple(fact.asked_with)
    if value == UNKNOWN:
        return Known(name, fact.type, None, asked, tuple(texts))
    filled = tuple(text.format(**spoken(fact.type, value)) for text in texts)
    return Known(name, fact.type, value, asked, filled)


def settle(value: Between | OneOf | Value, dice: random.Random) -> Value:
    """Return the value itself, or the one the dice choose."""
    match value:
        case Between(between=(low, high), step=step):
            steps = int((high - low) / step + 1e-9)
            found = round(low + step * dice.randint(0, steps), 2)
            return int(found) if found == int(found) else found
        case OneOf(one_of=values):
            return dice.choice(values)
        case _:
            return value


def _texts(fact: Fact, value: Value) -> list[str]:
    if isinstance(fact.say, list):
        return fact.say
    return fact.say[say_key(value)]


def say_key(value: Value) -> str:
    """Name a value as the keys of `say:` do."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def spoken(kind: FieldType, value: Value) -> dict[str, str]:
    """Return what the braces of a sentence may hold, as people say it.

    Raises:
        ValueError: The value is not of that type.
    """
    return _SPOKEN[kind](value)


def _moment(value: Value) -> dict[str, str]:
    moment = datetime.fromisoformat(str(value))
    day, at = _day(moment.date()), _clock(moment.time())
    return {**day, "time": at, "value": f"{day['value']} at {at}"}


def _answer(value: Value) -> dict[str, str]:
    if value is True or value is False:
        return {"value": "yes" if value else "no"}
    raise ValueError("write yes or no")


def _number(value: Value) -> float:
    if isinstance(value, bool | str):
        raise ValueError("write a number")  # noqa: TRY004 - one error for all types
    return value


def _dollars(amount: float) -> str:
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def _day(day: date) -> dict[str, str]:
    if 11 <= day.day <= 13:
        suffix = "th"
    else:
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    weekday, month = day.strftime("%A"), day.strftime("%B")
    text = f"{month} {day.day}{suffix}"
    return {"value": f"{weekday}, {text}", "weekday": weekday, "day": text}


def _clock(at: time) -> str:
    hour, half = at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"
    return f"{hour}:{at.minute:02d} {half}" if at.minute else f"{hour} {half}"


_SPOKEN: dict[FieldType, Callable[[Value], dict[str, str]]] = {
    "yes_no": _answer,
    "money": lambda value: {"value": _dollars(_number(value))},
    "number": lambda value: {"value": f"{_number(value):g}"},
    "date": lambda value: _day(date.fromisoformat(str(value))),
    "time": lambda value: {"value": _clock(time.fromisoformat(str(value)))},
    "datetime": _moment,
    "text": lambda value: {"value": str(value)},
    "choice": lambda value: {"value": str(value)},
}


def possible(value: Between | OneOf | Value) -> list[Value]:
    """Return values that stand for all a fact can have, for checking."""
    match value:
        case Between(between=bounds):
            return list(bounds)
        case OneOf(one_of=values):
            return list(values)
        case _:
            return [value]


def fact_problem(fact: Fact) -> tuple[Path_, str, str] | None:
    """Return where in the fact something is wrong, what, and what to do."""
    for value in possible(fact.value):
        if isinstance(fact.say, dict) and say_key(value) not in fact.say:
            what = f"`say` has no sentences for {say_key(value)}"
            return ("say",), what, f"Add `{say_key(value)}:` with sentences"
        if value == UNKNOWN:
            continue
        try:
            words = spoken(fact.type, value)
        except ValueError as error:
            what = f"{value!r} is no {fact.type} value ({error})"
            return ("value",), what, "See the table of types in the guide"
        for text in _texts(fact, value):
            if (slot := _unfilled(text, words)) is not None:
                what = f"a sentence uses {{{slot}}}, which a {fact.type} has not"
                return ("say",), what, f"Use one of: {', '.join(words)}"
    return None


def _unfilled(text: str, words: dict[str, str]) -> str | None:
    try:
        text.format(**words)
    except (KeyError, IndexError, ValueError) as error:
        return str(error.args[0])
    return None
