"""Alerts as they are kept: what outlives the hub that raised them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from panda.alerts.alert import AlertStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.alerts.alert import Alert

STAGES: dict[AlertStatus, int] = {
    AlertStatus.RAISED: 0,
    AlertStatus.ACKNOWLEDGED: 1,
    AlertStatus.CLEARED: 2,
}
"""How far an alert is; it only goes on, in whatever order its news are written."""


class AlertStore(Protocol):
    """Every alert there was, as it stands or stood last."""

    async def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """Keep alerts as they stand; one that is kept further on stays so."""
        ...

    async def open_alerts(self) -> Sequence[Alert]:
        """List those that have not cleared, the oldest first."""
        ...
