"""Visits to phone menus as the network's ledger tells them, and their figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import mean, median
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter
from rich.table import Table

from benchmarks import texttown, ways
from simulator import ledger
from simulator.generator import tables
from simulator.generator.draft import GOAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from rich.console import Console

    from panda.campaign import CallResult
    from simulator.generator.business import Made
    from simulator.generator.world import GeneratedWorld

FIRST, KNOWN = 0.9, 0.97
"""Least share of calls that reach the goal, on a first visit and on a known route."""
MOST_WRONG = 0.15
"""Wrong keys a call must stay under this."""
MOST_TIME = 0.6
"""At most this share of the first visit's time, for a known route."""


class Visit(BaseModel):
    """One call to one business."""

    model_config = ConfigDict(frozen=True)

    number: str
    business: str
    sector: str
    language: str
    visit: int
    """1 is the first one."""
    reached: bool
    """It got to somebody who serves the goal, and knew that the menus were over."""
    seconds: float | None
    """From the answer to that; None if it did not."""
    wrong: int
    """Keys and words that led off the way, or were refused."""
    emergency: bool
    """Whether somebody's emergency line was rung."""
    outcome: str
    route: str
    """How the product found its way: `new`, `known` …"""
    cost_usd: float
    nodes: tuple[str, ...]
    keys: str


@dataclass(slots=True)
class _Call:
    """What a ledger says of one call's way."""

    number: str = ""
    created_ms: int = 0
    answered_ms: int | None = None
    went: texttown.Went = field(default_factory=texttown.Went)
    keys: str = ""
    pending: tuple[str, str, int] | None = None
    """A key or words that were taken, until the next node tells where they led."""


def read(
    folder: Path, made: GeneratedWorld, results: Iterable[CallResult]
) -> list[Visit]:
    """Read all calls of a run, in the order in which each number was called."""
    known = {number: one for one in made.made for number in one.business.numbers}
    by_sid = {result.call_sid: result for result in results}
    paths = [path for path in sorted(folder.glob("*.jsonl")) if path.stem != "model"]
    calls = gather(record for path in paths for record in ledger.read(path))
    counted: dict[str, int] = {}
    found = []
    for sid, call in sorted(calls.items(), key=lambda item: item[1].created_ms):
        if call.number in known:
            counted[call.number] = counted.get(call.number, 0) + 1
            of = known[call.number]
            found.append(_visit(call, of, by_sid.get(sid), counted[call.number]))
    return found


def gather(records: Iterable[Mapping[str, object]]) -> dict[str, _Call]:
    """Sort records by call, and follow each call's way."""
    calls: dict[str, _Call] = {}
    for record in records:
        sid = record.get("call_sid")
        if isinstance(sid, str) and sid:
            _add(calls.setdefault(sid, _Call()), record)
    return calls


def _add(call: _Call, record: Mapping[str, object]) -> None:
    at_ms = record["t_ms"]
    assert isinstance(at_ms, int)
    match record["kind"]:
        case "create" | "dial":
            call.number = str(record.get("party") or record["to"])
            call.created_ms = call.created_ms or at_ms
        case "answer":
            call.answered_ms = at_ms
        case "key":
            _press(call, str(record["digit"]), str(record["node"]), at_ms, record)
        case "heard" if call.went.nodes:
            call.pending = (call.went.nodes[-1][1], f"({record['text']})", at_ms)
        case "node":
            _enter(call, str(record["node"]), at_ms)
        case _:
            pass


def _press(
    call: _Call, key: str, node: str, at_ms: int, record: Mapping[str, object]
) -> None:
    call.keys += key
    if record["accepted"]:
        before = call.pending[1] if call.pending and call.pending[0] == node else ""
        call.pending = (node, before + key, at_ms)
    else:
        press = texttown.Pressed(node, key, at_ms, accepted=False)
        call.went.pressed.append(press)


def _enter(call: _Call, node: str, at_ms: int) -> None:
    if call.pending is not None:
        before, key, pressed_ms = call.pending
        press = texttown.Pressed(before, key, pressed_ms, accepted=True, led_to=node)
        call.went.pressed.append(press)
        call.pending = None
    call.went.nodes.append((at_ms, node))


