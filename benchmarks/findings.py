"""What the taps' notes and the carrier's ledger say about the audio path."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.following import arrivals, departures, expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.probe import Note, Wire

_PREFIX = 160
"""Characters of base64 by which a piece is known: 15 ms of audio."""


@dataclass(slots=True)
class Findings:
    """Figures of one run; latencies and errors in ms."""

    up_ms: list[float] = field(default_factory=list)
    """From the carrier's frame to the model's append."""
    down_ms: list[float] = field(default_factory=list)
    """From the first delta of an utterance to its first frame at the carrier."""
    truncation_ms: list[float] = field(default_factory=list)
    """What we said was heard, minus what the carrier had played."""
    clear_ms: list[float] = field(default_factory=list)
    """From "the callee speaks" to `clear`."""
    frames: int = 0
    """Frames of callees that were told apart from all others."""
    lost: int = 0
    """Of those, how many never came to the model."""
    astray: int = 0
    """How many came to another call's model, or tones of another call to a callee."""
    lost_at_callee: int = 0
    """Frames of ours that a callee's ear missed, other than by a barge-in."""
    gaps: int = 0
    """Interruptions over 60 ms at the callee's ear."""
    carrier_late_ms: float = 0.0
    """How late the simulated carrier itself was, at worst, within those gaps."""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of all lie; 0 if there are none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def find(
    carrier: Sequence[Wire],
    model: Sequence[Wire],
    ledger: Iterable[Mapping[str, Any]],
    slipped: Mapping[int, Sequence[float]],
) -> Findings:
    """Put everything together.

    Args:
        carrier: The wires of the tap at the carrier.
        model: The wires of the tap at the model.
        ledger: The carrier's records.
        slipped: When a "callee speaks" was slipped in, by index of the model's wire.
    """
    found = Findings()
    records = list(ledger)
    calls = _up(found, carrier, model)
    for number, wire in enumerate(model):
        call = calls.get(number)
        if call is None:
            continue
        items = _down(found, wire, carrier[call])
        played = _played(records, carrier[call])
        _truncations(found, wire, carrier[call], items, played)
        _clears(found, carrier[call], slipped.get(number, ()))
    for record in records:
        match record:
            case {"kind": "frame_gap", "late_ms": late}:
                found.gaps += 1
                found.carrier_late_ms = max(found.carrier_late_ms, late)
            case {"kind": "ear", "lost": lost, "cross_talk": crossed}:
                found.lost_at_callee += lost
                found.astray += crossed
            case _:
                pass
    return found


def _up(
    found: Findings, carrier: Sequence[Wire], model: Sequence[Wire]
) -> dict[int, int]:
    """Follow the callees' frames; return which model's wire belongs to which call."""
    left = departures(carrier)
    calls: dict[int, int] = {}
    for number, wire in enumerate(model):
        came = arrivals(left, wire)
        if not came:
            continue
        calls[number] = Counter(one.frame.call for one in came).most_common(1)[0][0]
        found.astray += sum(one.frame.call != calls[number] for one in came)
        found.up_ms += [one.took_ms for one in came]
        frames, lost = expected(left, came)
        found.frames += frames
        found.lost += lost
    return calls


def _down(found: Findings, model: Wire, carrier: Wire) -> dict[str, int]:
    """Follow utterances down; return where each begins among the carrier's notes."""
    firsts: dict[str, Note] = {}
    for note in model.down:
        if note.kind.startswith("delta "):
            firsts.setdefault(note.kind.removeprefix("delta "), note)
    starts: dict[str, int] = {}
    for item, delta in firsts.items():
        for index, note in enumerate(carrier.down):
            late = note.at_ms - delta.at_ms
            alike = note.value[:_PREFIX] == delta.value[:_PREFIX]
            if note.kind == "media" and alike and 0 <= late < 60_000:
                starts[item] = index
                if _starts_a_run(carrier, index):
                    found.down_ms.append(late)
                break
    return starts


def _starts_a_run(carrier: Wire, index: int) -> bool:
    """Whether nothing was playing: two marks in a row stand before the media."""
    before = carrier.down[max(0, index - 2) : index]
    return bool(before) and all(note.kind in {"mark", "clear"} for note in before)


def _played(records: Iterable[Mapping[str, Any]], wire: Wire) -> dict[str, float]:
    """Return what the carrier had played of the whole call at each mark's echo."""
    sids = {note.value for note in wire.up if note.kind == "start"}
    return {
        record["name"]: float(record["played_ms"])
        for record in records
        if record["kind"] == "mark" and record["call_sid"] in sids
    }


def _truncations(
    found: Findings,
    model: Wire,
    carrier: Wire,
    items: Mapping[str, int],
    played: Mapping[str, float],
) -> None:
    """Compare each truncation with what the carrier had played when it cleared."""
    starts = {index: item for item, index in items.items()}
    begins: dict[str, float] = {}
    truths: dict[str, float] = {}
    added, current, sent = 0.0, "", 0.0
    pending: list[str] = []
    for index, note in enumerate(carrier.down):
        match note.kind:
            case "media":
                if index in starts:
                    current, sent = starts[index], 0.0
                    begins[current] = added
                ms = _ms(note.value)
                added += ms
                sent += ms
            case "mark":
                pending.append(note.value)
            case "clear":
                cleared = [played[m] for m in pending if m in played]
                at = max(cleared) if cleared else added
                at = min(at, added)
                if current in begins:
                    truths[current] = min(max(at - begins[current], 0.0), sent)
                added, pending = at, []
            case _:
                pass
    for note in model.up:
        if note.kind == "truncate" and note.more > 0 and note.value in truths:
            found.truncation_ms.append(note.more - truths[note.value])


def _clears(found: Findings, carrier: Wire, slipped: Sequence[float]) -> None:
    clears = [note.at_ms for note in carrier.down if note.kind == "clear"]
    for at in slipped:
        after = [clear - at for clear in clears if 0 <= clear - at < 200]
        found.clear_ms += after[:1]


def _ms(audio: str) -> float:
    return (len(audio) // 4 * 3 - audio[-2:].count("=")) / 8
