"""Whom outside systems' messages go to, and what waits for them, as rows.

What is to be told is written in the transaction of what it tells of, so that neither
is ever there without the other. The rules are `panda.webhooks.deliveries.Outbox`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda.webhooks.deliveries import (
    MOST_KEPT,
    MOST_WAITING,
    NOW,
    OVERFLOW,
    Delivery,
    DeliveryStatus,
    Settled,
    delivery_of,
)
from panda.webhooks.endpoints import Endpoint
from storage.database import from_utc, to_utc
from storage.queries import run

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from panda.webhooks.messages import Message

_COLUMNS = tuple(Delivery.model_fields)


def put_endpoint(db: duckdb.DuckDBPyConnection, endpoint: Endpoint) -> None:
    """Add an endpoint, or change it."""
    run(
        db,
        "put_endpoint",
        endpoint_id=endpoint.endpoint_id,
        created_at=to_utc(endpoint.created_at),
        body=endpoint.model_dump_json(),
    )


def endpoints(db: duckdb.DuckDBPyConnection) -> list[Endpoint]:
    """List all endpoints, oldest first."""
    return [Endpoint.model_validate_json(body) for (body,) in run(db, "endpoints")]


def drop_endpoint(db: duckdb.DuckDBPyConnection, endpoint_id: str) -> bool:
    """Forget an endpoint and all that waits for it; false if there is none."""
    run(db, "drop_deliveries", endpoint_id=endpoint_id)
    return bool(run(db, "drop_endpoint", endpoint_id=endpoint_id))


def announce(db: duckdb.DuckDBPyConnection, message: Message) -> None:
    """Have every endpoint that wants it told; told again, nothing happens."""
    for endpoint in endpoints(db):
        if not endpoint.wants(message):
            continue
        made = delivery_of(message, endpoint, place=0)
        ((waiting,),) = run(db, "waiting_deliveries", endpoint_id=endpoint.endpoint_id)
        full = waiting >= MOST_WAITING
        run(
            db,
            "add_delivery",
            endpoint_id=made.endpoint_id,
            message_id=made.message_id,
            stream=made.stream,
            type=made.type,
            body=made.body,
            status=(DeliveryStatus.DEAD if full else DeliveryStatus.WAITING).value,
            due_at=to_utc(NOW),
            answer=OVERFLOW if full else "",
        )


def due(db: duckdb.DuckDBPyConnection, now: datetime, most: int) -> list[Delivery]:
    """Return what may be sent now: of each endpoint's streams the first at most."""
    able = [one.endpoint_id for one in endpoints(db) if not one.disabled]
    if not able:
        return []
    rows = run(db, "due_deliveries", now=to_utc(now), endpoints=able, most=most)
    return [_read(row) for row in rows]


def settle(
    db: duckdb.DuckDBPyConnection, endpoint_id: str, message_id: str, settled: Settled
) -> None:
    """Write down what came of an attempt; of what is gone nothing is kept."""
    run(
        db,
        "settle_delivery",
        endpoint_id=endpoint_id,
        message_id=message_id,
        status=settled.status.value,
        attempts=settled.attempts,
        due_at=to_utc(settled.due_at),
        answer=settled.answer,
    )
    ((done,),) = run(db, "settled_deliveries", endpoint_id=endpoint_id)
    if done > MOST_KEPT:
        run(db, "forget_deliveries", endpoint_id=endpoint_id, most=MOST_KEPT)
    if settled.gone:  # one that was dropped meanwhile is not listed, and stays so
        for one in endpoints(db):
            if one.endpoint_id == endpoint_id:
                put_endpoint(db, one.gone())


def deliveries(
    db: duckdb.DuckDBPyConnection, endpoint_id: str, most: int
) -> list[Delivery]:
    """List an endpoint's deliveries, the latest first."""
    rows = run(db, "deliveries", endpoint_id=endpoint_id, most=most)
    return [_read(row) for row in rows]


def replay(db: duckdb.DuckDBPyConnection, endpoint_id: str) -> int:
    """Take up again what was given up; return how many."""
    due_at = to_utc(NOW)
    return len(run(db, "replay_deliveries", endpoint_id=endpoint_id, due_at=due_at))


def _read(row: tuple[Any, ...]) -> Delivery:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Delivery(**(values | {"due_at": from_utc(values["due_at"])}))
