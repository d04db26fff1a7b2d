"""The hub: the latest of every call for whoever watches, and the calls' mailboxes.

Call actors push here and never answer: a viewer that is slow, or many of them, cost a
call nothing. Nothing here outlives the actor; what must, is in the store, from where a
new hub is told which alerts are open.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ray

from actors.clock import real_ms
from actors.service import find_service, start_service
from panda.alerts.watch import AlertWatch
from panda.call import CallState
from panda.observe.moment import Moment
from panda.people.following import FollowedQuestion, QuestionStatus, followed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ray.actor import ActorProxy

    from panda.alerts.alert import Alert
    from panda.alerts.outlook import Outlook
    from panda.campaign import CallSnapshot
    from panda.mailbox import Order

NAME = "hub"
MOST_ENDED = 1000
"""Ended calls that are remembered; older ones are in the store only."""
MOST_ALERTS = 1000
"""Alerts whose latest change is remembered."""
MOST_QUESTIONS = 1000
"""Questions of calls to their people that are remembered."""
MOST_CLOSED = 10_000
"""Names of closed mailboxes that are remembered, so that late post is dropped."""
CLOSED_S = 0.5
"""How long a question about a closed mailbox takes, so that asking on costs little."""
MOST_WAITERS = 5000
"""Calls, viewers and the orchestrator all hold a long poll here."""


@dataclass(slots=True)
class _Mailbox:
    posted: int
    """The number of the latest order."""
    orders: deque[tuple[int, Order]] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False


class HubActor:
    """Latest snapshots, and numbered orders in mailboxes; both by long poll.

    Args:
        base: What its numbers count on from. Real milliseconds unless given, since a
            hub that is started anew must be past every number of the one before:
            whoever asks for what came after such a number then gets all there is. No
            hub counts as fast as that.
    """

    def __init__(self, base: int | None = None) -> None:
        self._base = real_ms() if base is None else base
        self._version = self._base
        self._latest: OrderedDict[str, tuple[int, CallSnapshot]] = OrderedDict()
        self._changed = asyncio.Condition()
        self._mailboxes: dict[str, _Mailbox] = {}
        self._closed: OrderedDict[str, None] = OrderedDict()
        self._questions: OrderedDict[tuple[str, str], tuple[int, FollowedQuestion]] = (
            OrderedDict()
        )
        self._watch = AlertWatch()
        self._aware = False
        self._alerts: OrderedDict[str, tuple[int, Alert]] = OrderedDict()

    # --- snapshots

    @ray.method
    async def publish(self, snapshot: CallSnapshot) -> None:
        """Take the latest of a call."""
        self._version += 1
        self._latest[snapshot.call_id] = (self._version, snapshot)
        self._latest.move_to_end(snapshot.call_id)
        self._follow(snapshot)
        self._forget_old()
        async with self._changed:
            self._changed.notify_all()

    @ray.method
    async def snapshots(self, campaign_id: str | None = None) -> list[CallSnapshot]:
        """Return the latest of all calls, the longest unchanged first."""
        return [
            snapshot
            for _, snapshot in self._latest.values()
            if campaign_id is None or snapshot.campaign_id == campaign_id
        ]

    @ray.method
    async def snapshot(self, call_id: str) -> CallSnapshot | None:
        """Return the latest of one call."""
        _, snapshot = self._latest.get(call_id, (0, None))
        return snapshot

    @ray.method
    async def watch(
        self, since: int, timeout_s: float
    ) -> tuple[int, list[CallSnapshot]]:
        """Wait for something newer than version `since`.

        Returns the version to ask with next, and each call that has changed, once; an
        empty list when nothing did in time. The first `since` is 0; one from before a
        restart of the hub returns everything.
        """
        if since > self._version:
            since = 0
        await _wait(self._changed, lambda: self._version > since, timeout_s)
        news = [one for version, one in self._latest.values() if version > since]
        return self._version, news

    # --- questions

    @ray.method
    async def questions_since(self, since: int) -> list[FollowedQuestion]:
        """Return the questions that were asked, or ended, after version `since`.

        Of none before (0) those that are open; of one from before a restart of the hub
        all that are known, since what ended meanwhile was not told.
        """
        if since == 0:
            return [
                one
                for _, one in self._questions.values()
                if one.status is QuestionStatus.OPEN
            ]
        if not self._base <= since <= self._version:
            since = 0
        return [one for version, one in self._questions.values() if version > since]

    def _follow(self, snapshot: CallSnapshot) -> None:
        for one in followed(snapshot):
            key = one.call_id, one.question_id
            if self._questions.get(key, (0, None))[1] != one:
                self._questions[key] = self._version, one
                self._questions.move_to_end(key)
        while len(self._questions) > MOST_QUESTIONS:
            self._questions.popitem(last=False)

    # --- alerts

    @ray.method
    async def restore(self, alerts: Sequence[Alert], now: datetime) -> None:
        """Take up what was open in the hub before this one; told again, it is not."""
        if not self._aware:
            self._watch.restore(alerts, now)
            self._aware = True

    @ray.method
    async def look(self, outlook: Outlook) -> Moment:
        """Look for what operators should be told; return how everything stands.

        The orchestrator asks this, every second: it has the money, we have the calls.
        A hub that was not told what was open before does not look.
        """
        if not self._aware:
            return Moment(unaware=True)
        snapshots = [snapshot for _, snapshot in self._latest.values()]
        news = self._watch.look(outlook, snapshots)
        if news:
            self._version += 1
            for one in news:
                self._alerts[one.alert.alert_id] = self._version, one.alert
                self._alerts.move_to_end(one.alert.alert_id)
            while len(self._alerts) > MOST_ALERTS:
                self._alerts.popitem(last=False)
            async with self._changed:
                self._changed.notify_all()
        return Moment.of(snapshots, self._watch.alerts(), news, now=outlook.now)

    @ray.method
    async def alerts(self) -> list[Alert]:
        """List alerts: open ones, the most urgent first, then those that are over."""
        return self._watch.alerts()

    @ray.method
    async def alerts_since(self, since: int) -> list[Alert]:
        """Return the alerts that have changed after version `since` of `watch`.

        Of none before (0, or from before a restart of the hub): those that are open.
        """
        if not self._base <= since <= self._version:
            return [one for one in self._watch.alerts() if one.is_open]
        return [one for version, one in self._alerts.values() if version > since]

    @ray.method
    async def acknowledge(self, alert_id: str, by: str, now: datetime) -> Alert:
        """Note that an operator has an alert in hand; see `AlertWatch.acknowledge`."""
        return self._watch.acknowledge(alert_id, by, now)

    # --- mailboxes

    @ray.method
    async def post(self, mailbox: str, order: Order) -> bool:
        """Leave an order; false if the mailbox has been closed."""
        if mailbox in self._closed:
            return False
        box = self._mailboxes.setdefault(mailbox, _Mailbox(posted=self._base))
        box.posted += 1
        box.orders.append((box.posted, order))
        box.arrived.set()
        return True

    @ray.method
    async def next_orders(
        self, mailbox: str, after: int, timeout_s: float
    ) -> list[tuple[int, Order]]:
        """Wait for orders with numbers over `after`, 0 at first.

        Asking acknowledges: orders up to `after` are dropped. Empty when nothing came
        in time, and soon when the mailbox is closed.
        """
        if mailbox in self._closed:
            await asyncio.sleep(min(timeout_s, CLOSED_S))
            return []
        box = self._mailboxes.setdefault(mailbox, _Mailbox(posted=self._base))
        if after > box.posted:
            after = 0  # the machine's clock went back over a restart of the hub
        while box.orders and box.orders[0][0] <= after:
            box.orders.popleft()
        if not box.orders:
            box.arrived.clear()
            try:
                async with asyncio.timeout(timeout_s):
                    await box.arrived.wait()
            except TimeoutError:
                return []
        return [(number, order) for number, order in box.orders if number > after]

    @ray.method
    async def close_mailbox(self, mailbox: str) -> None:
        """Drop a mailbox and what is in it; whoever waits on it is let go."""
        box = self._mailboxes.pop(mailbox, None)
        if box is not None:
            box.orders.clear()
            box.arrived.set()
        self._closed[mailbox] = None
        while len(self._closed) > MOST_CLOSED:
            self._closed.popitem(last=False)

    def _forget_old(self) -> None:
        ended = [
            call_id
            for call_id, (_, snapshot) in self._latest.items()
            if snapshot.state is CallState.ENDED
        ]
        for call_id in ended[: max(0, len(ended) - MOST_ENDED)]:
            del self._latest[call_id]


async def _wait(
    condition: asyncio.Condition, check: Callable[[], bool], timeout_s: float
) -> None:
    if check():
        return
    try:
        async with asyncio.timeout(timeout_s), condition:
            await condition.wait_for(check)
    except TimeoutError:
        return


def start_hub() -> ActorProxy[HubActor]:
    """Start the hub of this cluster, or return the one that runs."""
    hub: ActorProxy[HubActor] = start_service(
        HubActor, NAME, at_once=MOST_WAITERS, ask_again=True
    )
    return hub


class RemoteHub:
    """A `panda.dispatch.ports.Board`, and what viewers need, over the hub's handle.

    The hub is started anew when it dies, and Ray asks it again, so a question takes
    longer then and does not fail.
    """

    def __init__(self, hub: ActorProxy[HubActor]) -> None:
        self._hub = hub

    async def publish(self, snapshot: CallSnapshot) -> None:
        """See `HubActor.publish`."""
        await self._hub.publish.remote(snapshot)

    async def snapshot(self, call_id: str) -> CallSnapshot | None:
        """See `HubActor.snapshot`."""
        return await self._hub.snapshot.remote(call_id)

    async def snapshots(self, campaign_id: str | None = None) -> list[CallSnapshot]:
        """See `HubActor.snapshots`."""
        return await self._hub.snapshots.remote(campaign_id)

    async def watch(
        self, since: int, timeout_s: float
    ) -> tuple[int, list[CallSnapshot]]:
        """See `HubActor.watch`."""
        return await self._hub.watch.remote(since, timeout_s)

    async def look(self, outlook: Outlook) -> Moment:
        """See `HubActor.look`."""
        return await self._hub.look.remote(outlook)

    async def restore(self, alerts: Sequence[Alert], now: datetime) -> None:
        """See `HubActor.restore`."""
        await self._hub.restore.remote(alerts, now)

    async def alerts(self) -> Sequence[Alert]:
        """See `HubActor.alerts`."""
        return await self._hub.alerts.remote()

    async def alerts_since(self, since: int) -> Sequence[Alert]:
        """See `HubActor.alerts_since`."""
        return await self._hub.alerts_since.remote(since)

    async def questions_since(self, since: int) -> Sequence[FollowedQuestion]:
        """See `HubActor.questions_since`."""
        return await self._hub.questions_since.remote(since)

    async def acknowledge(self, alert_id: str, by: str, now: datetime) -> Alert:
        """See `HubActor.acknowledge`."""
        return await self._hub.acknowledge.remote(alert_id, by, now)

    async def post(self, mailbox: str, order: Order) -> bool:
        """See `HubActor.post`."""
        return await self._hub.post.remote(mailbox, order)

    async def close_mailbox(self, mailbox: str) -> None:
        """See `HubActor.close_mailbox`."""
        await self._hub.close_mailbox.remote(mailbox)


def find_hub() -> ActorProxy[HubActor]:
    """Return the hub of this cluster.

    Raises:
        ValueError: None runs.
    """
    hub: ActorProxy[HubActor] = find_service(NAME)
    return hub
