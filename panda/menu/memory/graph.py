"""The menus of one number in one version: prompts, ways between them, ways to goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from panda.menu.menu import Option, Route, RouteStep, Transport
from panda.menu.routes import confidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Node(BaseModel):
    """A prompt."""

    model_config = _FROZEN

    id: str = Field(pattern=r"^m\d+$")
    """Its name within the graph."""
    fingerprint: str
    opening: str = ""
    """The fingerprint of what is said before the first option."""
    options: tuple[Option, ...] = ()
    seen: int = Field(0, ge=0)
    """How many calls have met it."""
    barge_in: bool | None = None
    """Whether it took a key while it was still being read, the last time it was
    tried."""


class Turn(BaseModel):
    """What is done at a node: keys, or words."""

    model_config = _FROZEN

    node: str
    keys: str = ""
    say: str = ""


class Edge(BaseModel):
    """What came of a turn."""

    model_config = _FROZEN

    turn: Turn
    label: str = ""
    """The option in the menu's words."""
    to: str = ""
    """The next node; empty where it leads out of the menus, or nowhere."""
    transport: Transport = "in-band"
    taken: int = Field(0, ge=0)
    failed: int = Field(0, ge=0)
    """How often it led nowhere."""
    heard_ms: int = Field(0, ge=0)
    """How long the prompt was heard before, on average."""


class Path(BaseModel):
    """A way to a goal, and its record."""

    model_config = _FROZEN

    goal: str
    turns: tuple[Turn, ...] = Field(min_length=1)
    successes: int = Field(0, ge=0)
    failures: int = Field(0, ge=0)
    worked_last: bool = False
    seconds: float = Field(0.0, ge=0)
    """From the answer to a person or a queue, on average."""
    last_used_at: AwareDatetime | None = None
    blind: bool | None = None
    """Whether its keys led on when they were last pressed blindly (`Route.blind`)."""

    @property
    def hopeful(self) -> bool:
        """Whether it may be tried: a way that fails more often than not is none."""
        return self.worked_last or self.successes > self.failures


class Graph(BaseModel):
    """The menus of a number, as they were in one version."""

    model_config = _FROZEN

    number: str
    version: int = Field(ge=1)
    language: str = "en"
    entry: str = ""
    """The first prompt without the business's name; see `panda.menu.memory.entry`."""
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    paths: tuple[Path, ...] = ()
    made_at: AwareDatetime
    quarantined_at: AwareDatetime | None = None
    """When the menus were found to be others; it is never followed again."""

    @property
    def quarantined(self) -> bool:
        """Whether the menus are known to be others by now."""
        return self.quarantined_at is not None

    @model_validator(mode="after")
    def _hangs_together(self) -> Graph:
        names = [node.id for node in self.nodes]
        if len(set(names)) < len(names):
            raise ValueError("two nodes have the same id")
        turns = [edge.turn for edge in self.edges]
        turns += [turn for path in self.paths for turn in path.turns]
        used = {turn.node for turn in turns} | {edge.to for edge in self.edges} - {""}
        if unknown := sorted(used - set(names)):
            raise ValueError(f"there is no node {', '.join(unknown)}")
        return self

    @property
    def begins(self) -> str:
        """The first prompt, by which others with the same menus find these."""
        if self.entry or not self.paths:
            return self.entry
        return self.node(self.paths[0].turns[0].node).fingerprint

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals to which a way is known that may be tried."""
        if self.quarantined:
            return ()
        return tuple(dict.fromkeys(one.goal for one in self.paths if one.hopeful))

    def node(self, name: str) -> Node:
        """Return a node by its name."""
        return next(node for node in self.nodes if node.id == name)

    def edge(self, turn: Turn) -> Edge | None:
        """Return what is known of a turn."""
        return next((edge for edge in self.edges if edge.turn == turn), None)

    def route(self, path: Path, now: datetime | None = None) -> Route:
        """Return a path as a call follows it."""
        record = Route(
            number=self.number,
            goal=path.goal,
            steps=tuple(self._step(turn) for turn in path.turns),
            version=self.version,
            successes=path.successes,
            failures=path.failures,
            last_used_at=path.last_used_at,
            blind=path.blind,
        )
        now = now or path.last_used_at
        if now is None:
            return record
        return record.model_copy(update={"confidence": confidence(record, now)})

    def best(self, goal: str, now: datetime) -> Route | None:
        """Choose the way to a goal that most likely works; none of a quarantined one.

        What worked when it was last tried comes first, then the better record, faded
        with time.
        """
        if self.quarantined:
            return None
        hopeful = [path for path in self.paths if path.goal == goal and path.hopeful]
        if not hopeful:
            return None
        return max(
            ((path.worked_last, self.route(path, now)) for path in hopeful),
            key=lambda one: (one[0], one[1].confidence),
        )[1]

    def routes(self, now: datetime | None = None) -> list[Route]:
        """Return all ways, those that failed too."""
        return [self.route(path, now) for path in self.paths]

    def _step(self, turn: Turn) -> RouteStep:
        node, edge = self.node(turn.node), self.edge(turn)
        known = edge or Edge(turn=turn)
        return RouteStep(
            fingerprint=node.fingerprint,
            keys=turn.keys,
            say=turn.say,
            label=known.label,
            opening=node.opening,
            options=node.options,
            transport=known.transport,
            heard_ms=known.heard_ms,
            barge_in=node.barge_in,
            seen=node.seen,
        )


def current(versions: Iterable[Graph]) -> Graph | None:
    """Return the newest version, unless it is quarantined."""
    newest = max(versions, key=lambda one: one.version, default=None)
    return None if newest is None or newest.quarantined else newest
