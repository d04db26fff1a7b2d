"""What waits to be delivered: in order, bounded, tried again, given up, replayed.

`Outbox` is the rule book, in memory; `storage.outbox` keeps the same in rows.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.webhooks.messages import id_of, stream_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.webhooks.endpoints import Endpoint
    from panda.webhooks.messages import Message

MOST_WAITING = 10_000
"""Deliveries that wait for one endpoint; what comes on top is given up at once. That is
some 40 MB of results, and more than a day of a busy installation."""
MOST_KEPT = 20_000
"""Deliveries that are remembered of one endpoint, the oldest of them forgotten."""
OVERFLOW = "overflow"
"""Why a delivery was given up that found no room."""
NOW = datetime(1970, 1, 1, tzinfo=UTC)
"""Due at once: earlier than any clock."""


class DeliveryStatus(StrEnum):
    """What became of a delivery."""

    WAITING = auto()
    DELIVERED = auto()
    DEAD = auto()
    """Given up; `panda webhooks replay` takes it up again."""


class Delivery(BaseModel):
    """One message for one endpoint."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint_id: str
    message_id: str
    """The same however often it is sent."""
    place: int
    """Of all deliveries to the endpoint, in the order in which things happened."""
    stream: str
    """What it is about: one of a stream is sent only when those before it are done."""
    type: str
    body: str
    """As it is signed and sent, to the byte."""
    status: DeliveryStatus = DeliveryStatus.WAITING
    attempts: int = 0
    due_at: AwareDatetime = NOW
    answer: str = ""
    """What came of the latest attempt: an HTTP status, or a code of ours."""


class Settled(BaseModel):
    """What is to be written down after an attempt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: DeliveryStatus
    attempts: int
    due_at: AwareDatetime = NOW
    answer: str
    gone: bool = False
    """Whether the endpoint said so, and is asked no more."""


def delivery_of(message: Message, endpoint: Endpoint, place: int) -> Delivery:
    """Make the delivery of a message."""
    return Delivery(
        endpoint_id=endpoint.endpoint_id,
        message_id=id_of(message),
        place=place,
        stream=stream_of(message),
        type=message.type,
        body=message.model_dump_json(),
    )


class Outbox:
    """Everything that waits, in memory."""

    def __init__(self) -> None:
        self._endpoints: dict[str, Endpoint] = {}
        self._deliveries: dict[tuple[str, str], Delivery] = {}
        self._place = 0

    # --- endpoints

    def put(self, endpoint: Endpoint) -> None:
        """Add an endpoint, or change it."""
        self._endpoints[endpoint.endpoint_id] = endpoint

    def endpoints(self) -> list[Endpoint]:
        """List them, oldest first."""
        return sorted(self._endpoints.values(), key=lambda one: one.created_at)

    def drop(self, endpoint_id: str) -> bool:
        """Forget an endpoint and all that waits for it; false if there is none."""
        if self._endpoints.pop(endpoint_id, None) is None:
            return False
        for key in [key for key in self._deliveries if key[0] == endpoint_id]:
            del self._deliveries[key]
        return True

    # --- deliveries

    def announce(self, message: Message) -> None:
        """Have every endpoint that wants it told; told again, nothing happens."""
        for endpoint in self.endpoints():
            key = (endpoint.endpoint_id, id_of(message))
            if not endpoint.wants(message) or key in self._deliveries:
                continue
            self._place += 1
            made = delivery_of(message, endpoint, self._place)
            if len(self._of(endpoint.endpoint_id, waiting=True)) >= MOST_WAITING:
                made = made.model_copy(
                    update={"status": DeliveryStatus.DEAD, "answer": OVERFLOW}
                )
            self._deliveries[key] = made

    def due(self, now: datetime, most: int) -> list[Delivery]:
        """Return what may be sent now: of each endpoint's streams the first at most.

        Endpoints take turns, so that one that does not answer, with many streams,
        leaves places to the others.
        """
        heads: dict[tuple[str, str], Delivery] = {}
        for one in sorted(self._deliveries.values(), key=lambda one: one.place):
            if one.status is DeliveryStatus.WAITING:
                heads.setdefault((one.endpoint_id, one.stream), one)
        due = [
            one
            for one in heads.values()
            if one.due_at <= now and not self._endpoints[one.endpoint_id].disabled
        ]
        turns = Counter[str]()
        ranked = []
        for one in due:
            ranked.append((turns[one.endpoint_id], one.place, one))
            turns[one.endpoint_id] += 1
        return [one for _, _, one in sorted(ranked, key=lambda row: row[:2])][:most]

    def settle(self, endpoint_id: str, message_id: str, settled: Settled) -> None:
        """Write down what came of an attempt; of what is gone nothing is kept."""
        key = (endpoint_id, message_id)
        if key in self._deliveries:
            update = settled.model_dump(exclude={"gone"})
            self._deliveries[key] = self._deliveries[key].model_copy(update=update)
            done = [
                one.message_id
                for one in self._of(endpoint_id)
                if one.status is not DeliveryStatus.WAITING
            ]
            for old in done[: max(0, len(done) - MOST_KEPT)]:
                del self._deliveries[endpoint_id, old]
            if settled.gone:
                self.put(self._endpoints[endpoint_id].gone())

    def deliveries(self, endpoint_id: str, most: int) -> Sequence[Delivery]:
        """List an endpoint's deliveries, the latest first."""
        return self._of(endpoint_id)[::-1][:most]

    def replay(self, endpoint_id: str) -> int:
        """Take up again what was given up; return how many."""
        dead = [
            one for one in self._of(endpoint_id) if one.status is DeliveryStatus.DEAD
        ]
        for one in dead:
            again = {"status": DeliveryStatus.WAITING, "attempts": 0, "due_at": NOW}
            key = (one.endpoint_id, one.message_id)
            self._deliveries[key] = one.model_copy(update=again)
        return len(dead)

    def _of(self, endpoint_id: str, *, waiting: bool = False) -> list[Delivery]:
        found: Iterable[Delivery] = self._deliveries.values()
        return sorted(
            (
                one
                for one in found
                if one.endpoint_id == endpoint_id
                and (not waiting or one.status is DeliveryStatus.WAITING)
            ),
            key=lambda one: one.place,
        )
