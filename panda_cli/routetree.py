"""A number's menus drawn as a tree, and figures of trips through menus as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.menu.memory import Edge, Graph, Node, Path
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Option

MOST_WORDS = 8
"""Words shown of a prompt that has no options."""
_BARGE_IN = {True: "takes keys early", False: "takes keys only at its end", None: ""}
_HEADS: dict[str, str] = {
    "number": "Number", "version": "Menus", "transport": "Keys carried",
}  # fmt: skip


def route_tree(graph: Graph, now: datetime) -> Tree:
    """Draw the menus of one version: prompts, options, what came of each."""
    head = Text(f"{graph.number} · version {graph.version}", style="bold")
    if graph.quarantined_at is not None:
        head.append(
            f" · out of date since {graph.quarantined_at:%Y-%m-%d %H:%M}", style="red"
        )
    tree = Tree(head)
    entered = {edge.to for edge in graph.edges if edge.to}
    firsts = [path.turns[0].node for path in graph.paths]
    firsts += [node.id for node in graph.nodes if node.id not in entered]
    drawn: set[str] = set()
    for name in dict.fromkeys(firsts):
        if name not in drawn:
            _add_node(tree, graph, graph.node(name), drawn)
    if graph.paths:
        ways = tree.add(Text("ways", style="bold"))
        for path in graph.paths:
            ways.add(_way(graph, path, now))
    return tree


def _add_node(tree: Tree, graph: Graph, node: Node, drawn: set[str]) -> None:
    drawn.add(node.id)
    about = [f"met {_times(node.seen)}" if node.seen else "not met lately"]
    if words := _BARGE_IN[node.barge_in]:
        about.append(words)
    name = "menu" if node.options else _words(node.fingerprint)
    line = Text.assemble((f"{node.id} ", "dim"), name, (f"  {', '.join(about)}", "dim"))
    branch = tree.add(line)
    edges = [edge for edge in graph.edges if edge.turn.node == node.id]
    for edge in edges:
        twig = branch.add(_edge(edge))
        if edge.to and edge.to in drawn:
            twig.add(Text(f"→ {edge.to}", style="dim"))
        elif edge.to:
            _add_node(twig, graph, graph.node(edge.to), drawn)
    tried = {edge.turn.keys for edge in edges}
    for option in node.options:
        if option.digits not in tried:
            branch.add(_untried(option))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _edge(edge: Edge) -> Text:
    worked = edge.taken - edge.failed
    deed = edge.turn.keys or f"“{edge.turn.say}”"
    style = "green" if worked else "red"
    text = Text.assemble((deed, f"bold {style}"), f"  {edge.label}")
    counts = (
        f"  {worked} of {edge.taken} led on" if edge.taken else "  not tried lately"
    )
    text.append(counts, style=style if edge.taken else "dim")
    if edge.heard_ms:
        text.append(f", after {edge.heard_ms / 1000:.0f} s", style="dim")
    if edge.transport not in {"in-band", "spoken"}:
        text.append(f", by {edge.transport}", style="dim")
    return text


def _untried(option: Option) -> Text:
    return Text(f"{option.digits or option.say}  {option.label}", style="dim")


def _way(graph: Graph, path: Path, now: datetime) -> Text:
    keys = " → ".join(turn.keys or f"“{turn.say}”" for turn in path.turns)
    route = graph.route(path, now)
    tries = path.successes + path.failures
    text = Text.assemble(
        (path.goal, "italic"), f": {keys}  {path.successes} of {tries} reached"
    )
    if path.successes:
        text.append(f" in {path.seconds:.0f} s")
    style = "green" if path.hopeful and not graph.quarantined else "red"
    return text.append(f"  confidence {route.confidence:.2f}", style=style)


def _words(fingerprint: str) -> str:
    words = fingerprint.split()
    more = " …" if len(words) > MOST_WORDS else ""
    return f"“{' '.join(words[:MOST_WORDS])}{more}”"


def stats_table(stats: Sequence[RouteStats], by: Grouping) -> Table:
    """List the figures of groups of trips."""
    table = Table(box=SIMPLE_HEAD)
    table.add_column(_HEADS[by], no_wrap=True)
    for head in (
        "Trips", "Reached", "Known way", "Lent way", "Drifted", "Wrong keys",
        "First visit", "Known takes", "Lent takes",
    ):  # fmt: skip
        table.add_column(head, justify="right")
    for one in stats:
        table.add_row(
            one.group,
            str(one.trips),
            f"{one.success_rate:.0%}",
            str(one.known),
            str(one.shared),
            str(one.drifted),
            f"{one.wrong_keys / one.trips:.2f}",
            _seconds(one.seconds_first),
            _seconds(one.seconds_known),
            _seconds(one.seconds_shared),
        )
    return table


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f} s"
