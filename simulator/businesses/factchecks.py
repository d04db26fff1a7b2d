"""What must hold inside one fact beyond the shape of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import sentences
from simulator.businesses.documents import DIARY, Between, Fact, OneOf, Range
from simulator.businesses.facts import UNKNOWN, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.businesses.documents import Business, Language
    from simulator.businesses.sentences import Value
    from simulator.businesses.yamltext import Path_

Finding = tuple["Path_", str, str]
"""Where in the fact, what is wrong, and what to do."""
_TABLE = "See the table of types in the guide"


def fact_problem(business: Business, fact: Fact) -> Finding | None:
    """Return the first thing wrong with a fact."""
    return next(_problems(business, fact), None)


def _problems(business: Business, fact: Fact) -> Iterator[Finding]:
    if fact.value == DIARY:
        if (problem := _diary_problem(business, fact)) is not None:
            yield problem
            return
        assert business.diary is not None
        free = [*business.diary.free]
        fact = fact.model_copy(update={"value": OneOf(one_of=free)})
    yield from _in_one_language(fact, business.language)
    for language in fact.languages:
        if language == business.language:
            advice = "Write its wording in the fact itself"
            yield ("languages", language), "that is the business's language", advice
        elif (other := in_language(business, fact, language)) is not None:
            for path, what, advice in _in_one_language(other, language):
                yield ("languages", language, *path), what, advice


def _diary_problem(business: Business, fact: Fact) -> Finding | None:
    if business.diary is None:
        advice = "Write `diary: {free: [...]}` beside `facts:`"
        return ("value",), "there is no diary to look it up in", advice
    if fact.type != "datetime":
        advice = "Write `type: datetime`"
        return ("type",), f"a diary has times, and this is a {fact.type}", advice
    if fact.slip is not None or isinstance(fact.say, dict):
        advice = "Write `say: [...]` with {value}, and no `slip:`"
        return ("value",), "a fact of the diary is one list of sentences", advice
    return None


def _in_one_language(fact: Fact, language: Language) -> Iterator[Finding]:
    if isinstance(fact.value, Range):
        yield from _range(fact, fact.value, language)
        return
    for value in possible(fact.value):
        yield from _value(fact, value, language, ("value",))
    if fact.slip is not None:
        yield from _slip(fact, fact.slip.value, language)


def _value(
    fact: Fact, value: Value, language: Language, path: Path_
) -> Iterator[Finding]:
    if isinstance(fact.say, dict) and sentences.say_key(value) not in fact.say:
        key = sentences.say_key(value)
        yield ("say",), f"`say` has no sentences for {key}", f"Add `{key}:` there"
        return
    if value == UNKNOWN:
        for text in sentences.texts(fact, value):
            if (slot := unfilled(text, {})) is not None:
                what = f"a sentence uses {{{slot}}}, but nobody there knows it"
                yield ("say",), what, "Write what is said when it is not known"
        return
    try:
        words = sentences.slots(fact.type, value, language)
    except ValueError as error:
        yield path, f"{value!r} is no {fact.type} value ({error})", _TABLE
        return
    yield from _slots(("say",), sentences.texts(fact, value), words, fact.type)


def _range(fact: Fact, found: Range, language: Language) -> Iterator[Finding]:
    low, high = found.range
    if isinstance(fact.say, dict):
        what = "a range has one list of sentences"
        yield ("say",), what, "Write `say: [...]` with {value}"
        return
    if low >= high:
        yield ("value", "range"), "the range is empty", "Write the lower number first"
    try:
        words = sentences.range_slots(fact.type, low, high, language)
    except ValueError as error:
        yield ("value",), f"a {fact.type} is no range ({error})", _TABLE
        return
    yield from _slots(("say",), fact.say, words, fact.type)
    if found.exact is None and fact.exactly is not None:
        what = "`exactly` goes with `exact` of a range"
        yield ("exactly",), what, "Add `exact:` to the value, or remove it"
    for value in [] if found.exact is None else possible(found.exact):
        one = sentences.slots(fact.type, value, language)
        yield from _slots(("exactly",), fact.exactly or [], one, fact.type)
        if not isinstance(value, str) and not low <= value <= high:
            what = "`exact` is outside the range"
            yield ("value", "exact"), what, "Write a number between the two"
    if fact.slip is not None:
        yield ("slip",), "a range has no slip", "Remove `slip:` or the range"


def _slip(
    fact: Fact, wrong: Between | OneOf | Value | None, language: Language
) -> Iterator[Finding]:
    assert fact.slip is not None
    assert not isinstance(fact.value, Range), "checked before"
    told = [value for value in possible(fact.value) if value != UNKNOWN]
    if wrong is None and fact.type in {"text", "choice"} and len(told) < 2:
        what = "`slip` does not say what is said first"
        yield ("slip",), what, "Add `value:` with a wrong value"
    for value in [] if wrong is None else possible(wrong):
        yield from _value(fact, value, language, ("slip", "value"))
    for value in told:
        words = sentences.slots(fact.type, value, language)
        yield from _slots(("slip", "say"), fact.slip.say or [], words, fact.type)


def _slots(
    path: Path_, texts: list[str], words: dict[str, str], kind: str
) -> Iterator[Finding]:
    for text in texts:
        if (slot := unfilled(text, words)) is not None:
            what = f"a sentence uses {{{slot}}}, which a {kind} has not"
            yield path, what, f"Use one of: {', '.join(words)}"


def possible(value: Between | OneOf | Value) -> list[Value]:
    """Return values that stand for all a fact can have, for checking."""
    match value:
        case Between(between=bounds):
            return list(bounds)
        case OneOf(one_of=values):
            return list(values)
        case _:
            return [value]


def unfilled(text: str, words: dict[str, str]) -> str | None:
    """Return the first slot of a sentence that cannot be filled."""
    try:
        text.format(**words)
    except (KeyError, IndexError, ValueError) as error:
        return str(error.args[0])
    return None
