"""The questions of a campaign as a YAML file; mistakes are told by line."""

from __future__ import annotations

from pydantic import ValidationError

from panda.errors import BadInput
from panda.research.questionnaire import FieldType, Questionnaire
from panda.written import Plain, read_written

_ADVICE = {
    "missing": "add it",
    "extra_forbidden": "remove it, or check its spelling",
    "string_pattern_mismatch": "use lower-case letters, digits and _",
    "too_short": "add at least one",
    "enum": "write one of: " + ", ".join(kind.value for kind in FieldType),
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
}
_ALIASES = {"yes/no": "yes_no", "yesno": "yes_no", "date/time": "datetime"}


def read_questions(text: str, filename: str) -> Questionnaire:
    """Read a questionnaire.

    Raises:
        BadInput: It cannot be used; names the file, the line and what to do.
    """
    written = read_written(text, filename)
    data = written.value
    if not isinstance(data, dict):
        raise BadInput(
            "has no questions",
            where=written.where(),
            advice="write `goal:` and a list `fields:`",
        )
    _spell_out(data)
    _apart(data)
    try:
        return Questionnaire.model_validate(data)
    except ValidationError as error:
        raise written.refused(error, _ADVICE, "correct it") from None


def _spell_out(data: dict[str, Plain]) -> None:
    """Replace the ways people write a type by its name."""
    fields = data.get("fields")
    for one in fields if isinstance(fields, list) else ():
        if isinstance(one, dict) and isinstance(kind := one.get("type"), str):
            one["type"] = _ALIASES.get(kind.strip().lower(), kind.strip().lower())


def _apart(data: dict[str, Plain]) -> None:
    """Take wordings in several languages apart: the questionnaire's own, and others."""
    language = data.get("language", "en")
    fields = data.get("fields")
    listed = fields if isinstance(fields, list) else []
    places = [(data, "opening")]
    places += [(one, "ask") for one in listed if isinstance(one, dict)]
    for place, name in places:
        wordings = place.get(name)
        if isinstance(wordings, dict) and language in wordings:
            place[name] = wordings.pop(language)
            place[f"{name}_in"] = wordings
