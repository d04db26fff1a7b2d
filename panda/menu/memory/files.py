"""Remembered menus as YAML, to be read, kept and carried elsewhere by people."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from panda.errors import BadInput
from panda.menu.memory.graph import Graph
from panda.written import read_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_E164 = "write it as +12175550123"
_KEYS = re.compile(r"[0-9*#]{0,8}|\[[A-Z_]+\]")
"""Keys, or the name of a private field that is keyed in."""
_MOST_VERSIONS = 1_000_000
_CLOCKS_DIFFER = timedelta(days=1)
"""By so much the clock of who wrote a file may be ahead of ours."""
_ADVICE = "write it as `panda routes export` does"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    menus: tuple[Graph, ...]


def dump(graphs: Sequence[Graph]) -> str:
    """Write menus as YAML; `load` gives the same ones back."""
    menus = [graph.model_dump(mode="json", exclude_defaults=True) for graph in graphs]
    return yaml.safe_dump({"menus": menus}, sort_keys=False, allow_unicode=True)


def load(text: str, where: str, *, now: datetime) -> list[Graph]:
    """Read menus from YAML.

    Args:
        text: The YAML.
        where: Whose it is, for complaints: a file's name.
        now: Nothing can have been learned later: it would be trusted for ever.

    Raises:
        BadInput: Something in it is wrong; the first fault is told with its line.
    """
    written = read_written(text, where)
    try:
        graphs = _File.model_validate(written.value).menus
    except ValidationError as error:
        raise written.refused(error, {}, _ADVICE) from None
    seen = set[tuple[str, int]]()
    for place, graph in enumerate(graphs):
        if (graph.number, graph.version) in seen:
            raise BadInput(
                f"version {graph.version} of these menus stands here twice",
                where=written.where(("menus", place)),
                advice="leave one of them out",
            )
        _check_pressable(graph, written.where(("menus", place)))
        for path, at in _times(graph):
            if at > now + _CLOCKS_DIFFER:
                raise BadInput(
                    f"{path[-1]}: {at:%Y-%m-%d} has not come yet",
                    where=written.where(("menus", place, *path)),
                    advice="write when it was, or leave the menus out",
                )
        seen.add((graph.number, graph.version))
    return list(graphs)


def _check_pressable(graph: Graph, where: str) -> None:
    """Let no menu in whose number cannot be called, or whose keys cannot be pressed.

    Raises:
        BadInput: It is such a one.
    """
    if _NUMBER.fullmatch(graph.number) is None:
        raise BadInput("number: is no telephone number", where=where, advice=_E164)
    if graph.version > _MOST_VERSIONS:
        raise BadInput("version: is too large", where=where, advice=_ADVICE)
    turns = [edge.turn for edge in graph.edges]
    turns += [turn for path in graph.paths for turn in path.turns]
    if any(_KEYS.fullmatch(turn.keys) is None for turn in turns):
        raise BadInput(
            "keys: are none of a telephone",
            where=where,
            advice="eight at most of 0 to 9, * and #",
        )


def _times(graph: Graph) -> Iterator[tuple[tuple[str | int, ...], datetime]]:
    """Yield the times of what was learned, each with where it stands."""
    yield ("made_at",), graph.made_at
    if graph.quarantined_at is not None:
        yield ("quarantined_at",), graph.quarantined_at
    for place, path in enumerate(graph.paths):
        if path.last_used_at is not None:
            yield ("paths", place, "last_used_at"), path.last_used_at
