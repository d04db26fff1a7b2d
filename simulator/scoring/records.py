"""The ledger as calls: what the network and the callee saw of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator import ledger
from simulator.scoring.appointments import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from simulator.scoring.appointments import HeldTime


@dataclass(frozen=True, slots=True)
class Words:
    """Something said by the business, or understood by it."""

    order: int
    """Place in the ledger."""
    text: str
    start_ms: int
    end_ms: int
    by: str = ""
    """Kind of node that spoke: menu, queue, person, voicemail, notice."""
    facts: tuple[str, ...] = ()


@dataclass(slots=True)
class SeenCall:
    """One call, as the ledger tells it. Times are wall epoch milliseconds."""

    call_sid: str
    number: str = ""
    created_ms: int | None = None
    dialled: bool = False
    answered_ms: int | None = None
    ended_ms: int | None = None
    status: str = ""
    nodes: list[str] = field(default_factory=list)
    goals: set[str] = field(default_factory=set)
    """Goals of all nodes reached."""
    keys: list[str] = field(default_factory=list)
    said: list[Words] = field(default_factory=list)
    heard: list[Words] = field(default_factory=list)
    late_ms: list[int] = field(default_factory=list)
    """For each of `heard`, how long after its last word it was understood."""
    gaps_ms: list[int] = field(default_factory=list)
    media: list[tuple[int, int | None]] = field(default_factory=list)
    """When two-way media began and ended."""
    hung_up_by: str = ""

    @property
    def person_answered(self) -> bool:
        """Whether a person (not a machine) spoke to the caller."""
        return any(words.by == "person" for words in self.said)

    @property
    def conversed(self) -> bool:
        """Whether a person told something and caller or callee ended the call.

        A call that the carrier dropped, or that broke inside it, may be repeated.
        """
        told = any(words.by == "person" and words.facts for words in self.said)
        return told and self.hung_up_by not in {"", "carrier", "error"}


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a ledger says of one run."""

    calls: tuple[SeenCall, ...]
    """In the order of their creation."""
    seed: int | None
    """The seed of the businesses, from the last `world` record."""
    held: tuple[HeldTime, ...] = ()
    """Times that businesses keep for somebody in the end."""
    clock_late_ms: int = 0
    """How late the network's own clock was, at worst."""


def read(folder: Path) -> Run:
    """Read all ledgers of a folder but the model's.

    Raises:
        FileNotFoundError: There is no ledger in the folder.
    """
    paths = [path for path in sorted(folder.glob("*.jsonl")) if path.stem != "model"]
    if not paths:
        raise FileNotFoundError(f"no ledger (*.jsonl) in {folder}")
    return gather(record for path in paths for record in ledger.read(path))


def gather(records: Iterable[Mapping[str, object]]) -> Run:
    """Sort records by call."""
    calls: dict[str, SeenCall] = {}
    seed: int | None = None
    clock_late_ms = 0
    arranged: list[Mapping[str, object]] = []
    for record in records:
        if record["kind"] == "world":
            seed = _int(record, "seed")
        if record["kind"] == "pacer_late":
            clock_late_ms = max(clock_late_ms, _int(record, "late_ms"))
        if record["kind"] == "appointment":
            arranged.append(record)
        call_sid = record.get("call_sid")
        if isinstance(call_sid, str) and call_sid:
            call = calls.setdefault(call_sid, SeenCall(call_sid))
            _add(call, record)
    return Run(tuple(calls.values()), seed, held(arranged), clock_late_ms)


def _add(call: SeenCall, record: Mapping[str, object]) -> None:
    time = _int(record, "t_ms")
    match record["kind"]:
        case "create" | "dial" as kind:
            call.number = str(record.get("party") or record["to"])
            call.created_ms = time if call.created_ms is None else call.created_ms
            call.dialled = call.dialled or kind == "dial"
        case "answer":
            call.answered_ms = time
        case "end":
            call.ended_ms, call.status = time, str(record["status"])
        case "stream_start":
            call.media.append((time, None))
        case "stream_stop" if call.media:
            call.media[-1] = (call.media[-1][0], time)
        case "hangup":
            call.hung_up_by = str(record["by"])
        case "frame_gap":
            call.gaps_ms.append(_int(record, "gap_ms"))
        case _:
            _add_callee(call, record)


def _add_callee(call: SeenCall, record: Mapping[str, object]) -> None:
    match record["kind"]:
        case "node":
            call.nodes.append(str(record["node"]))
            call.goals.update(_texts(record, "goals"))
        case "key":
            call.keys.append(str(record["digit"]))
        case "said":
            call.said.append(_words(record))
        case "heard":
            words = _words(record)
            call.heard.append(words)
            if call.answered_ms is not None:  # what a callee's times count from
                late_ms = _int(record, "t_ms") - call.answered_ms - words.end_ms
                call.late_ms.append(max(0, late_ms))
        case _:
            pass


def _words(record: Mapping[str, object]) -> Words:
    return Words(
        order=_int(record, "seq"),
        text=str(record["text"]),
        start_ms=_int(record, "start_ms"),
        end_ms=_int(record, "end_ms"),
        by=str(record.get("by", "")),
        facts=_texts(record, "facts"),
    )


def _int(record: Mapping[str, object], name: str) -> int:
    value = record[name]
    assert isinstance(value, int), f"{name} of a {record['kind']} record is no integer"
    return value


def _texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = record.get(name, ())
    assert isinstance(value, list | tuple)
    return tuple(str(item) for item in value)
