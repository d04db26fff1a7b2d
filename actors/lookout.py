"""The orchestrator's look, every second, for what operators should be told.

Apart from dialling: an alert is raised while the store is away, too.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from panda.dispatch.lookout import look_out
from panda.observe.measuring import of_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actors.hub import RemoteHub
    from panda.alerts.alert import AlertNews
    from panda.alerts.thresholds import Thresholds
    from panda.dispatch.dispatcher import Dispatcher
    from panda.observe.metrics import Sample
    from panda.observe.moment import Moment
    from panda.ports import Clock

_log = logging.getLogger(__name__)

LOOK_S = 1.0


class Lookout:
    """Has the hub hold its calls against the rules, and passes on what is news.

    Args:
        dispatcher: Whose books have the campaigns.
        hub: Who has the calls.
        clock: Wall time.
        thresholds: The installation's.
        record: Takes what is measured.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        hub: RemoteHub,
        clock: Clock,
        *,
        thresholds: Thresholds,
        record: Callable[[Iterable[Sample]], None],
    ) -> None:
        self._dispatcher = dispatcher
        self._hub = hub
        self._clock = clock
        self._thresholds = thresholds
        self._record = record

    async def run(self) -> None:
        """Look until cancelled."""
        await self._dispatcher.ready.wait()
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                moment = await self.look()
                for news in moment.news:
                    _tell(news)
                waiting = self._dispatcher.books.waiting()
                paused = bool(self._dispatcher.paused)
                self._record(of_moment(moment, waiting=waiting, paused=paused))
            except Exception as error:  # noqa: BLE001 - calls go on without alerts
                _log.warning("no look at alerts: %s", type(error).__name__)

    async def look(self) -> Moment:
        """Look once."""
        outlook = look_out(
            self._dispatcher.books,
            paused=self._dispatcher.paused,
            now=self._clock.now(),
            thresholds=self._thresholds,
        )
        return await self._hub.look(outlook)


def _tell(news: AlertNews) -> None:
    alert = news.alert
    where = {"call_id": alert.call_id, "campaign_id": alert.campaign_id}
    _log.warning("%s: %s", news.kind, alert.kind, extra=where)
