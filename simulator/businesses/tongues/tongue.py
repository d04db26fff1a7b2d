"""What there is to know of a language, as types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from simulator.businesses import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, time

Asked = Literal[
    "repeat",
    "name",
    "moment",
    "hearing",
    "here",
    "well",
    "consent",
    "confirm",
    "exact",
]
"""Questions a person answers without looking a fact up."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What people and machines say when the scenario does not say it for them."""

    # machines
    invalid: str
    no_choice: str
    hold: str
    transfer: str
    invalid_entry: str
    no_entry: str
    confirm_entry: str
    """With `{digits}`; asks for 1 or 2."""
    # people
    refusal: str
    unknown: str
    welcome: str
    again: str
    goodbye: str
    who_is_calling: str
    robot: str
    still_there: str
    anything_else: str
    giving_up: str
    no_robots: str
    right: str
    let_me_repeat: str
    okay: str
    interrupts: str
    declines: str
    do_not_call: str
    transfers: str
    holds: str
    back: str
    slip: str
    """With `{value}`: puts a slip of the tongue right."""
    exactly: str
    """With `{value}`: the one number after a range."""
    replies: Mapping[Asked, str]
    """Answers to small talk; `{name}` is who speaks."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the language asks, tells, thanks and says goodbye.

    All patterns are matched against text without accents, in small letters.
    """

    small_talk: Mapping[Asked, re.Pattern[str]]
    strong: re.Pattern[str]
    """Surely a question."""
    weak: re.Pattern[str]
    """Perhaps one, asked as a statement."""
    disclosed: re.Pattern[str]
    """Says that the caller is a machine."""
    goodbye: re.Pattern[str]
    wait: re.Pattern[str]
    joins: re.Pattern[str]
    """What stands between two questions in one sentence."""
    acknowledged: frozenset[str]
    """Words of thanks and assent."""
    small: frozenset[str]
    """Words that carry no meaning of their own."""
    ones: tuple[str, ...]
    """Zero to nine."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How values are said; braces of a sentence are filled with these."""

    yes: str
    no: str
    money: Callable[[float], str]
    money_range: str
    """With `{low}` and `{high}`, both said as `money` or plain numbers."""
    day: Callable[[date], dict[str, str]]
    """Returns value, weekday and day."""
    clock: Callable[[time], str]
    moment: Callable[[str, str, time], str]
    """Joins a day and a clock."""


@dataclass(frozen=True, slots=True)
class Bookings:
    """How times are asked for, and given.

    Patterns but `name` are matched against text without accents, in small letters.
    """

    books: re.Pattern[str]
    moves: re.Pattern[str]
    """Its group `to` begins where the new time is named."""
    cancels: re.Pattern[str]
    a_time: re.Pattern[str]
    """Names a day and a time of whatever diary."""
    asks_again: re.Pattern[str]
    """Asks whether it is done, without naming the time once more."""
    name: re.Pattern[str]
    """Its group `name` is for whom the time is to be."""
    when: Callable[[datetime], str]
    """Returns a pattern of the ways to name one time."""
    also: str
    """With `{value}`, as all that follow: offers one more time."""
    nothing_free: str
    whose: str
    booked: str
    moved: str
    cancelled: str
    gone: str
    not_free: str
    no_such: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language."""

    phrases: Phrases
    grammar: Grammar
    spoken: Spoken
    bookings: Bookings | None = None
    """None where nobody has a diary in this language yet."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, accents removed."""
    return frozenset(words.of(text))


def pattern(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of whole words out of several."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")
