"""What goes wrong with a session on order, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.faults import kinds
from simulator.faults.base import Fault, Where
from simulator.model.realtime.effects import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.faults.book import FaultBook, Order

Ending = Literal["expire", "kill", "freeze"]
_ENDINGS: Mapping[type[Fault], Ending] = {
    kinds.SessionExpiry: "expire",
    kinds.SessionKill: "kill",
    kinds.SessionFreeze: "freeze",
}
RATE_LIMIT = Failure(
    "tokens",
    "rate_limit_exceeded",
    "Rate limit reached for requests. Please try again later.",
)
SERVER = Failure(
    "server_error",
    "server_error",
    "The server had an error while processing your request.",
)


@dataclass(slots=True)
class Troubles:
    """The faults that concern one session."""

    book: FaultBook
    session_id: str
    begun_ms: int
    """Wall clock at which the session began."""
    _drawn: set[Order] = field(default_factory=set)
    """Orders to end that have had their chance with this session: each comes once."""

    @property
    def _where(self) -> Where:
        return Where(call_sid=self.session_id)

    def ending(self, now_ms: int) -> Ending | None:
        """Return how the session ends by now, if it does."""
        for order in self.book.orders():
            fault = order.fault
            ending = _ENDINGS.get(type(fault))
            if ending is None or order in self._drawn:
                continue
            assert isinstance(fault, kinds.Timed)
            if now_ms - self.begun_ms < fault.after_ms:
                continue
            if not fault.concerns(self._where, self.book.elapsed_s()):
                continue
            self._drawn.add(order)
            if self.book.draw(order, self._where):
                return ending
        return None

    def failure(self) -> Failure | None:
        """Return how a response fails, if it does."""
        if self.book.strikes(kinds.Model429, self._where) is not None:
            return RATE_LIMIT
        if self.book.strikes(kinds.ModelError, self._where) is not None:
            return SERVER
        return None

    def delay_ms(self) -> float:
        """Return how much later than usual a response begins."""
        delay = self.book.strikes(kinds.ModelDelay, self._where)
        return 0 if delay is None else delay.ms

    def loses(self, event: str) -> bool:
        """Whether a server event of this type is lost."""
        lost = self.book.strikes(
            kinds.ModelDrop,
            self._where,
            fits=lambda fault: fault.event in {"", event},
        )
        return lost is not None
