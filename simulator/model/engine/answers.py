"""What the callee's words say about the open fields: typed values with quotes.

A field that was just asked may be answered by a bare "yes" or "one twenty"; any other
field only by a sentence that names it. When in doubt, nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.model.engine import amounts, moments, opinions
from simulator.model.reading.numbers import all_numbers
from simulator.model.reading.polarity import unsure
from simulator.model.reading.words import Span, content, sentences, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from simulator.model.engine.questionnaire import Field

Value = bool | float | str


@dataclass(frozen=True, slots=True)
class Answer:
    """A field's value and the callee's own words for it."""

    field: str
    value: Value
    quote: str


def answers(
    said: Sequence[str],
    fields: Sequence[Field],
    asked: Field | None,
    today: date,
) -> list[Answer]:
    """Return what a run of utterances says about `fields`; the last word counts."""
    found: dict[str, Answer] = {}
    for text in said:
        for answer in _in_one(text, fields, asked, today):
            found[answer.field] = answer
    if len(said) > 1:
        for answer in _in_one(" ".join(said), fields, asked, today):
            found.setdefault(answer.field, answer)
    return list(found.values())


def _in_one(
    text: str, fields: Sequence[Field], asked: Field | None, today: date
) -> list[Answer]:
    taken = amounts.assigned(text, fields, asked)
    found: list[Answer] = []
    for field in fields:
        is_asked = asked is not None and field.name == asked.name
        reading: tuple[Value, Span] | None
        match field.type:
            case "money":
                reading = taken.get(field.name)
            case "yes_no":
                reading = opinions.opinion(text, field, asked=is_asked)
            case "date" | "time" | "datetime":
                reading = moments.moment(text, field, today, asked=is_asked)
            case "number":
                reading = _number(text) if is_asked else None
            case "choice":
                reading = _choice(text, field) if is_asked else None
            case "text":
                reading = _words(text) if is_asked else None
        if reading is not None:
            value, span = reading
            found.append(Answer(field.name, value, span.of(text).strip()))
    return found


def _number(text: str) -> tuple[float, Span] | None:
    """Return the one number in an answer; several are no answer."""
    tokens = words(text)
    numbers = all_numbers(tokens)
    if len(numbers) != 1 or unsure(text):
        return None
    value = numbers[0].value
    whole = int(value) if value == int(value) else value
    return whole, _sentence_at(text, tokens[numbers[0].first].start)


def _choice(text: str, field: Field) -> tuple[str, Span] | None:
    """Return the one choice an answer names."""
    said = content(text)
    fitting = [
        choice
        for choice in field.choices
        if (wanted := content(choice)) and wanted <= said
    ]
    if len(fitting) > 1:
        longest = max(fitting, key=len)
        inside = all(content(one) <= content(longest) for one in fitting)
        fitting = [longest] if inside else []
    if len(fitting) != 1 or unsure(text):
        return None
    at = next(
        (
            word.start
            for word in words(text)
            if content(word.text) & content(fitting[0])
        ),
        0,
    )
    return fitting[0], _sentence_at(text, at)


def _words(text: str) -> tuple[str, Span] | None:
    """Return a free answer: all that was said, if it is a statement at all."""
    stated = [
        span
        for span in sentences(text)
        if not span.of(text).endswith("?") and content(span.of(text))
    ]
    if not stated or unsure(text):
        return None
    span = Span(stated[0].start, stated[-1].end)
    return span.of(text).rstrip("."), span


def _sentence_at(text: str, at: int) -> Span:
    for span in sentences(text):
        if span.start <= at < span.end:
            return span
    return Span(0, len(text))
