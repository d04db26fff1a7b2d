"""Alerts, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.alerts.alert import Alert, AlertStatus
from panda.alerts.history import STAGES
from storage.database import to_utc
from storage.queries import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb


def put(db: duckdb.DuckDBPyConnection, alerts: Sequence[Alert]) -> None:
    """Keep alerts as they stand; one that is kept further on stays so."""
    for one in alerts:
        run(
            db,
            "put_alert",
            alert_id=one.alert_id,
            stage=STAGES[one.status],
            raised_at=to_utc(one.raised_at),
            body=one.model_dump_json(),
        )


def opened(db: duckdb.DuckDBPyConnection) -> list[Alert]:
    """List those that have not cleared, the oldest first."""
    rows = run(db, "open_alerts", cleared=STAGES[AlertStatus.CLEARED])
    return [Alert.model_validate_json(body) for (body,) in rows]
