"""What came of a call whose actor did not live to say so, from its event log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, Trigger
from panda.events import EVENT, Ended
from panda.session.record import CallRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.call import Outcome
    from panda.campaign import Briefing, CallResult, CallSnapshot
    from panda.events import CallEvent


class Salvaged:
    """A call as its log tells it, brought to an end.

    Args:
        briefing: What the call's actor was told.
        log: The events it wrote.
        now: When the end was noticed, wall time.
    """

    def __init__(
        self, briefing: Briefing, log: Sequence[CallEvent], now: datetime
    ) -> None:
        restored = tuple(EVENT.dump_json(event).decode() for event in log)
        self._record = CallRecord(briefing.model_copy(update={"now": now}))
        self._now_ms = self._record.replay(restored)
        self.added: list[CallEvent] = []
        """The events that end the log, if it had no end."""

    @property
    def has_ended(self) -> bool:
        """Whether the log tells of the end."""
        return self._record.outcome is not None

    def end(self, outcome: Outcome, reason: str) -> None:
        """Bring the call to an end, unless its log tells of one.

        A call that had found out all it was to find out counts as completed.
        """
        if self.has_ended:
            return
        outcome = self._record.settled(outcome)
        if self._record.state is not CallState.ENDED:
            self.added.append(self._record.move(Trigger.END, self._now_ms))
        ended = Ended(outcome=outcome, reason=reason)
        self.added.append(self._record.add(ended, self._now_ms))

    def result(self, call_sid: str) -> CallResult:
        """What came of it; only after its end."""
        result = self._record.result(self._now_ms)
        return result.model_copy(update={"call_sid": result.call_sid or call_sid})

    def snapshot(self) -> CallSnapshot:
        """The last of it, for whoever watches."""
        return self._record.snapshot(self._now_ms)
