"""The orchestrator's look, every second, for what operators should be told.

Apart from dialling: an alert is raised while the store is away, too, and kept there
once it is back.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from panda.dispatch.lookout import look_out
from panda.errors import PandaError
from panda.observe.measuring import of_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from actors.hub import RemoteHub
    from panda.alerts.alert import Alert, AlertNews
    from panda.alerts.history import AlertStore
    from panda.alerts.thresholds import Thresholds
    from panda.dispatch.dispatcher import Dispatcher
    from panda.observe.metrics import Sample
    from panda.observe.moment import Moment
    from panda.ports import Clock

_log = logging.getLogger(__name__)

LOOK_S = 1.0
PATIENCE_S = 3.0
"""How long a new hub waits for the store to say what was open."""
MOST_UNKEPT = 1000
"""Alerts that wait for a store that is away; the oldest go."""


class Lookout:
    """Has the hub hold its calls against the rules, and passes on what is news.

    What is news is kept, so that a hub that is started anew knows what was open, and
    in whose hands.

    Args:
        dispatcher: Whose books have the campaigns.
        hub: Who has the calls.
        store: Where alerts are kept.
        clock: Wall time.
        thresholds: The installation's.
        record: Takes what is measured.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        hub: RemoteHub,
        store: AlertStore,
        clock: Clock,
        *,
        thresholds: Thresholds,
        record: Callable[[Iterable[Sample]], None],
    ) -> None:
        self._dispatcher = dispatcher
        self._hub = hub
        self._store = store
        self._unkept: list[Alert] = []
        self._keeping: asyncio.Task[None] | None = None
        self._clock = clock
        self._thresholds = thresholds
        self._record = record

    async def run(self) -> None:
        """Look until cancelled."""
        await self._dispatcher.ready.wait()
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                await self.step()
            except Exception as error:  # noqa: BLE001 - calls go on without alerts
                _log.warning("no look at alerts: %s", type(error).__name__)

    async def step(self) -> Moment:
        """Look once, and pass on what is news."""
        moment = await self.look()
        for news in moment.news:
            _tell(news)
        self._keep(moment.news)
        waiting = self._dispatcher.books.waiting()
        paused = bool(self._dispatcher.paused)
        self._record(of_moment(moment, waiting=waiting, paused=paused))
        return moment

    async def look(self) -> Moment:
        """Have the hub look; a new one is told first what was open before."""
        outlook = look_out(
            self._dispatcher.books,
            paused=self._dispatcher.paused,
            now=self._clock.now(),
            thresholds=self._thresholds,
        )
        moment = await self._hub.look(outlook)
        if moment.unaware:
            await self._hub.restore(await self._open(), outlook.now)
            moment = await self._hub.look(outlook)
        return moment

    async def _open(self) -> Sequence[Alert]:
        """Return what was open before; nothing while the store is away."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._store.open_alerts()
        except (PandaError, TimeoutError) as error:
            _log.warning("open alerts are not known: %s", type(error).__name__)
            return ()

    def _keep(self, news: Sequence[AlertNews]) -> None:
        """Have the store keep news, and before them what it could not keep so far."""
        self._unkept += [one.alert for one in news]
        if self._unkept and (self._keeping is None or self._keeping.done()):
            self._keeping = asyncio.create_task(self._put())

    async def _put(self) -> None:
        alerts, self._unkept = self._unkept, []
        try:
            await self._store.put_alerts(alerts)
        except PandaError as error:
            self._unkept = (alerts + self._unkept)[-MOST_UNKEPT:]
            _log.warning("alerts are not kept yet: %s", type(error).__name__)


def _tell(news: AlertNews) -> None:
    alert = news.alert
    where = {"call_id": alert.call_id, "campaign_id": alert.campaign_id}
    _log.warning("%s: %s", news.kind, alert.kind, extra=where)
