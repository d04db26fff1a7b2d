"""Where a call to a town of simulated businesses went, by the businesses' own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import documents

if TYPE_CHECKING:
    from benchmarks.texttown import Went
    from simulator.businesses.documents import Business


def serves(business: Business, node: str, goal: str) -> bool:
    """Whether somebody at a node, or whoever it leads to by itself, serves a goal."""
    seen: set[str] = set()
    while node in business.nodes and node not in seen:
        seen.add(node)
        found = business.nodes[node]
        if isinstance(found, documents.Person):
            return goal in found.goals
        if not isinstance(found, documents.Queue | documents.Transfer):
            return False
        node = found.then
    return False


def on_the_way(business: Business, goal: str) -> frozenset[str]:
    """Return the nodes from which a goal can be reached by some choice or other."""
    far = {name for name in business.nodes if serves(business, name, goal)}
    grown = True
    while grown:
        grown = False
        for name, node in business.nodes.items():
            if name in far or not isinstance(node, documents.Menu):
                continue
            if any(option.goto in far for option in node.options.values()):
                far.add(name)
                grown = True
    return frozenset(far)


def wrong(went: Went, business: Business, goal: str) -> int:
    """Count keys and words that led off the way to a goal or back, or were refused.

    A key pressed into a prompt that takes none is lost, not wrong.
    """
    good = on_the_way(business, goal)
    been: set[str] = set()
    count = 0
    for press in went.pressed:
        node = business.nodes[press.node]
        if not isinstance(node, documents.Menu | documents.Entry):
            continue
        been.add(press.node)
        if press.led_to:
            count += press.led_to not in good or press.led_to in been
        elif not press.accepted:
            count += node.barge_in if isinstance(node, documents.Menu) else 1
    return count


def reached_ms(went: Went, business: Business, goal: str) -> int | None:
    """Return when a node was entered that serves a goal; None if none was."""
    return next((ms for ms, node in went.nodes if serves(business, node, goal)), None)
