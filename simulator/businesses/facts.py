"""What a business knows in one run: the seed settles what the file leaves open.

The same seed, business and fact give the same value and wording everywhere, so that
scoring can work the truth out again without asking the business.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import sentences
from simulator.businesses.documents import (
    DIARY,
    Between,
    Fact,
    FieldType,
    OneOf,
    Range,
)

if TYPE_CHECKING:
    from simulator.businesses.documents import Business, Language
    from simulator.businesses.sentences import Value

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact in this run."""

    id: str
    type: FieldType
    value: Value | None
    """The truth; None: nobody there knows. Of a range without an exact number it is
    the text `low-high`."""
    asked_with: tuple[str, ...]
    sentences: tuple[str, ...]
    """Ways to say it, values filled in, in the order this seed uses them."""
    exactly: tuple[str, ...] = ()
    """Ways to say the exact number of a range; none when there is no such number."""
    is_range: bool = False
    slip: str = ""
    """What is said the first time: a wrong value, then the right one."""
    templates: tuple[str, ...] = ()
    """Of a fact of the diary, its sentences before a time is put into them."""


def resolve(
    business: Business, seed: int, language: Language | None = None
) -> dict[str, Known]:
    """Settle all facts of a business for one seed, in the words of a language.

    Facts without wording in that language are left out.
    """
    wanted = language or business.language
    return {
        name: _known(name, fact, _dice(seed, business.numbers[0], name), wanted)
        if fact.value != DIARY
        else _opening(name, fact, business, seed, wanted)
        for name, worded in business.facts.items()
        if (fact := in_language(business, worded, wanted)) is not None
    }


def openings(business: Business, seed: int) -> list[str]:
    """Return the times that are free when a run begins, the soonest first."""
    if business.diary is None:
        return []
    free = sorted(business.diary.free)
    count = business.diary.open or len(free)
    return sorted(_dice(seed, business.numbers[0], DIARY).sample(free, count))


def in_language(business: Business, fact: Fact, language: Language) -> Fact | None:
    """Return a fact with its wording in a language, None if it has none."""
    if language == business.language:
        return fact
    if (wording := fact.languages.get(language)) is None:
        return None
    return fact.model_copy(
        update={
            "asked_with": wording.asked_with,
            "say": wording.say,
            "exactly": wording.exactly,
            # Sentences that put a slip right are in the business's language.
            "slip": fact.slip and fact.slip.model_copy(update={"say": None}),
        }
    )


def _dice(seed: int, *what: str) -> random.Random:
    return random.Random("/".join((str(seed), *what)))


def pick(texts: list[str], seed: int, *what: str) -> str:
    """Choose one wording, the same for the same seed and purpose."""
    return _dice(seed, *what).choice(texts)


def happens(chance: float, seed: int, *what: str) -> bool:
    """Settle whether something with this chance happens (1 always, 0 never)."""
    return _dice(seed, *what).random() < chance


def _known(name: str, fact: Fact, dice: random.Random, language: Language) -> Known:
    asked = tuple(fact.asked_with)
    if isinstance(fact.value, Range):
        return _known_range(name, fact, fact.value, dice, language)
    value = settle(fact.value, dice)
    texts = list(sentences.texts(fact, value))
    dice.shuffle(texts)
    if value == UNKNOWN:
        return Known(name, fact.type, None, asked, tuple(texts))
    slots = sentences.slots(fact.type, value, language)
    filled = tuple(text.format(**slots) for text in texts)
    slip = ""
    if fact.slip is not None and dice.random() < fact.slip.chance:
        slip = _slip(fact, value, dice, language)
    return Known(name, fact.type, value, asked, filled, slip=slip)


def _opening(
    name: str, fact: Fact, business: Business, seed: int, language: Language
) -> Known:
    """Return the fact of the diary, with the first time that is free."""
    texts = list(sentences.texts(fact, UNKNOWN))
    dice = _dice(seed, business.numbers[0], name)
    dice.shuffle(texts)
    first = openings(business, seed)[0]
    slots = sentences.slots(fact.type, first, language)
    filled = tuple(text.format(**slots) for text in texts)
    asked, said = tuple(fact.asked_with), tuple(texts)
    return Known(name, fact.type, first, asked, filled, templates=said)


def _known_range(
    name: str, fact: Fact, found: Range, dice: random.Random, language: Language
) -> Known:
    low, high = found.range
    texts = list(sentences.texts(fact, UNKNOWN))
    dice.shuffle(texts)
    slots = sentences.range_slots(fact.type, low, high, language)
    said = tuple(text.format(**slots) for text in texts)
    value: Value = f"{low:g}-{high:g}"
    exactly: tuple[str, ...] = ()
    if found.exact is not None:
        value = settle(found.exact, dice)
        one = sentences.slots(fact.type, value, language)
        wordings = list(fact.exactly or [sentences.stock_exactly(language)])
        dice.shuffle(wordings)
        exactly = tuple(text.format(**one) for text in wordings)
    asked = tuple(fact.asked_with)
    return Known(name, fact.type, value, asked, said, exactly, is_range=True)


def _slip(fact: Fact, value: Value, dice: random.Random, language: Language) -> str:
    """Return a sentence with a wrong value and one that puts it right."""
    assert fact.slip is not None
    wrong = sentences.near_miss(fact, value, dice)
    if fact.slip.value is not None:
        wrong = settle(fact.slip.value, dice)
    if wrong is None or wrong == value:
        return ""
    first = dice.choice(sentences.texts(fact, wrong))
    right = dice.choice(fact.slip.say or [sentences.stock_slip(language)])
    told = first.format(**sentences.slots(fact.type, wrong, language))
    put_right = right.format(**sentences.slots(fact.type, value, language))
    return f"{told} {put_right}"


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


def seconds(value: float | Between, seed: int, *what: str) -> int:
    """Settle a length of time; return it in milliseconds."""
    return int(float(settle(value, _dice(seed, *what))) * 1000)
