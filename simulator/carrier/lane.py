"""One direction of a media socket, and what is ordered to go wrong in it.

Sans-I/O: messages in, messages out, the time as an argument. TCP itself loses and
reorders nothing; what this stands for happens before and behind it.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, TypeVar

from simulator.faults.kinds import MediaDelay, MediaDrop, MediaDuplicate, MediaReorder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from simulator.faults.base import Where
    from simulator.faults.book import FaultBook

Kind = TypeVar("Kind", MediaDelay, MediaDrop, MediaDuplicate, MediaReorder)
SWAP_MS = 40
"""How long a frame waits for the next one to overtake it: two frames."""


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
        self._held: deque[tuple[float, bytes]] = deque()
        """Messages that came too early, in order, each with the time it is due."""
        self._until_ms = 0.0
        """Before this nothing may pass; it only ever grows, so order is kept."""
        self._second: bytes | None = None
        """A frame that waits to go behind the next one, ..."""
        self._second_ms = 0
        """... but not for ever: since when it waits."""

    def push(self, message: bytes, now_ms: int, *, media: bool) -> list[bytes]:
        """Take a message; return what comes out now, in order.

        Only media frames are lost, doubled or swapped; a delay holds back whatever
        comes behind it too.
        """
        before, self._second = self._second, None
        messages = [message]
        if media and self._book.any_of(*KINDS):
            messages = self._disturbed(message, now_ms, may_wait=before is None)
        if before is not None:
            # What is no frame overtakes none: behind a mark the swap is off.
            messages = [*messages, before] if media else [before, *messages]
        if not self._held and now_ms >= self._until_ms:
            return messages
        self._hold(messages)
        return []

    def due(self, now_ms: int) -> list[bytes]:
        """Return what has been held back long enough."""
        if self._second is not None and now_ms - self._second_ms >= SWAP_MS:
            second, self._second = self._second, None
            self._hold([second])
        messages = []
        while self._held and self._held[0][0] <= now_ms:
            messages.append(self._held.popleft()[1])
        return messages

    def _hold(self, messages: Iterable[bytes]) -> None:
        self._held.extend((self._until_ms, message) for message in messages)

    def _disturbed(self, message: bytes, now_ms: int, *, may_wait: bool) -> list[bytes]:
        if (delay := self._strikes(MediaDelay)) is not None:
            self._until_ms = max(self._until_ms, now_ms + delay.ms)
        if self._strikes(MediaDrop) is not None:
            return []
        copies = 2 if self._strikes(MediaDuplicate) is not None else 1
        if may_wait and self._strikes(MediaReorder) is not None:
            self._second, self._second_ms = message, now_ms
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
