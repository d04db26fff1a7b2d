"""Whether generated businesses are reached through their menus, by a whole session.

Words in, keys out, in virtual time: the call is the product's own `CallSession`, the
business is the simulator's own scenes (`benchmarks.texttown`), in text or by ear
(`benchmarks.earshot`). No sockets.
"""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks import texttown, ways
from benchmarks.mishearing import Mishearing
from benchmarks.seniors import LATENCY_MS, Senior, Strategy
from panda.call import CallState
from panda.cost import prices
from panda.events import MenuHeard, Pressed
from panda.realtime.agent import Heard, SpeakExactly, SpeechStarted, SpeechStopped
from panda.session.commands import AskWay, Finish, PlayKeys, Record, TellVoice
from panda.session.inputs import SoundChanged, Tick
from panda.testing.briefings import QUESTIONS, briefing
from panda.testing.player import SessionPlayer
from simulator.generator import tables, world
from simulator.generator.draft import GOAL
from simulator.generator.mix import Mix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from benchmarks.earshot import Ears
    from panda.audio.sounds import Sound
    from panda.session.commands import Command
    from panda.session.inputs import Input
    from simulator.generator.business import Made

TICK_MS = 100
_THERE = {CallState.TALKING: "talking", CallState.ON_HOLD: "on_hold"}
"""Where the menus end, and the call in them with it."""
LEAST_DEPTH = 2
LEAST_REACHED, MOST_WRONG = 0.9, 0.15
"""The bars: share of calls, and wrong keys a call."""
MORE = 3
"""So many businesses are made for one with menus that deep."""


class SessionCaller:
    """A session as the caller of a text call."""

    def __init__(
        self,
        goal: str,
        language: str,
        opening: str = "",
        *,
        senior: Senior | None = None,
    ) -> None:
        self.senior = senior or Senior()
        asked = QUESTIONS.model_copy(
            update={"goal": goal, "language": language, "opening": opening}
        )
        self._player = SessionPlayer(briefing(questionnaire=asked))
        self._player.answer()
        self._items = (f"heard{number}" for number in count(1))
        self._item = ""
        self._spoken: deque[str] = deque()
        """Items whose words are still to come."""
        self._ticked = 0
        self.log: list[str] = []
        """What was heard and done, in words for a person."""

    def speech(self, *, started: bool, now_ms: int) -> Iterator[texttown.Deed]:
        """Somebody began or ceased to speak."""
        if started:
            self._item = next(self._items)
            yield from self._feed(SpeechStarted(now_ms, self._item), now_ms)
        else:
            self._spoken.append(self._item)
            yield from self._feed(SpeechStopped(now_ms, self._item), now_ms)

    def hear(self, text: str, now_ms: int) -> Iterator[texttown.Deed]:
        """The words of one utterance."""
        self.log.append(f"  heard: {text}")
        yield from self._feed(Heard(self._spoken.popleft(), text), now_ms)

    def sound(self, sound: Sound, now_ms: int) -> Iterator[texttown.Deed]:
        """The line sounds different."""
        yield from self._feed(SoundChanged(sound), now_ms)

    def keys_played(self, now_ms: int) -> Iterator[texttown.Deed]:
        """The keys have gone out."""
        yield from self._feed(self._player.sounded, now_ms)

    def tick(self, now_ms: int) -> Iterator[texttown.Deed]:
        """Time has passed."""
        if now_ms - self._ticked >= TICK_MS:
            self._ticked = now_ms
            for answer in self.senior.due(now_ms):
                yield from self._feed(answer, now_ms)
            yield from self._feed(Tick(), now_ms)

    @property
    def senior_usd(self) -> float:
        """What the supervisor has cost."""
        used, at = self._player.session.record.usage, prices().supervisor
        spent = used.supervisor_in * at.tokens_in + used.supervisor_out * at.tokens_out
        return spent / 1_000_000

    def _feed(self, what: Input, now_ms: int) -> Iterator[texttown.Deed]:
        self._player.now_ms = now_ms
        for command in self._player.feed(what):
            yield from self._carry_out(command)
        there = _THERE.get(self._player.session.state)
        if there:
            yield texttown.Done(there)

    def _carry_out(self, command: Command) -> Iterator[texttown.Deed]:
        match command:
            case PlayKeys(digits=digits, transport=by):
                yield texttown.Keys(digits, by == "slow")
            case AskWay(question=question):
                self.log.append(f"  asks:  {question.doubt}")
                self.senior.ask(question, self._player.now_ms)
            case TellVoice(what=SpeakExactly(text=text)):
                yield texttown.Words(text)
            case Finish(result=result):
                yield texttown.Done(f"{result.outcome} {result.reason}".strip())
            case Record(event=MenuHeard(options=options)):
                offered = ", ".join(f"{key}={label}" for key, label in options)
                self.log.append(f"  menu:  {offered}")
            case Record(event=Pressed(keys=keys, label=label)):
                self.log.append(f"  press: {keys} ({label})")
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Visit:
    """One business called once."""

    made: Made
    went: texttown.Went
    reached_ms: int | None
    wrong: int
    """Keys and words that led off the way."""
    emergency: bool
    """Whether somebody's emergency line was rung."""
    log: list[str] = field(repr=False)
    asked: int = 0
    """Questions put to a supervisor."""
    senior_usd: float = 0.0
    """What they cost."""

    @property
    def reached(self) -> bool:
        """Whether the call ended with who serves the goal, and knew it."""
        return self.reached_ms is not None and self.went.how in _THERE.values()


