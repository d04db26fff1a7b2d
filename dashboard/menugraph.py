"""The menus of a number as a drawing, in Graphviz's language.

Prompts are boxes, keys are the arrows between them, and the way to a goal is drawn
bold. What the menus say stands in quoted labels only: Graphviz reads no markup there.
"""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.menu.memory import Edge, Graph, Node, Path, Turn

GOOD, BAD, QUIET, WAY = "#2e7d32", "#c62828", "#90a4ae", "#1565c0"
MOST_OPTIONS = 10
WORDS = 34
"""Characters of an option or a prompt that are shown."""
_BOX = (
    'shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", '
    f'fontsize=11, color="{QUIET}", margin="0.18,0.1"'
)
_EXIT = "person"
_NOWHERE = "nowhere"


def dot(graph: Graph, goal: str | None = None) -> str:
    """Draw one version of a number's menus.

    Args:
        graph: The version.
        goal: Whose best way is drawn bold; none if left out.
    """
    path = best_path(graph, goal) if goal else None
    way = frozenset(path.turns) if path else frozenset()
    lines = [
        "digraph menus {",
        '  graph [rankdir=LR, bgcolor="transparent", nodesep=0.35, ranksep=0.7]',
        f"  node [{_BOX}]",
        '  edge [fontname="Helvetica", fontsize=10]',
    ]
    lines += [_node(node, on_way=_is_met(node, way)) for node in graph.nodes]
    lines += [_edge(edge, on_way=edge.turn in way) for edge in graph.edges]
    lines += _ends(graph.edges)
    return "\n".join([*lines, "}"])


def best_path(graph: Graph, goal: str) -> Path | None:
    """Return the way to a goal that is hopeful and has the better record."""
    ways = [path for path in graph.paths if path.goal == goal]
    return max(
        ways,
        key=lambda one: (one.hopeful, one.worked_last, one.successes - one.failures),
        default=None,
    )


def goals(graph: Graph) -> list[str]:
    """List the goals that ways are known to, the most used first."""
    used: dict[str, int] = {}
    for path in graph.paths:
        used[path.goal] = used.get(path.goal, 0) + path.successes + path.failures
    return sorted(used, key=lambda goal: (-used[goal], goal))


def _is_met(node: Node, way: Iterable[Turn]) -> bool:
    return any(turn.node == node.id for turn in way)


def _node(node: Node, *, on_way: bool) -> str:
    said = [
        f"{option.digits or option.say or '?'}  {_short(option.label)}"
        for option in node.options[:MOST_OPTIONS]
    ]
    if len(node.options) > MOST_OPTIONS:
        said.append("…")
    times = "once" if node.seen == 1 else f"{node.seen} times"
    head = f"{node.id} · met {times}"
    # `\l` ends a line and sets it to the left.
    label = "\\l".join(map(_escaped, [head, *(said or [_short(node.fingerprint)])]))
    look = f', color="{WAY}", penwidth=2.5' if on_way else ""
    return f'  {_quoted(node.id)} [label="{label}\\l"{look}]'


def _edge(edge: Edge, *, on_way: bool) -> str:
    worked = edge.taken - edge.failed
    to = edge.to or (_EXIT if worked > 0 else _NOWHERE)
    deed = edge.turn.keys or f"“{_short(edge.turn.say)}”"
    counts = f"{worked}/{edge.taken}" if edge.taken else "not tried lately"
    colour = WAY if on_way else GOOD if worked else BAD
    look = "penwidth=3" if on_way else "penwidth=1.2"
    if not worked:
        look += ", style=dashed"
    label = f"{_escaped(deed)}\\n{_escaped(counts)}"
    return (
        f"  {_quoted(edge.turn.node)} -> {_quoted(to)} "
        f'[label="  {label}  ", color="{colour}", fontcolor="{colour}", {look}]'
    )


def _ends(edges: Iterable[Edge]) -> list[str]:
    """The boxes for what is no menu, if anything leads there."""
    led = {one.taken > one.failed for one in edges if not one.to}
    drawn = []
    if True in led:
        drawn.append(
            f'  {_EXIT} [label="person or queue", shape=oval, fillcolor="#e8f5e9", '
            f'color="{GOOD}"]'
        )
    if False in led:
        drawn.append(
            f'  {_NOWHERE} [label="led nowhere", shape=oval, fillcolor="#ffebee", '
            f'color="{BAD}"]'
        )
    return drawn


def _short(text: str) -> str:
    return shorten(text, WORDS, placeholder=" …")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
