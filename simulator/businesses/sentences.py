"""Values put into sentences, in any of the languages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from simulator.businesses import tongues
from simulator.businesses.documents import Between, Fact, FieldType, OneOf

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from simulator.businesses.documents import Language
    from simulator.businesses.tongues.tongue import Spoken

Value = bool | int | float | str
_NUMBERS = {"money", "number"}


def texts(fact: Fact, value: Value) -> list[str]:
    """Return the sentences that state a value."""
    return fact.say if isinstance(fact.say, list) else fact.say[say_key(value)]


def say_key(value: Value) -> str:
    """Name a value as the keys of `say:` do."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def slots(kind: FieldType, value: Value, language: Language = "en") -> dict[str, str]:
    """Return what the braces of a sentence may hold, as people say it.

    Raises:
        ValueError: The value is not of that type.
    """
    return _SLOTS[kind](value, tongues.of(language).spoken)


def range_slots(
    kind: FieldType, low: float, high: float, language: Language = "en"
) -> dict[str, str]:
    """Return the slots of a range: value, low and high.

    Raises:
        ValueError: Only numbers and money have ranges.
    """
    if kind not in _NUMBERS:
        raise ValueError("only money and number can be a range")
    said = [slots(kind, bound, language)["value"] for bound in (low, high)]
    whole = tongues.of(language).spoken.money_range.format(low=said[0], high=said[1])
    return {"value": whole, "low": said[0], "high": said[1]}


def stock_slip(language: Language) -> str:
    """Return the sentence that puts a slip right."""
    return tongues.of(language).phrases.slip


def stock_exactly(language: Language) -> str:
    """Return the sentence that gives the exact number of a range."""
    return tongues.of(language).phrases.exactly


def near_miss(fact: Fact, value: Value, dice: random.Random) -> Value | None:
    """Return a wrong value that could be right, None where there is none."""
    if isinstance(fact.value, OneOf):
        others = [other for other in fact.value.one_of if other != value]
        if others:
            return dice.choice(others)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        step = fact.value.step if isinstance(fact.value, Between) else 10
        wrong = value + step * dice.choice((1, 2, -1) if value > step else (1, 2))
        return int(wrong) if wrong == int(wrong) else round(wrong, 2)
    return _other_moment(fact.type, value, dice)


def _other_moment(kind: FieldType, value: str, dice: random.Random) -> str | None:
    days = timedelta(days=dice.choice((1, 2, 7)))
    match kind:
        case "date":
            return (date.fromisoformat(value) + days).isoformat()
        case "datetime":
            return (datetime.fromisoformat(value) + days).isoformat("T", "minutes")
        case "time":
            at = time.fromisoformat(value)
            return at.replace(hour=(at.hour + 1) % 24).isoformat("minutes")
        case _:
            return None


def _answer(value: Value, spoken: Spoken) -> dict[str, str]:
    if value is True or value is False:
        return {"value": spoken.yes if value else spoken.no}
    raise ValueError("write yes or no")


def _number(value: Value) -> float:
    if isinstance(value, bool | str):
        raise ValueError("write a number")  # noqa: TRY004 - one error for all types
    return value


def _moment(value: Value, spoken: Spoken) -> dict[str, str]:
    moment = datetime.fromisoformat(str(value))
    day, at = spoken.day(moment.date()), spoken.clock(moment.time())
    joined = spoken.moment(day["value"], at, moment.time())
    return {**day, "time": at, "value": joined}


_SLOTS: dict[FieldType, Callable[[Value, Spoken], dict[str, str]]] = {
    "yes_no": _answer,
    "money": lambda value, spoken: {"value": spoken.money(_number(value))},
    "number": lambda value, _: {"value": f"{_number(value):g}"},
    "date": lambda value, spoken: spoken.day(date.fromisoformat(str(value))),
    "time": lambda value, spoken: {
        "value": spoken.clock(time.fromisoformat(str(value)))
    },
    "datetime": _moment,
    "text": lambda value, _: {"value": str(value)},
    "choice": lambda value, _: {"value": str(value)},
}
