"""How long each stage of a turn takes, summed up while the server runs.

The stages of one turn, in order:

- `recognition`: the recogniser's own time, its queue included
- `transcript`: from the end of speech to its words
- `think`: the model's decision
- `voice`: making the sound of its words
- `first_audio`: from the response's creation to its first sound
- `turn`: from the end of speech to the first sound of the answer
- `reasoner`: one request of `/v1/responses`
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.ports import Ledger

STAGES = (
    "recognition", "transcript", "think", "voice", "first_audio", "turn", "reasoner",
)  # fmt: skip
_KEPT = 1000
"""The last so many of each stage count."""


@dataclass(slots=True)
class _Stage:
    count: int = 0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT))


class CountingLedger:
    """A ledger that also sums up the latencies that pass through it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._stages = {name: _Stage() for name in STAGES}

    def write(self, kind: str, **fields: object) -> None:
        """Append a record; a `latency` counts for its stage."""
        self._ledger.write(kind, **fields)
        spent = fields.get("ms")
        stage = self._stages.get(str(fields.get("stage")))
        if kind == "latency" and stage is not None and isinstance(spent, int | float):
            stage.count += 1
            stage.recent.append(float(spent))

    def summary(self) -> dict[str, dict[str, float]]:
        """Return count, median, 95th percentile and longest of each stage, in ms."""
        return {
            name: {
                "count": stage.count,
                "p50_ms": _quantile(stage.recent, 0.5),
                "p95_ms": _quantile(stage.recent, 0.95),
                "max_ms": max(stage.recent, default=0.0),
            }
            for name, stage in self._stages.items()
        }


def _quantile(values: Sequence[float], share: float) -> float:
    ranked = sorted(values)
    return round(ranked[int(share * (len(ranked) - 1))], 1) if ranked else 0.0
