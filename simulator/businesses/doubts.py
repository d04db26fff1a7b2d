"""What is allowed in a scenario, but seldom meant: it is told, and refused by nobody.

A number nobody has is how a scenario says "not in service" in its list, and a list with
the same number twice is what an importer has to cope with; both are mostly slips.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import documents
from simulator.businesses.yamltext import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.businesses.scenario import Provider
    from simulator.businesses.yamltext import Document

LIST = "providers.csv"


def doubts(
    scenario: tuple[documents.Scenario, Document],
    businesses: Sequence[documents.Business],
    providers: Sequence[Provider],
) -> list[Problem]:
    """Return what a person should look at again, in a scenario that is fine."""
    return [*_listed(businesses, providers), *_goal(*scenario, businesses)]


def _listed(
    businesses: Sequence[documents.Business], providers: Sequence[Provider]
) -> Iterator[Problem]:
    numbers = {number for business in businesses for number in business.numbers}
    first: dict[str, int] = {}
    for one in providers:
        if not one.number:
            what = f"the phone of `{one.name}` is no phone number"
            yield Problem(LIST, one.line, what, "Write it like +12175550123")
        elif one.number in first:
            what = f"the number of `{one.name}` is that of line {first[one.number]}"
            yield Problem(LIST, one.line, what, "List each number once")
        elif one.number not in numbers:
            what = f"no business has the number of `{one.name}`: it is not in service"
            advice = "Add it to the `numbers:` of a business, if that is not meant"
            yield Problem(LIST, one.line, what, advice)
        first.setdefault(one.number, one.line)


def _goal(
    scenario: documents.Scenario,
    source: Document,
    businesses: Sequence[documents.Business],
) -> Iterator[Problem]:
    nodes = [node for business in businesses for node in business.nodes.values()]
    if not any(isinstance(node, documents.Menu) for node in nodes):
        return  # nobody has a way to find
    if not any(scenario.goal in node.goals for node in nodes):
        what = f"no node of any business serves the goal `{scenario.goal}`"
        advice = f"Write `goals: [{scenario.goal}]` at the nodes callers want to get to"
        yield Problem(source.file, source.line(("goal",)), what, advice)
