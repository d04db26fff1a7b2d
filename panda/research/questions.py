"""The questions of a campaign as a YAML file; mistakes are told by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from pydantic import ValidationError

from panda.errors import BadInput
from panda.plainly import plainly
from panda.research.questionnaire import FieldType, Questionnaire

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadInput(
            "is not YAML",
            where=f"{filename}:{line}",
            advice="check indentation, quotes and colons around this line",
        ) from None
    if not isinstance(data, dict):
        raise BadInput(
            "has no questions",
            where=f"{filename}:1",
            advice="write `goal:` and a list `fields:`",
        )
    _spell_out(data)
    _apart(data)
    try:
        return Questionnaire.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadInput(
            _problem(first["loc"], plainly(first)),
            where=f"{filename}:{_line(root, first['loc'])}",
            advice=_ADVICE.get(first["type"], "correct it"),
        ) from None


def _spell_out(data: dict[object, object]) -> None:
    """Replace the ways people write a type by its name."""
    fields = data.get("fields")
    for one in fields if isinstance(fields, list) else ():
        if isinstance(one, dict) and isinstance(kind := one.get("type"), str):
            one["type"] = _ALIASES.get(kind.strip().lower(), kind.strip().lower())


def _apart(data: dict[object, object]) -> None:
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


def _problem(path: Sequence[int | str], message: str) -> str:
    at = ".".join(str(part) for part in path)
    return f"{at}: {message}" if at else message


def _line(root: yaml.Node | None, path: Sequence[int | str]) -> int:
    """Return the line of the deepest node on the way to `path`, from 1."""
    node, line = root, 1
    for part in path:
        key, child = _child(node, part)
        if child is None:
            break
        node, line = child, (key or child).start_mark.line + 1
    return line


def _child(
    node: yaml.Node | None, part: int | str
) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        item = node.value[part] if part < len(node.value) else None
        return None, item
    return None, None
