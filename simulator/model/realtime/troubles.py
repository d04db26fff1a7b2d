"""What goes wrong with a session on order, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from simulator.faults import kinds
from simulator.faults.base import Fault, Where
from simulator.model.realtime.effects import Failure

if TYPE_CHECKING:
    from simulator.faults.book import FaultBook

Ending = Literal["expire", "kill", "freeze"]
_Timed = kinds.SessionExpiry | kinds.SessionKill | kinds.SessionFreeze
_ENDINGS: tuple[tuple[type[_Timed], Ending], ...] = (
    (kinds.SessionExpiry, "expire"),
    (kinds.SessionKill, "kill"),
    (kinds.SessionFreeze, "freeze"),
)
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
    _drawn: set[type[Fault]] = field(default_factory=set)
    """Endings whose chance this session has had: each comes once."""

    @property
    def _where(self) -> Where:
        return Where(call_sid=self.session_id)

    def ending(self, now_ms: int) -> Ending | None:
        """Return how the session ends by now, if it does."""
        for kind, ending in _ENDINGS:
            rule = self.book.rule(kind, self._where)
            if rule is None or kind in self._drawn:
                continue
            if now_ms - self.begun_ms < rule.after_ms:
                continue
            self._drawn.add(kind)
            if self.book.strikes(kind, self._where) is not None:
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
