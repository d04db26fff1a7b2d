"""What must hold inside one business beyond the shape of its file."""

from __future__ import annotations

import typing
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.businesses import documents
from simulator.businesses.factchecks import fact_problem
from simulator.businesses.nodechecks import node_problems
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
    yield from _diary(business)
    astray = [
        (path, target)
        for path, target in _targets(business)
        if target not in business.nodes
    ]
    for path, target in astray:
        what = f"there is no node `{target}`"
        yield path, what, f"The nodes are: {', '.join(business.nodes) or 'none'}"
    for name, fact in business.facts.items():
        if problem := fact_problem(business, fact):
            yield ("facts", name, *problem[0]), problem[1], problem[2]
    for name, node in business.nodes.items():
        for path, what, advice in node_problems(business, node):
            yield ("nodes", name, *path), what, advice
    unreached = set() if astray else business.nodes.keys() - reachable(business)
    for name in sorted(unreached):
        what = f"no way leads to the node `{name}`"
        yield ("nodes", name), what, "Point a `goto` at it or remove it"


def _diary(business: Business) -> Iterator[tuple[Path_, str, str]]:
    if (diary := business.diary) is None:
        return
    for index, moment in enumerate(diary.free):
        try:
            datetime.fromisoformat(moment)
        except ValueError:
            what = f"there is no such day or time as {moment}"
            yield ("diary", "free", index), what, "Write it like 2026-12-03T14:30"
    if len(set(diary.free)) < len(diary.free):
        yield ("diary", "free"), "a time stands there twice", "Write each time once"
    if diary.open is not None and diary.open > len(diary.free):
        what = f"`open` is {diary.open}, and there are {len(diary.free)} times"
        yield ("diary", "open"), what, "Lower it, or add times under `free:`"
    if not any(fact.value == documents.DIARY for fact in business.facts.values()):
        what = "nobody knows what stands in the diary"
        advice = "Add a fact of type datetime with `value: diary`"
        yield ("diary",), what, advice


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
    for path, target in _ways(node):
        if target is not None and target != HANG_UP:
            yield path, target


def _ways(node: Node) -> Iterator[tuple[Path_, str | None]]:
    match node:
        case documents.Menu():
            yield from _menu_ways(node)
        case documents.Person():
            for index, transfer in enumerate(node.transfers):
                yield ("transfers", index, "goto"), transfer.goto
        case documents.Voicemail():
            return
        case documents.Queue() | documents.Entry() | documents.Transfer():
            yield ("then",), node.then
            yield from _other_ways(node)
        case documents.Notice() | documents.Presses():
            yield ("then",), node.then


def _other_ways(
    node: documents.Queue | documents.Entry | documents.Transfer,
) -> Iterator[tuple[Path_, str]]:
    match node:
        case documents.Queue(callback=documents.Callback(goto=target)):
            yield ("callback", "goto"), target
        case documents.Transfer(no_answer=documents.NoAnswer(goto=target)):
            yield ("no_answer", "goto"), target
        case documents.Entry():
            for key, target in node.goto.items():
                yield ("goto", key), target
            yield ("failed",), node.failed
        case _:
            return


def _menu_ways(menu: documents.Menu) -> Iterator[tuple[Path_, str]]:
    for key, option in menu.options.items():
        yield ("options", key, "goto"), option.goto
    for key, target in menu.extensions.items():
        yield ("extensions", key), target
    for index, change in enumerate(menu.changed):
        for key, option in (change.options or {}).items():
            yield ("changed", index, "options", key, "goto"), option.goto
        for key, target in (change.extensions or {}).items():
            yield ("changed", index, "extensions", key), target
    yield ("after_repeats",), menu.after_repeats


def reachable(business: Business) -> set[str]:
    """Return the nodes a caller can get to, at any hour and in any attempt."""
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
