"""When to stop dialling altogether: what fails is not the businesses but we (R10).

A wrong key, or a voice that is away, fails every call before a phone rings. Dialling on
would only burn the list, so it pauses, and after a while one call tries whether things
are well again.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.campaign import IntentState

if TYPE_CHECKING:
    from collections.abc import Collection

    from panda.campaign import CallResult, DialIntent

VOICE_REFUSED = "voice_refused"
VOICE_AWAY = "voice_unavailable"
CARRIER_DENIED = "carrier_denied"
CARRIER_AWAY = "carrier_refused"
NEVER_BEGAN = "never_began"
"""Why calls failed before anybody was dialled, as results have it."""

DENIED: dict[str, str] = {
    VOICE_REFUSED: "OpenAI refuses us: check OPENAI_API_KEY and the models",
    CARRIER_DENIED: "Twilio refuses us: check TWILIO_AUTH_TOKEN and the account",
}
"""One is enough to pause: the same will be said to every call; with what to do."""

FAULTS: dict[str, str] = {
    VOICE_AWAY: "OpenAI cannot be reached",
    "voice_lost": "the connection to OpenAI breaks and stays away",
    CARRIER_AWAY: "Twilio cannot be reached",
    NEVER_BEGAN: "no call actor comes up",
    "actor_lost": "call actors keep dying",
    "no_stream": "Twilio does not reach us: check PANDA_PUBLIC_URL",
    "stream_lost": "Twilio does not reach us any more: check PANDA_PUBLIC_URL",
}
"""Troubles of our own that may pass, or be of one call only."""

NOT_DIALLED = frozenset(
    {VOICE_REFUSED, VOICE_AWAY, CARRIER_DENIED, CARRIER_AWAY, NEVER_BEGAN}
)

WINDOW = timedelta(seconds=120)
LEAST = 5
SHARE = 0.5
"""As many faults among at least so many calls that ended in the window (R10)."""
PAUSE = timedelta(seconds=120)
PAUSE_DENIED = timedelta(minutes=10)
"""How long nobody is dialled before one call tries again."""

_SAYS_NOTHING = frozenset({Outcome.CANCELLED, Outcome.INTERRUPTED, Outcome.REFUSED})


def was_dialled(reason: str, state: IntentState) -> bool:
    """Say whether the carrier may have dialled for a call that ended so.

    Args:
        reason: Why the call ended.
        state: How far its dial had come.
    """
    if state is IntentState.RESERVED:
        return False
    return not (state is IntentState.NOT_PLACED and reason in NOT_DIALLED)


class Breaker:
    """Decides whether to dial at all. It knows only what it is told, and when."""

    def __init__(self) -> None:
        self._ended: deque[tuple[datetime, bool]] = deque()
        self._until: datetime | None = None
        self._why = ""

    @property
    def why(self) -> str:
        """Why nobody is dialled, or one call only; empty when all is well."""
        return self._why

    def ended(self, result: CallResult, now: datetime) -> bool:
        """Take in how a call ended; true if dialling pauses because of it."""
        if result.outcome in _SAYS_NOTHING:
            return False
        failed = result.outcome is Outcome.FAILED
        if failed and result.reason in DENIED:
            self._open(DENIED[result.reason], now + PAUSE_DENIED)
            return True
        is_fault = failed and result.reason in FAULTS
        if self._until is not None:
            if now < self._until:
                return False  # it began before the pause
            if is_fault:
                self._open(FAULTS[result.reason], now + PAUSE)
            elif result.started_at >= self._until:
                self._close()
            return is_fault
        self._ended.append((now, is_fault))
        while self._ended[0][0] < now - WINDOW:
            self._ended.popleft()
        faults = sum(one for _, one in self._ended)
        if len(self._ended) < LEAST or faults < SHARE * len(self._ended):
            return False
        if is_fault:
            self._open(FAULTS[result.reason], now + PAUSE)
        return is_fault

    def room(self, live: Collection[DialIntent], now: datetime) -> int | None:
        """Say how many calls may begin; None if that is not for us to bound.

        Args:
            live: Every unresolved intent.
            now: Wall time.
        """
        if self._until is None:
            return None
        if now < self._until:
            return 0
        tries = [one for one in live if one.reserved_at >= self._until]
        if any(one.state is IntentState.ACCEPTED for one in tries):
            # The voice was there, and the carrier has taken it.
            self._close()
            return None
        return 0 if tries else 1

    def _open(self, why: str, until: datetime) -> None:
        self._until, self._why = until, why
        self._ended.clear()

    def _close(self) -> None:
        self._until, self._why = None, ""
