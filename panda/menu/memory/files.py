"""Remembered menus as YAML, to be read, kept and carried elsewhere by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from panda.errors import BadInput
from panda.menu.memory.graph import Graph
from panda.plainly import plainly

if TYPE_CHECKING:
    from collections.abc import Sequence

_ADVICE = "write it as `panda routes export` does"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    menus: tuple[Graph, ...]


def dump(graphs: Sequence[Graph]) -> str:
    """Write menus as YAML; `load` gives the same ones back."""
    menus = [graph.model_dump(mode="json", exclude_defaults=True) for graph in graphs]
    return yaml.safe_dump({"menus": menus}, sort_keys=False, allow_unicode=True)


def load(text: str, where: str) -> list[Graph]:
    """Read menus from YAML.

    Args:
        text: The YAML.
        where: Whose it is, for complaints: a file's name.

    Raises:
        BadInput: Something in it is wrong; the first fault is told with its line.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        raise BadInput(
            "this is no YAML", where=f"{where}:{line}", advice=_ADVICE
        ) from None
    try:
        graphs = _File.model_validate(value).menus
    except ValidationError as error:
        first = error.errors()[0]
        line = _line(root, first["loc"])
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        told = plainly(first)
        raise BadInput(
            f"{field}: {told}", where=f"{where}:{line}", advice=_ADVICE
        ) from None
    seen = set[tuple[str, int]]()
    for place, graph in enumerate(graphs):
        if (graph.number, graph.version) in seen:
            raise BadInput(
                f"version {graph.version} of these menus stands here twice",
                where=f"{where}:{_line(root, ('menus', place))}",
                advice="leave one of them out",
            )
        seen.add((graph.number, graph.version))
    return list(graphs)


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """Return the line of what a path leads to, or of what it should stand in."""
    line = 1
    for part in path:
        match node:
            case yaml.MappingNode():
                found = next((v for k, v in node.value if k.value == part), None)
            case yaml.SequenceNode() if isinstance(part, int):
                found = node.value[part] if part < len(node.value) else None
            case _:
                found = None
        if found is None:
            break
        node, line = found, found.start_mark.line + 1
    return line
