"""All readers behind one door, by type of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.research.questionnaire import FieldType, Question
from panda.research.reading.amounts import (
    behind,
    elliptic,
    of_unit,
    read_money,
    read_numbers,
)
from panda.research.reading.answers import about_question, read_answers
from panda.research.reading.moments import (
    offered_days,
    offered_moments,
    offered_times,
)
from panda.research.reading.numerals import in_figures
from panda.research.reading.options import read_choices
from panda.research.reading.phones import read_numbers_to_call
from panda.research.reading.sides import on_our_side
from panda.research.reading.spans import (
    Reading,
    most_relevant,
    stem,
    subjects,
    without_corrected,
)
from panda.research.reading.texts import read_words
from panda.research.reading.units import in_unit, unit_of

if TYPE_CHECKING:
    from datetime import datetime


def readings(
    question: Question, text: str, now: datetime, *, language: str = "en"
) -> list[Reading]:
    """List what a text states as answers to a question, without what was taken back.

    Of free text only what has a form is read; see `texts` and `options.states_text`.

    Args:
        question: Its type decides the reader, its words what it is about.
        text: What the callee said.
        now: Wall time in the callee's zone; days count from it.
        language: ISO 639-1, for how figures are written.
    """
    found = stated(question, text, now, language)
    if question.type is FieldType.YES_NO:
        return found
    return without_corrected(found, text)


def stated(  # noqa: PLR0911 - one line a type
    question: Question, text: str, now: datetime, language: str
) -> list[Reading]:
    """List what a text states, what was taken back as well."""
    text = in_figures(text, language)
    match question.type:
        case FieldType.YES_NO:
            return read_answers(text, question.ask)
        case FieldType.MONEY:
            return read_money(text)
        case FieldType.NUMBER:
            unit = unit_of(question.unit, question.ask)
            return in_unit(read_numbers(text, question.ask), text, unit)
        case FieldType.DATE:
            return offered_days(text, now.date())
        case FieldType.TIME:
            return offered_times(text, now.date())
        case FieldType.DATETIME:
            return offered_moments(text, now.date())
        case FieldType.PHONE:
            return read_numbers_to_call(text)
        case FieldType.CHOICE:
            return read_choices(text, question.choices)
        case FieldType.TEXT:
            return read_words(text, question.ask)


MOMENTS = frozenset({FieldType.DATE, FieldType.TIME, FieldType.DATETIME})


def relevant(question: Question, text: str, found: list[Reading]) -> list[Reading]:
    """Keep of several readings those that belong to what the question is about."""
    about = subjects(question.ask, question.label, question.name)
    if question.type is FieldType.YES_NO:
        return about_question(found, text, about)
    if question.type in MOMENTS:
        return found
    if question.type is FieldType.NUMBER:
        counting = of_unit(found, text, question.ask)
        others = elliptic(found, counting, text)
        units = {stem(one.text) for two in counting for one in behind(two, text)[:1]}
        if others and about - units:  # the other words of their clauses tell them apart
            return most_relevant([*counting, *others], text, about - units)
        return most_relevant(counting, text, about)
    ours = on_our_side(found, text, question.ask)
    return most_relevant(ours, text, about) if len(ours) > 1 else ours
