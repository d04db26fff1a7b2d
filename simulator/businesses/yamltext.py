"""YAML in, plain values and the line of each value out.

Scalars follow the JSON rules people expect rather than YAML 1.1's: `+12175550123`
and `14:30` are text, dates are text, and only `true/false/yes/no` are booleans. Keys
are always text, so that a menu option may be written as `1:`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
Path_ = tuple[str | int, ...]

_WORDS: dict[str, Plain] = {
    "": None,
    "null": None,
    "~": None,
    "true": True,
    "yes": True,
    "false": False,
    "no": False,
}
_INTEGER = re.compile(r"-?(0|[1-9]\d*)\Z")
_DECIMAL = re.compile(r"-?\d+\.\d+\Z")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a scenario: where, what, and what to do."""

    file: str
    line: int
    what: str
    advice: str

    def __str__(self) -> str:
        """Say it in one line an editor can jump to."""
        return f"{self.file}:{self.line}: {self.what}. {self.advice}"

    def as_warning(self) -> str:
        """Say it as what need not be mended."""
        return f"{self.file}:{self.line}: warning: {self.what}. {self.advice}"


class ScenarioError(ValueError):
    """The scenario cannot be used; `problems` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(slots=True)
class Document:
    """A YAML file's values, with the line each one starts on (from 1)."""

    file: str
    value: Plain
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """Return the line of the deepest part of `path` that is in the file.

        Parts that are not in the file are skipped: a validator's path may name the
        kind of a node beside its keys.
        """
        return self.lines.get(self.there(path), 1)

    def there(self, path: Path_) -> Path_:
        """Return the parts of a path that are in the file."""
        at: Path_ = ()
        for part in path:
            if (*at, part) in self.lines:
                at = (*at, part)
        return at

    def mapping(self, path: Path_) -> dict[str, Plain]:
        """Return the mapping at a path, parts not in the file skipped (see `line`)."""
        found = self.value
        for part in path:
            match found, part:
                case dict(), str() if part in found:
                    found = found[part]
                case list(), int() if part < len(found):
                    found = found[part]
                case _:
                    pass
        return found if isinstance(found, dict) else {}


def read(path: Path, name: str) -> Document:
    """Read one YAML file; `name` is what problems call it.

    Raises:
        ScenarioError: The file is missing, not text or not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise ScenarioError(
            [Problem(name, 1, "the file is missing", f"Write {name}")]
        ) from None
    except OSError as error:
        advice = "Name a scenario folder, in which this is a file"
        what = f"cannot be read ({error.strerror})"
        raise ScenarioError([Problem(name, 1, what, advice)]) from None
    except UnicodeDecodeError as error:
        raise ScenarioError(
            [Problem(name, 1, f"not UTF-8 text ({error.reason})", "Save it as UTF-8")]
        ) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"not YAML: {error.problem or error.context or 'cannot be read'}"
        advice = "Check indentation, and quote text that holds ': ' or starts with #"
        raise ScenarioError([Problem(name, line, what, advice)]) from None
    document = Document(name, None)
    if root is not None:
        document.value = _value(root, (), document)
    return document


def _value(node: yaml.Node, path: Path_, document: Document) -> Plain:
    document.lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return _mapping(node, path, document)
        case yaml.SequenceNode():
            return [
                _value(item, (*path, index), document)
                for index, item in enumerate(node.value)
            ]
        case yaml.ScalarNode():
            return _scalar(node)
        case _:
            raise AssertionError(f"unknown YAML node {node!r}")


def _mapping(
    node: yaml.MappingNode, path: Path_, document: Document
) -> dict[str, Plain]:
    values: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in values:
            advice = "Keep one of them; a key may stand only once"
            raise ScenarioError(
                [Problem(document.file, line, f"`{key}` is written twice", advice)]
            )
        document.lines[(*path, key)] = line
        values[key] = _value(value_node, (*path, key), document)
    return values


def _scalar(node: yaml.ScalarNode) -> Plain:
    text = str(node.value)
    if node.style is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
