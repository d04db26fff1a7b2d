"""What remembering phone menus is worth: first visits, known routes, changed menus.

    python -m benchmarks.routes [--seed 1] [--businesses 200] [--mishear 0.0] [--check]
    python -m benchmarks.routes --by-ear --businesses 40

In virtual time, as text (`benchmarks.texttown`) or spoken and recognised
(`benchmarks.earshot`): the navigator and the graphs are the product's, the menus the
simulator's. Each business has at least two menus on the way and is called six times: a
first visit, three with what was learned, then again after its menus have changed (every
other key, in another order), and once more after that. Seconds count to the moment a
person's telephone, or the queue before it, is reached.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks import navigation, texttown, ways
from panda.menu.memory import current, take_in
from panda.menu.navigate import Navigator
from panda.menu.steps import Arrived, Press, Speak, Stuck
from simulator.generator import tables, world
from simulator.generator.draft import GOAL
from simulator.generator.mix import Mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.earshot import Ears
    from benchmarks.mishearing import Mishearing
    from panda.audio.sounds import Sound
    from panda.menu.memory import Graph
    from panda.menu.menu import Route
    from panda.menu.steps import Step
    from simulator.generator.business import Made

CHANGED_ATTEMPT, CHANGED_DAY = 3, 2
"""From this call and day on a generated menu is what it changes to."""
ROUNDS = (
    ("first visit", 1, 0),
    ("second call", 1, 0),
    ("third call", 1, 0),
    ("fourth call", 1, 0),
    ("menus changed", CHANGED_ATTEMPT, CHANGED_DAY),
    ("call after that", CHANGED_ATTEMPT, CHANGED_DAY),
)
LEAST = {
    "second call": 0.97, "third call": 0.97, "fourth call": 0.97,
    "menus changed": 0.9, "call after that": 0.97,
}  # fmt: skip
"""The bars of the share that reaches its goal, of those reached on the first visit."""
MOST_WRONG = 0.15
MOST_TIME = {"second call": 0.6, "third call": 0.57, "fourth call": 0.57}
"""Of the first visit's time, on a known route."""


class NavigatorCaller:
    """A navigator as the caller of a text call."""

    def __init__(self, navigator: Navigator) -> None:
        self.navigator = navigator

    def speech(self, *, started: bool, now_ms: int) -> Iterator[texttown.Deed]:
        """Somebody began or ceased to speak."""
        return _deeds(self.navigator.speech(started=started, now_ms=now_ms))

    def hear(self, text: str, now_ms: int) -> Iterator[texttown.Deed]:
        """The words of one utterance."""
        return _deeds(self.navigator.hear(text, now_ms))

    def sound(self, sound: Sound, now_ms: int) -> Iterator[texttown.Deed]:
        """The line sounds different."""
        return _deeds(self.navigator.sound(sound, now_ms))

    def keys_played(self, now_ms: int) -> Iterator[texttown.Deed]:
        """The keys have gone out."""
        return _deeds(self.navigator.keys_played(now_ms))

    def tick(self, now_ms: int) -> Iterator[texttown.Deed]:
        """Time has passed."""
        return _deeds(self.navigator.tick(now_ms))


def _deeds(steps: Iterable[Step]) -> Iterator[texttown.Deed]:
    for step in steps:
        match step:
            case Press(digits=digits, transport=by):
                yield texttown.Keys(digits, by == "slow")
            case Speak(text=text):
                yield texttown.Words(text)
            case Arrived(kind=kind):
                yield texttown.Done(kind.value)
            case Stuck(reason=reason):
                yield texttown.Done(reason)
            case _:
                pass


@dataclass(slots=True)
class Round:
    """The calls of one round."""

    name: str
    reached: int = 0
    calls: int = 0
    wrong: int = 0
    emergencies: int = 0
    drifted: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    """To a person or a queue, by number."""


