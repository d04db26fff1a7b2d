"""The figures above a board or a transcript, redrawn with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above; all text is data, never markup."""

    figures: tuple[tuple[str, str], ...]
    """Names and values, in order."""
    progress: float | None = None
    """A bar below them, 0 to 1; none if left out."""
    notice: str = ""
    """What whoever looks must know; nothing if empty."""