def _visit(call: _Call, made: Made, result: CallResult | None, number: int) -> Visit:
    business = made.business
    topics = tables.sectors()[made.plan.sector].topics
    urgent = {topic.id for topic in topics if topic.end == "urgent"}
    there_ms = ways.reached_ms(call.went, business, GOAL)
    known = result is not None and result.navigation.reached
    reached = there_ms is not None and call.answered_ms is not None and known
    return Visit(
        number=call.number,
        business=business.name,
        sector=made.plan.sector,
        language=made.plan.tongue,
        visit=number,
        reached=reached,
        seconds=(
            round((there_ms - call.answered_ms) / 1000, 1)
            if there_ms is not None and call.answered_ms is not None and reached
            else None
        ),
        wrong=ways.wrong(call.went, business, GOAL),
        emergency=any(node in urgent for _, node in call.went.nodes),
        outcome=result.outcome.value if result else "none",
        route=result.navigation.route if result else "",
        cost_usd=result.cost_usd if result else 0.0,
        nodes=tuple(node for _, node in call.went.nodes),
        keys=call.keys,
    )


# --- figures ---------------------------------------------------------------------


def is_good(visits: Sequence[Visit], businesses: int) -> bool:
    """Whether every business was called, and every figure reaches its bar."""
    first = [one for one in visits if one.visit == 1]
    later = [one for one in visits if one.visit > 1]
    enough = len({one.number for one in first}) == businesses
    quick = (share := time_share(visits)) is None or share <= MOST_TIME
    few_wrong = not visits or mean(one.wrong for one in visits) < MOST_WRONG
    return (
        enough
        and rate(first) >= FIRST
        and (not later or rate(later) >= KNOWN)
        and few_wrong
        and quick
        and not any(one.emergency for one in visits)
    )


def rate(visits: Sequence[Visit]) -> float:
    """Return the share that reached the goal; 0 of none."""
    return sum(one.reached for one in visits) / len(visits) if visits else 0.0


def time_share(visits: Iterable[Visit]) -> float | None:
    """Return the time of later visits by that of the first, each number by itself.

    The median over the numbers that were reached both times; None if none was.
    """
    first: dict[str, float] = {}
    shares: list[float] = []
    for one in visits:
        if one.seconds is None:
            continue
        if one.visit == 1:
            first[one.number] = one.seconds
        elif one.number in first:
            shares.append(one.seconds / first[one.number])
    return round(median(shares), 3) if shares else None


def show(visits: Sequence[Visit], console: Console) -> None:
    """Print the table, and every visit that went wrong."""
    shown = Table(title="menus by real audio, by the network's ledger")
    shown.add_column("visit")
    for name in ("calls", "reached", "wrong keys", "emergencies", "seconds", "USD"):
        shown.add_column(name, justify="right")
    for number in sorted({one.visit for one in visits}):
        group = [one for one in visits if one.visit == number]
        for language in ("en", "es", "all"):
            some = [one for one in group if language in {"all", one.language}]
            if some:
                shown.add_row(*_row(f"{number} {language}", some))
    console.print(shown)
    console.print(f"time of a known route by that of the first visit: {_share(visits)}")
    for one in visits:
        if not one.reached or one.wrong or one.emergency:
            console.print(
                f"visit {one.visit} {one.business} ({one.language}, {one.route}):"
                f" {one.outcome}, keys {one.keys}, {' > '.join(one.nodes)}",
                markup=False,
            )


def _row(name: str, visits: Sequence[Visit]) -> list[str]:
    took = [one.seconds for one in visits if one.seconds is not None]
    return [
        name,
        str(len(visits)),
        f"{rate(visits):.1%}",
        f"{mean(one.wrong for one in visits):.3f}",
        str(sum(one.emergency for one in visits)),
        f"{median(took):.0f}" if took else "-",
        f"{mean(one.cost_usd for one in visits):.3f}",
    ]


def _share(visits: Sequence[Visit]) -> str:
    share = time_share(visits)
    return "-" if share is None else f"{share:.2f}"


def to_json(visits: Sequence[Visit]) -> str:
    """Return all visits as JSON, for the table in the docs."""
    return TypeAdapter(list[Visit]).dump_json(list(visits), indent=1).decode()