@dataclass(slots=True)
class Customer:
    """Who calls one business again and again, and what it has learned."""

    made: Made
    now: datetime
    hears: Mishearing
    ears: Ears | None = None
    graphs: dict[int, Graph] = field(default_factory=dict)

    def call(self, count: Round, attempt: int, day: int) -> bool:
        """Call once; say whether the goal was reached."""
        business, plan = self.made.business, self.made.plan
        number, when = business.numbers[0], self.now + timedelta(days=day)
        sector = tables.sectors()[plan.sector]
        goal = sector.goal.of(plan.tongue)
        navigator = Navigator(
            goal,
            self._route(goal, when),
            language=plan.tongue,
            about=sector.opening.of(plan.tongue),
        )
        call = navigation.dial(
            self.made,
            when.date(),
            attempt=attempt,
            mishear=self.hears,
            ears=self.ears,
        )
        went = call.run(NavigatorCaller(navigator))
        reached = ways.serves(business, went.node, GOAL) and went.how in {
            "human",
            "hold",
        }
        ms = ways.reached_ms(went, business, GOAL)
        seconds = went.ms / 1000 if ms is None else ms / 1000
        trip = navigator.trip(number, used_at=when, seconds=seconds)
        for graph in take_in(list(self.graphs.values()), trip):
            self.graphs[graph.version] = graph
        count.calls += 1
        count.reached += reached
        count.wrong += ways.wrong(went, business, GOAL)
        count.drifted += trip.drifted
        count.emergencies += any(_is_emergency(node) for _, node in went.nodes)
        if reached:
            count.seconds[number] = seconds
        return reached

    def _route(self, goal: str, when: datetime) -> Route | None:
        graph = current(self.graphs.values())
        return None if graph is None else graph.best(goal, when)


def _is_emergency(node: str) -> bool:
    urgent = {
        topic.id
        for sector in tables.sectors().values()
        for topic in sector.topics
        if topic.end == "urgent"
    }
    return node in urgent


def run(
    seed: int, businesses: int, *, mishear: float, ears: Ears | None = None
) -> list[Round]:
    """Call every business in every round; later rounds only those reached at first."""
    mix = Mix(
        answered={"menu": 1},
        depth={"2": 0.5, "3": 0.3, "4": 0.2},
        difficult=0,
        changed=1,
    )
    made = world.make(seed, businesses, mix)
    now = datetime.fromisoformat(made.scenario.clock)
    rounds = [Round(name) for name, _, _ in ROUNDS]
    for one in made.made:
        customer = Customer(one, now, navigation.noise(mishear, seed, one), ears)
        for count, (_, attempt, day) in zip(rounds, ROUNDS, strict=True):
            reached = customer.call(count, attempt, day)
            if count is rounds[0] and not reached:
                break  # there is no route to be known
    return rounds


def share_of_first(first: Round, other: Round) -> float:
    """Return a round's time as a share of the first visits', to the same numbers."""
    both = first.seconds.keys() & other.seconds.keys()
    spent = sum(first.seconds[number] for number in both)
    return sum(other.seconds[number] for number in both) / max(1.0, spent)


def table(rounds: Sequence[Round]) -> Table:
    """Show all rounds."""
    shown = Table(title="phone menus remembered")
    for name in (
        "", "calls", "reached", "wrong keys a call", "seconds", "of the first visit",
        "drift noticed", "emergency lines",
    ):  # fmt: skip
        shown.add_column(name, justify="right" if name else "left")
    for one in rounds:
        calls, timed = max(1, one.calls), max(1, len(one.seconds))
        shown.add_row(
            one.name,
            str(one.calls),
            f"{one.reached / calls:.1%}",
            f"{one.wrong / calls:.2f}",
            f"{sum(one.seconds.values()) / timed:.1f}",
            f"{share_of_first(rounds[0], one):.2f}",
            str(one.drifted),
            str(one.emergencies),
        )
    return shown


def missed(rounds: Sequence[Round]) -> list[str]:
    """Say which bars were missed."""
    found = []
    for one in rounds:
        if one.reached < LEAST.get(one.name, 0) * one.calls:
            found.append(f"{one.name}: too few reached")
        if one.name in LEAST and one.wrong > MOST_WRONG * one.calls:
            found.append(f"{one.name}: too many wrong keys")
        if one.emergencies:
            found.append(f"{one.name}: an emergency line was rung")
        if share_of_first(rounds[0], one) > MOST_TIME.get(one.name, 1.0):
            found.append(f"{one.name}: a known route takes too long")
    return found


def main(argv: Sequence[str]) -> int:
    """Print the table; with `--check`, fail when a bar is missed."""
    parser = argparse.ArgumentParser(description="phone menus remembered")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--businesses", type=int, default=200)
    parser.add_argument(
        "--mishear", type=float, default=0.0, help="share of words heard wrong"
    )
    parser.add_argument("--by-ear", action="store_true", help="as they are spoken")
    parser.add_argument("--check", action="store_true", help="fail under the bars")
    asked = parser.parse_args(argv)
    # Here and not above: text needs no speech packages.
    from benchmarks.earshot import Ears  # noqa: PLC0415

    with Ears() if asked.by_ear else nullcontext() as ears:
        rounds = run(asked.seed, asked.businesses, mishear=asked.mishear, ears=ears)
    console = Console(highlight=False)
    console.width = max(console.width, 110)
    console.print(table(rounds))
    told = missed(rounds)
    for one in told:
        console.print(one)
    return 1 if asked.check and told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
