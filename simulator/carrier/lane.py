"""One direction of a media socket, and what is ordered to go wrong in it.

Sans-I/O: messages in, messages out, the time as an argument. TCP itself loses and
reorders nothing; what this stands for happens before and behind it.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, TypeVar

from simulator.faults.kinds import MediaDelay, MediaDrop, MediaDuplicate, MediaReorder

if TYPE_CHECKING:
    from typing import Literal

    from simulator.faults.base import Where
    from simulator.faults.book import FaultBook

Kind = TypeVar("Kind", MediaDelay, MediaDrop, MediaDuplicate, MediaReorder)


class Lane:
    """Passes messages on; `struck` counts the media frames that a fault met."""

    def __init__(
        self,
        book: FaultBook,
        where: Where,
        direction: Literal["to_client", "from_client"],
    ) -> None:
        self.direction = direction
        self.struck: Counter[str] = Counter()
        self._book = book
        self._where = where
        self._held: deque[bytes] = deque()
        self._until_ms = 0.0
        self._second: bytes | None = None
        """A frame that waits to go behind the next one."""

    def push(self, message: bytes, now_ms: int, *, media: bool) -> list[bytes]:
        """Take a message; return what comes out now, in order.

        Only media frames are lost, doubled or swapped; a delay holds back whatever
        comes behind it too.
        """
        messages = [message]
        waits = self._second is not None
        if media and (waits or self._book.any_of(*KINDS)):
            messages = self._disturbed(message, now_ms)
        if self._held or now_ms < self._until_ms:
            self._held.extend(messages)
            return []
        return messages

    def due(self, now_ms: int) -> list[bytes]:
        """Return what has been held back long enough."""
        if not self._held or now_ms < self._until_ms:
            return []
        messages = list(self._held)
        self._held.clear()
        return messages

    def _disturbed(self, message: bytes, now_ms: int) -> list[bytes]:
        if (delay := self._strikes(MediaDelay)) is not None:
            self._until_ms = max(self._until_ms, now_ms + delay.ms)
        if self._strikes(MediaDrop) is not None:
            return []
        copies = 2 if self._strikes(MediaDuplicate) is not None else 1
        if self._second is not None:
            before, self._second = self._second, None
            return [*[message] * copies, before]
        if self._strikes(MediaReorder) is not None:
            self._second = message
            return []
        return [message] * copies

    def _strikes(self, kind: type[Kind]) -> Kind | None:
        found = self._book.strikes(
            kind,
            self._where,
            quiet=True,
            fits=lambda order: order.direction in {self.direction, "both"},
        )
        if found is not None:
            self.struck[found.fault] += 1
        return found


KINDS = (MediaDelay, MediaDrop, MediaDuplicate, MediaReorder)
