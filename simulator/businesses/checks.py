"""What must hold inside one business beyond the shape of its file."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.businesses import documents
from simulator.businesses.facts import fact_problem
from simulator.businesses.yamltext import Document, Path_, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.businesses.documents import Business, Node

REFUSALS: tuple[str, ...] = typing.get_args(documents.Refusal)
HANG_UP = "hang-up"


def business_problems(business: Business, source: Document) -> list[Problem]:
    """Return what is wrong with a business whose file has the right shape."""
    return [
        Problem(source.file, source.line(path), what, advice)
        for path, what, advice in _found(business)
    ]


def _found(business: Business) -> Iterator[tuple[Path_, str, str]]:
    yield from _when(business)
    astray = [
        (path, target)
        for path, target in _targets(business)
        if target not in business.nodes
    ]
    for path, target in astray:
        what = f"there is no node `{target}`"
        yield path, what, f"The nodes are: {', '.join(business.nodes) or 'none'}"
    for name, fact in business.facts.items():
        if problem := fact_problem(fact):
            yield ("facts", name, *problem[0]), problem[1], problem[2]
    for name, node in business.nodes.items():
        if isinstance(node, documents.Person):
            for key, known in (("knows", node.knows or []), ("refuses", node.refuses)):
                yield from _facts_named(business, name, key, known)
    unreached = set() if astray else business.nodes.keys() - reachable(business)
    for name in sorted(unreached):
        what = f"no way leads to the node `{name}`"
        yield ("nodes", name), what, "Point a `goto` at it or remove it"


def _when(business: Business) -> Iterator[tuple[Path_, str, str]]:
    try:
        ZoneInfo(business.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        what = f"`{business.timezone}` is no time zone"
        yield ("timezone",), what, "Write a name such as America/Chicago"
    if (business.hours is None) != (business.after_hours is None):
        what = "`hours` and `after_hours` go together"
        yield ("hours",), what, "Write both or neither"


def _targets(business: Business) -> Iterator[tuple[Path_, str]]:
    if business.answers not in REFUSALS:
        yield ("answers",), business.answers
    if business.after_hours is not None:
        yield ("after_hours",), business.after_hours
    for name, node in business.nodes.items():
        for path, target in targets(node):
            yield ("nodes", name, *path), target


def targets(node: Node) -> Iterator[tuple[Path_, str]]:
    """Name the nodes one can get to from a node, and where the file says so."""
    match node:
        case documents.Menu():
            for key, option in node.options.items():
                yield ("options", key, "goto"), option.goto
            if node.after_repeats != HANG_UP:
                yield ("after_repeats",), node.after_repeats
        case documents.Queue():
            yield ("then",), node.then
        case documents.Notice():
            if node.then != HANG_UP:
                yield ("then",), node.then
        case documents.Person() | documents.Voicemail():
            return


def _facts_named(
    business: Business, node: str, key: str, facts: list[str]
) -> Iterator[tuple[Path_, str, str]]:
    for index, fact in enumerate(facts):
        if fact not in business.facts:
            path = ("nodes", node, key, index)
            what = f"there is no fact `{fact}`"
            yield path, what, f"The facts are: {', '.join(business.facts) or 'none'}"


def reachable(business: Business) -> set[str]:
    """Return the nodes a caller can get to, at any hour."""
    found: set[str] = set()
    ahead = [business.answers, business.after_hours]
    while ahead:
        name = ahead.pop()
        node = business.nodes.get(name) if name else None
        if name is None or node is None or name in found:
            continue
        found.add(name)
        ahead += [target for _, target in targets(node)]
    return found
