"""A claimed value in the one form its type has."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from panda.errors import FunctionError
from panda.research.phones import read_phone
from panda.research.questionnaire import FieldType
from panda.research.words import plain

if TYPE_CHECKING:
    from panda.research.finding import Value
    from panda.research.questionnaire import Question

_FORMS = {
    FieldType.YES_NO: "true or false",
    FieldType.MONEY: "one number, without currency",
    FieldType.NUMBER: "one number",
    FieldType.DATE: "YYYY-MM-DD",
    FieldType.TIME: "HH:MM, in 24 hours",
    FieldType.DATETIME: "YYYY-MM-DDTHH:MM; without a time it is not complete",
    FieldType.PHONE: "a telephone number as +12175550123",
    FieldType.CHOICE: "one of its choices",
    FieldType.TEXT: "a few words of theirs",
}
_LONGEST = 300


def in_form(value: Value, question: Question) -> Value:
    """Return a value as its type is written.

    Raises:
        FunctionError: It is no value of that type; says how one is written.
    """
    try:
        found = _read(value, question)
    except ValueError:
        found = None
    if found is None:
        form = _FORMS[question.type]
        if question.type is FieldType.CHOICE:
            form = "one of: " + ", ".join(question.choices)
        raise FunctionError(f"the value of {question.name} must be {form}")
    return found


def _read(  # noqa: PLR0911 - one line a type
    value: Value, question: Question
) -> Value | None:
    match question.type:
        case FieldType.YES_NO:
            return value if isinstance(value, bool) else None
        case FieldType.MONEY | FieldType.NUMBER:
            return _number(value)
        case FieldType.DATE:
            return date.fromisoformat(_text(value)).isoformat()
        case FieldType.TIME:
            return time.fromisoformat(_text(value)).strftime("%H:%M")
        case FieldType.DATETIME:
            return _moment(_text(value))
        case FieldType.PHONE:
            phone = read_phone(_text(value))
            return None if phone is None else phone.e164
        case FieldType.CHOICE:
            wanted = plain(_text(value))
            return next((c for c in question.choices if plain(c) == wanted), None)
        case FieldType.TEXT:
            return _text(value).strip()[:_LONGEST] or None


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004 - one error for all types
    return value


def _number(value: Value) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = float(value.replace(",", "").strip(" $"))
    return float(value) if 0 <= value < 1e9 else None


def _moment(value: str) -> str | None:
    if len(value) < len("2026-12-01T10:30"):
        return None
    return datetime.fromisoformat(value).strftime("%Y-%m-%dT%H:%M")
