"""The figures above a board or a transcript, redrawn with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.connection import Line


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above; all text is data, never markup."""

    figures: tuple[tuple[str, str], ...]
    """Names and values, in order."""
    line: Line | None = None
    """How good the connection is, as one more of them."""
    progress: float | None = None
    """A bar below them, 0 to 1; none if left out."""
    notice: str = ""
    """What whoever looks must know; nothing if empty."""
