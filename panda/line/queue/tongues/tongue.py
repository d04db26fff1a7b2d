"""What one language says in queues: patterns over folded text, numbers as digits.

Each string holds alternatives, one a line, as in `panda.line.phrases`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's way to speak in queues."""

    place: str
    """Our number in the queue: group `n`."""
    ahead: str
    """How many are before us: group `n`."""
    next: str
    """We are the first."""
    wait: str
    """A sentence with this tells how long it will take."""
    hour: str
    minute: str
    second: str
    to: str
    """Between the two ends of a span."""
    under: str
    over: str
    callback: str
    """They offer to call us back."""
    opener: str
    """How a person begins who has picked up."""
    oneself: str
    """A person speaks of themselves; a business says "we"."""
    pitch: str
    """What only recordings say: advertising, advice, notices."""
    thanks: str
    """For our patience: recordings say it, and people before anything else."""
