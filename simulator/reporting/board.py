"""All calls of a ledger as they stand, kept up to date record by record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATES = {
    "create": "queued",
    "dial": "dialling",
    "ring": "ringing",
    "answer": "answered",
    "stream_start": "talking",
    "stream_stop": "answered",
}
"""What a call does after a record of this kind; `end` tells its own state."""
EAR = (
    "received",
    "lost",
    "duplicated",
    "reordered",
    "cross_talk",
    "garbled",
    "resumed",
)
"""What a callee's data ear counts (`simulator.speech.data.Counters`)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something said on a call."""

    at_ms: int
    """From the answer."""
    who: str
    """``caller``, or the kind of node that spoke: menu, queue, person …"""
    text: str
    cut: bool = False


@dataclass(slots=True)
class CallLine:
    """One call; wall times in epoch milliseconds."""

    call_sid: str
    number: str = ""
    """Who was called; for an inbound call, who calls."""
    state: str = "queued"
    created_ms: int = 0
    answered_ms: int | None = None
    ended_ms: int | None = None
    hung_up_by: str = ""
    nodes: list[str] = field(default_factory=list)
    keys: str = ""
    talk: list[Sentence] = field(default_factory=list)
    gaps_ms: list[int] = field(default_factory=list)
    own_late_ms: int = 0
    """How late the network itself was, at worst, in those gaps."""
    ear: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether the call has ended."""
        return self.ended_ms is not None

    def seconds(self, now_ms: int) -> float:
        """Return how long it has been answered, 0 if it has not."""
        if self.answered_ms is None:
            return 0.0
        return ((self.ended_ms or now_ms) - self.answered_ms) / 1000

    def last(self, *, by_caller: bool) -> str:
        """Return what one side said last."""
        return next(
            (
                one.text
                for one in reversed(self.talk)
                if one.text and (one.who == "caller") is by_caller
            ),
            "",
        )


class Board:
    """Every call by its sid, and what went wrong beside the calls."""

    def __init__(self, records: Iterable[Mapping[str, object]] = ()) -> None:
        self.calls: dict[str, CallLine] = {}
        self.title = ""
        self.seed: int | None = None
        self.late: list[int] = []
        """Each time the network's clock came late, by how many ms."""
        self.faults: Counter[str] = Counter()
        for record in records:
            self.take(record)

    def take(self, record: Mapping[str, object]) -> CallLine | None:
        """Take the next record; return the call it is about."""
        kind = str(record["kind"])
        if kind == "fault":
            self.faults[str(record.get("name", ""))] += 1
        call_sid = record.get("call_sid")
        if not isinstance(call_sid, str) or not call_sid:
            self._take_own(kind, record)
            return None
        line = self.calls.get(call_sid)
        if line is None:
            line = self.calls[call_sid] = CallLine(call_sid)
            line.created_ms = _int(record, "t_ms")
        _step(line, kind, record)
        _note(line, kind, record)
        return line

    def _take_own(self, kind: str, record: Mapping[str, object]) -> None:
        match kind:
            case "world":
                self.title = str(record.get("title", ""))
                self.seed = _int(record, "seed")
            case "pacer_late":
                self.late.append(_int(record, "late_ms"))
            case _:
                pass


def _step(line: CallLine, kind: str, record: Mapping[str, object]) -> None:
    line.state = STATES.get(kind, line.state)
    match kind:
        case "create" | "dial":
            line.number = str(record.get("party") or record.get("to", ""))
        case "answer":
            line.answered_ms = _int(record, "t_ms")
        case "hangup":
            line.hung_up_by = str(record.get("by", ""))
        case "end":
            line.ended_ms = _int(record, "t_ms")
            line.state = str(record.get("status", "ended"))
        case _:
            pass


def _note(line: CallLine, kind: str, record: Mapping[str, object]) -> None:
    match kind:
        case "node":
            line.nodes.append(str(record.get("node", "")))
        case "key":
            line.keys += str(record.get("digit", ""))
        case "said" | "heard":
            text = str(record.get("text", ""))
            who = "caller" if kind == "heard" else str(record.get("by", "callee"))
            at, cut = _int(record, "start_ms"), record.get("cut") is True
            line.talk.append(Sentence(at, who, text, cut))
        case "frame_gap":
            line.gaps_ms.append(_int(record, "gap_ms"))
            line.own_late_ms = max(line.own_late_ms, _int(record, "late_ms"))
        case "ear":
            line.ear.update({name: _int(record, name) for name in EAR})
        case "fault":
            line.faults.append(str(record.get("name", "")))
        case _:
            pass


def _int(record: Mapping[str, object], name: str) -> int:
    value = record.get(name, 0)
    return value if isinstance(value, int) else 0
