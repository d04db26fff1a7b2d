"""How long operators' telephones were in use on a call, for what that costs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from panda.operator.transfer import Stage

if TYPE_CHECKING:
    from panda.events import TransferMoved

NEVER_ANSWERED = frozenset({"busy", "no-answer", "failed", "canceled", "refused"})
"""Why a telephone's call came to nothing without costing anything."""
_MINUTE_MS = 60_000
_LEFT = frozenset({Stage.RETURNING, Stage.IDLE})


class Legs:
    """The operators' telephones of one call, from its log.

    A minute is billed from the answer on, which nobody tells us: it is counted from
    when the telephone was called. That is too much by its ringing, and keeps a budget.
    """

    def __init__(self) -> None:
        self._began: dict[int, int] = {}
        self._ended: dict[int, int] = {}

    def take_in(self, event: TransferMoved) -> None:
        """Take in how far a transfer has come."""
        number = event.number
        if event.leg_sid:  # the carrier has it
            self._began.setdefault(number, event.at_ms)
        if event.stage in _LEFT:
            self._ended.setdefault(number, event.at_ms)
        if event.reason in NEVER_ANSWERED:
            self._began.pop(number, None)

    def minutes(self, now_ms: int) -> int:
        """Return the started minutes of all of them, as a carrier counts them.

        Args:
            now_ms: Until when one counts that is still in use.
        """
        return sum(
            max(1, ceil((self._ended.get(number, now_ms) - began) / _MINUTE_MS))
            for number, began in self._began.items()
        )
