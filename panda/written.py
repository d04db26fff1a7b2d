"""A YAML file that a person wrote: plain values, and on which line each stands.

Scalars are what people expect of them, not what YAML 1.1 makes of them: a date, a time
(to YAML 10:00 is the number 600) and a telephone number are text. So no date can be one
that there is not before somebody who can say so has looked at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from panda.errors import BadInput
from panda.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import ValidationError

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
Way = tuple[int | str, ...]
"""Keys and places in lists, from the top of a file down to a value."""

MOST_DEEP = 50
"""Levels of lists in lists; a person writes five."""
QUOTE = (
    "check indentation and colons around this line, and put text that ends in `?` or "
    'holds `: `, `, ` or ` #` in "quotes"'
)
_WORDS: dict[str, Plain] = {
    "": None,
    "null": None,
    "~": None,
    "true": True,
    "yes": True,
    "false": False,
    "no": False,
}
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})\Z")
_DECIMAL = re.compile(r"-?\d{1,17}\.\d{1,17}\Z")


class Misplaced(ValueError):  # noqa: N818 - it is said of a value
    """What is wrong by the look at a whole, and with which part of it.

    To be raised by validators of models: pydantic knows the whole only.
    """

    def __init__(self, problem: str, *way: int | str) -> None:
        super().__init__(problem)
        self.way = way


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says, and where it says it."""

    file: str
    value: Plain
    _root: yaml.Node | None

    def where(self, way: Sequence[int | str] = ()) -> str:
        """Return the file, and the line of the deepest part of a way that is in it."""
        return f"{self.file}:{self._line(way)}"

    def refused(
        self, error: ValidationError, advice: Mapping[str, str], otherwise: str
    ) -> BadInput:
        """Say the first thing a model has against it; no value is quoted.

        Args:
            error: The model's.
            advice: What to do, by pydantic's kinds of errors.
            otherwise: What to do about all others.
        """
        first = error.errors(include_url=False, include_input=False)[0]
        way: Way = first["loc"]
        known = first.get("ctx", {}).get("error")
        if isinstance(known, Misplaced):
            way = (*way, *known.way)
        at = ".".join(map(str, first["loc"]))
        problem = plainly(first)
        return BadInput(
            f"{at}: {problem}" if at else problem,
            where=self.where(way),
            advice=advice.get(first["type"], otherwise),
        )

    def _line(self, way: Sequence[int | str]) -> int:
        node, line = self._root, 1
        for part in way:
            key, child = _child(node, part)
            if child is None:
                break
            node, line = child, (key or child).start_mark.line + 1
        return line


def read_written(text: str, file: str, *, as_text: bool = False) -> Written:
    """Read a file.

    Args:
        text: The YAML; JSON is YAML, too.
        file: What it is called in complaints.
        as_text: Whether numbers, yes and no stay text, too: ids may begin with a 0.

    Raises:
        BadInput: It is no YAML, or holds what a person would not write: a key twice,
            aliases, or levels without end.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            return Written(file, None, None)
        return Written(file, _Reader(file, as_text=as_text).value(root), root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadInput("is not YAML", where=f"{file}:{line}", advice=QUOTE) from None
    except RecursionError:
        raise _too_deep(file, 1) from None


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    as_text: bool
    _read: set[int] = field(default_factory=set)
    """The lists and mappings that were read, by identity: one that comes again is
    meant by an alias, and a few lines of those say more than fits any machine."""

    def value(self, node: yaml.Node, deep: int = 0) -> Plain:
        if deep > MOST_DEEP:
            raise _too_deep(self.file, node.start_mark.line + 1)
        if isinstance(node, yaml.CollectionNode):
            if id(node) in self._read:
                raise self._wrong(node, "is repeated by a `*`", "write it out instead")
            self._read.add(id(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, deep)
            case yaml.SequenceNode():
                return [self.value(one, deep + 1) for one in node.value]
            case yaml.ScalarNode():
                return self._scalar(node)
            case _:
                raise AssertionError("YAML has three kinds of nodes")

    def _mapping(self, node: yaml.MappingNode, deep: int) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._wrong(key_node, "a key is no word", QUOTE)
            key = str(key_node.value)
            if key in found:
                advice = "keep one of them"
                raise self._wrong(key_node, f"`{key}` is written twice", advice)
            found[key] = self.value(value_node, deep + 1)
        return found

    def _scalar(self, node: yaml.ScalarNode) -> Plain:
        text = str(node.value)
        if self._is_made_by(node):
            raise self._wrong(node, "`!` makes nothing here", "leave the `!…` out")
        if self.as_text or node.style is not None:
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _INTEGER.match(text):
            return int(text)
        return float(text) if _DECIMAL.match(text) else text

    def _is_made_by(self, node: yaml.Node) -> bool:
        return (
            not str(node.tag).startswith("tag:yaml.org,2002:") or "python" in node.tag
        )

    def _wrong(self, node: yaml.Node, problem: str, advice: str) -> BadInput:
        line = node.start_mark.line + 1
        return BadInput(problem, where=f"{self.file}:{line}", advice=advice)


def _too_deep(file: str, line: int) -> BadInput:
    return BadInput(
        "has lists in lists without end", where=f"{file}:{line}", advice="write it flat"
    )


def _child(
    node: yaml.Node | None, part: int | str
) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return None, node.value[part] if part < len(node.value) else None
    return None, None
