"""What a trip teaches: the same version better known, or a new one after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.memory.graph import Edge, Graph, Node, Path, Turn, current
from panda.menu.memory.recognising import changed, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.memory.trip import Trip
    from panda.menu.menu import RouteStep


def take_in(versions: Sequence[Graph], trip: Trip) -> list[Graph]:
    """Return the versions of a number's menus that a trip makes or changes.

    Where the trip met another prompt than its version has, that version is quarantined
    and a new one begins with all of it that the change leaves standing. Numbers of
    versions only grow, and a quarantined version never changes again.
    """
    now = current(versions)
    if now is None:
        last = max((one.version for one in versions), default=0)
        fresh = _fresh(trip, last + 1)
        return [_Learner(fresh).learn(trip)] if _says_anything(trip) else []
    lost = _lost(now, trip)
    if lost is None:
        learned = _Learner(now).learn(trip)
        return [learned] if learned != now else []
    old = now.model_copy(update={"quarantined_at": trip.used_at})
    kept = _without(now, lost, trip)
    return [old, _Learner(kept).learn(trip)]


def _says_anything(trip: Trip) -> bool:
    return bool(trip.steps or trip.dead)


def _fresh(trip: Trip, version: int) -> Graph:
    return Graph(
        number=trip.number,
        version=version,
        language=trip.language,
        made_at=trip.used_at,
    )


def _lost(graph: Graph, trip: Trip) -> set[str] | None:
    """Return the nodes that are no longer what they were; None if none is known to be.

    Whoever followed an older version tells of a drift that is known by now.
    """
    lost = set[str]()
    drifted = trip.drifted and trip.followed == graph.version
    if drifted:
        expected = trip.drifted_from
        lost |= {node.id for node in graph.nodes if node.fingerprint == expected}
    for step in trip.steps:
        if recognise(graph.nodes, step) is None:
            node = changed(graph.nodes, step)
            lost |= {node.id} if node is not None else set()
    return lost if lost or drifted else None


def _without(graph: Graph, lost: set[str], trip: Trip) -> Graph:
    """Begin a new version: what does not lead through the lost nodes is kept."""
    edges = tuple(
        edge.model_copy(update={"to": ""}) if edge.to in lost else edge
        for edge in graph.edges
        if edge.turn.node not in lost
    )
    paths = tuple(
        path
        for path in graph.paths
        if not any(turn.node in lost for turn in path.turns)
        # Where it is not known which prompt differs, no way to this goal is believed.
        and (lost or path.goal != trip.goal)
    )
    return graph.model_copy(
        update={
            "version": graph.version + 1,
            "entry": "",  # as this call has heard it
            "made_at": trip.used_at,
            "nodes": tuple(node for node in graph.nodes if node.id not in lost),
            "edges": edges,
            "paths": paths,
        }
    )


class _Learner:
    """Takes one trip into one version."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._nodes = {node.id: node for node in graph.nodes}
        self._edges = {edge.turn: edge for edge in graph.edges}
        self._paths = list(graph.paths)
        self._next = 1 + max((int(name[1:]) for name in self._nodes), default=0)

    def learn(self, trip: Trip) -> Graph:
        """Return the version with the trip in it."""
        for step in trip.dead:
            self._try_out(self._meet(step, worked=False), step, failed=True)
        names = [self._meet(step, worked=trip.succeeded) for step in trip.steps]
        for place, (name, step) in enumerate(zip(names, trip.steps, strict=True)):
            to = names[place + 1] if place + 1 < len(names) else ""
            self._try_out(name, step, to=to)
        if trip.steps and trip.counts:
            turns = tuple(
                _turn(name, step) for name, step in zip(names, trip.steps, strict=True)
            )
            self._count(turns, trip)
        return self._graph.model_copy(
            update={
                "entry": max(trip.entry, self._graph.entry, key=len),
                "nodes": tuple(self._nodes.values()),
                "edges": tuple(self._edges.values()),
                "paths": tuple(self._paths),
            }
        )

    def _meet(self, step: RouteStep, *, worked: bool) -> str:
        """Return the node of a prompt, a new one if it was never met."""
        node = recognise(self._nodes.values(), step)
        if node is None:
            node = Node(
                id=f"m{self._next}", fingerprint=step.fingerprint, options=step.options
            )
            self._next += 1
        fuller = len(step.options) >= len(node.options)
        longer = len(step.fingerprint) >= len(node.fingerprint)
        self._nodes[node.id] = node.model_copy(
            update={
                "seen": node.seen + 1,
                "fingerprint": (
                    step.fingerprint if worked and longer else node.fingerprint
                ),
                "opening": _opening(node, step),
                "options": step.options if worked and fuller else node.options,
                "barge_in": node.barge_in if step.barge_in is None else step.barge_in,
            }
        )
        return node.id

    def _try_out(
        self, name: str, step: RouteStep, *, to: str = "", failed: bool = False
    ) -> None:
        turn = _turn(name, step)
        edge = self._edges.get(turn, Edge(turn=turn, label=step.label))
        heard_ms = (edge.heard_ms * edge.taken + step.heard_ms) // (edge.taken + 1)
        self._edges[turn] = edge.model_copy(
            update={
                "to": to or edge.to,
                "transport": step.transport,
                "taken": edge.taken + 1,
                "failed": edge.failed + failed,
                "heard_ms": heard_ms,
            }
        )

    def _count(self, turns: tuple[Turn, ...], trip: Trip) -> None:
        """Count a use of a path; of a failed use, the path it was the beginning of."""
        place = self._path(turns, trip)
        if place is None:
            self._paths.append(Path(goal=trip.goal, turns=turns))
            place = len(self._paths) - 1
        path, worked = self._paths[place], trip.succeeded
        seconds = path.seconds
        if worked:
            seconds = (seconds * path.successes + trip.seconds) / (path.successes + 1)
        self._paths[place] = path.model_copy(
            update={
                "successes": path.successes + worked,
                "failures": path.failures + (not worked),
                "worked_last": worked,
                "blind": path.blind if trip.blind is None else trip.blind,
                "seconds": seconds,
                "last_used_at": max(trip.used_at, path.last_used_at or trip.used_at),
            }
        )

    def _path(self, turns: tuple[Turn, ...], trip: Trip) -> int | None:
        mine = [at for at, one in enumerate(self._paths) if one.goal == trip.goal]
        same = next((at for at in mine if self._paths[at].turns == turns), None)
        if same is not None or trip.succeeded:
            return same
        return next(
            (at for at in mine if self._paths[at].turns[: len(turns)] == turns), None
        )


def _opening(node: Node, step: RouteStep) -> str:
    """Choose between two readings of what is said before the first option.

    Where options were misread before, they were taken for a part of it.
    """
    if step.opening and len(step.options) > len(node.options):
        return step.opening
    return max(step.opening, node.opening, key=len)


def _turn(node: str, step: RouteStep) -> Turn:
    return Turn(node=node, keys=step.keys, say=step.say)