def callable_with_menus(seed: int, most: int) -> tuple[list[Made], date]:
    """Return up to `most` generated businesses with menus in menus, and their day."""
    made = world.make(seed, most * MORE, Mix())
    deep = [
        one
        for one in made.made
        if one.depth >= LEAST_DEPTH and one.plan.answered in {"menu", "busy"}
    ]
    return deep[:most], datetime.fromisoformat(made.scenario.clock).date()


def visit(
    made: Made,
    today: date,
    *,
    attempt: int = 1,
    mishear: Callable[[str], str] = lambda text: text,
    senior: Senior | None = None,
    ears: Ears | None = None,
) -> Visit:
    """Call a business for its own goal, in its language; by ear if there are ears."""
    tongue = made.plan.tongue
    sector = tables.sectors()[made.plan.sector]
    goal = sector.goal.of(tongue)
    caller = SessionCaller(goal, tongue, sector.opening.of(tongue), senior=senior)
    call = dial(made, today, attempt=attempt, mishear=mishear, ears=ears)
    went = call.run(caller)
    urgent = {topic.id for topic in sector.topics if topic.end == "urgent"}
    return Visit(
        made,
        went,
        ways.reached_ms(went, made.business, GOAL),
        ways.wrong(went, made.business, GOAL),
        any(press.led_to in urgent for press in went.pressed),
        [f"{made.business.name} ({made.plan.sector}): {goal}", *caller.log],
        caller.senior.asked,
        caller.senior_usd,
    )


def dial(
    made: Made,
    today: date,
    *,
    attempt: int,
    mishear: Callable[[str], str] = lambda text: text,
    ears: Ears | None = None,
) -> texttown.TextCall:
    """Call a business: in words, or by ear, in its own language, if there are ears."""
    if ears is None:
        return texttown.TextCall(
            made.business, attempt=attempt, today=today, mishear=mishear
        )
    return ears.call(
        made.business, attempt=attempt, today=today, language=made.plan.tongue
    )


def noise(rate: float, seed: int, made: Made) -> Mishearing:
    """Return a recogniser for calls to one business, the same in each run."""
    dice = random.Random(f"{seed}/{made.plan.index}")
    return Mishearing(rate, dice, made.plan.tongue)


def report(
    seed: int,
    most: int,
    worst: int,
    *,
    strategy: Strategy = Strategy.RULES,
    latency_ms: int = LATENCY_MS,
    mishear: float = 0.0,
    ears: Ears | None = None,
) -> int:
    """Call them all and print the figures; 1 if one is short of its bar."""
    made, today = callable_with_menus(seed, most)
    visits = [
        visit(
            one,
            today,
            mishear=noise(mishear, seed, one),
            senior=Senior(strategy, latency_ms),
            ears=ears,
        )
        for one in made
    ]
    console = Console(highlight=False)
    console.width = max(console.width, 100)
    console.print(_table(visits))
    failed = [one for one in visits if not one.reached or one.emergency]
    for one in failed[:worst]:
        nodes = " > ".join(node for _, node in one.went.nodes)
        console.print(f"\nended as {one.went.how or 'nothing'} by way of {nodes}")
        console.print("\n".join(one.log[-12:]), markup=False)
    return 0 if is_good(visits) else 1


def is_good(visits: Sequence[Visit]) -> bool:
    """Whether every figure reaches its bar."""
    few_wrong = sum(one.wrong for one in visits) < MOST_WRONG * len(visits)
    reached = sum(one.reached for one in visits) >= LEAST_REACHED * len(visits)
    return reached and few_wrong and not any(one.emergency for one in visits)


def _table(visits: Sequence[Visit]) -> Table:
    shown = Table(title="first visits to businesses with menus in menus")
    shown.add_column("language")
    for name in (
        "calls",
        "reached",
        "wrong keys a call",
        "emergencies",
        "seconds",
        "asked a call",
        "USD a call",
    ):
        shown.add_column(name, justify="right")
    for language in ("en", "es", "all"):
        group = [v for v in visits if language in {"all", v.made.plan.tongue}]
        if not group:
            continue
        took = [one.reached_ms / 1000 for one in group if one.reached_ms is not None]
        shown.add_row(
            language,
            str(len(group)),
            f"{sum(one.reached for one in group) / len(group):.1%}",
            f"{sum(one.wrong for one in group) / len(group):.3f}",
            str(sum(one.emergency for one in group)),
            f"{median(took):.0f}" if took else "-",
            f"{sum(one.asked for one in group) / len(group):.2f}",
            f"{sum(one.senior_usd for one in group) / len(group):.6f}",
        )
    return shown
