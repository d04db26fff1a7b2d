"""What the orchestrator does beside dialling: it looks out, and looks back."""

import asyncio
import threading
from datetime import UTC, timedelta

import pytest

from actors.hub import HubActor
from actors.lookout import Lookout
from actors.review import Review
from panda.alerts.thresholds import Thresholds
from panda.call import CallState
from panda.campaign import CallSnapshot
from panda.errors import StoreError
from panda.observe import metrics
from panda.testing.clock import START
from panda.testing.store import MemoryStore
from tests.panda.dispatch.world import World
from tests.panda.observe.calls import DENTIST
from tests.panda.observe.test_metrics import RESULT

NOON = START.astimezone(UTC)


class Recorder:
    def __init__(self):
        self.samples = []

    def record(self, samples):
        self.samples += samples

    def of(self, metric):
        return [one.value for one in self.samples if one.metric is metric]


class Told:
    """Whoever collects traces."""

    def __init__(self):
        self.traces = []
        self.closed = False

    def export(self, trace, *, call_id, campaign_id, began):
        self.traces.append((trace.name, call_id, campaign_id, began))

    def close(self):
        self.closed = True


def snapshot(now, **more):
    return CallSnapshot(
        call_id="c1",
        campaign_id="k1",
        target_id="t1",
        business="Office",
        number="+12175550100",
        state=CallState.TALKING,
        since=now,
        started_at=now,
        updated_at=now - timedelta(seconds=90),
        **more,
    )


async def settle(task_set):
    while task_set:
        await asyncio.gather(*task_set, return_exceptions=True)


def lookout_of(world, store):
    return Lookout(
        world.dispatcher,
        world.hub,
        store,
        world.clock,
        thresholds=Thresholds(stuck_s=60),
        record=Recorder().record,
    )


async def test_the_orchestrator_looks_over_calls_and_campaigns():
    world = World()
    await world.hub.publish(snapshot(world.clock.now()))
    lookout = lookout_of(world, MemoryStore())
    moment = await lookout.look()
    assert [one.alert.kind for one in moment.news] == ["call_stuck"]
    assert moment.states == {CallState.TALKING: 1}
    assert (await lookout.look()).news == ()


class Restless(MemoryStore):
    """A store that is away as often as it is told."""

    away = 0

    async def put_alerts(self, alerts):
        if self.away:
            self.away -= 1
            raise StoreError("away")
        await super().put_alerts(alerts)


async def test_alerts_outlive_the_hub_and_a_store_that_is_away_for_a_while():
    world, store = World(), Restless()
    await world.hub.publish(snapshot(world.clock.now()))
    lookout = lookout_of(world, store)
    store.away = 1
    (raised,) = (await lookout.step()).news
    await lookout._keeping
    assert await store.open_alerts() == []
    assert (await lookout.step()).news == ()
    await lookout._keeping
    assert await store.open_alerts() == [raised.alert]

    taken = await world.hub.acknowledge(raised.alert.alert_id, "kim", NOON)
    await store.put_alerts([taken])
    world.hub = HubActor()
    await world.hub.publish(snapshot(world.clock.now()))
    again = lookout_of(world, store)
    assert (await again.step()).news == (), "it is open, and nothing new"
    (still,) = await world.hub.alerts()
    assert still.acknowledged_by == "kim"


async def test_a_hub_looks_although_the_store_cannot_say_what_was_open(caplog):
    class Away(MemoryStore):
        async def open_alerts(self):
            raise StoreError("away")

    world = World()
    await world.hub.publish(snapshot(world.clock.now()))
    lookout = lookout_of(world, Away())
    assert [one.kind for one in (await lookout.step()).news] == ["alert_raised"]
    assert "open alerts are not known: StoreError" in caplog.text


@pytest.mark.parametrize("traced", [True, False])
async def test_a_call_that_has_ended_is_measured_and_traced_if_that_is_wanted(traced):
    world, store, recorder, told = World(), MemoryStore(), Recorder(), Told()
    await store.append("c1", [one.model_copy(update={"seq": n + 1})
                              for n, one in enumerate(DENTIST)])  # fmt: skip
    await world.hub.publish(snapshot(world.clock.now(), gaps=4))
    review = Review(store, world.hub, recorder.record, told if traced else None)
    review.ended(RESULT)
    await review.close()
    assert recorder.of(metrics.CALLS) == [1]
    assert recorder.of(metrics.GAPS) == [4]
    assert recorder.of(metrics.REPLY) == [0.7]
    started = [("call", "c1", "k1", RESULT.started_at)]
    assert told.traces == (started if traced else [])
    assert told.closed is traced


async def test_a_call_that_cannot_be_measured_is_told_in_the_log(caplog):
    class Away(MemoryStore):
        async def events(self, call_id, after=0):
            raise StoreError("away")

    review = Review(Away(), World().hub, Recorder().record)
    review.ended(RESULT)
    await settle(review._tasks)
    assert "a call was not measured: StoreError" in caplog.text


async def test_each_call_is_told_once_when_its_result_is_kept():
    world = World()
    ended = []
    world.dispatcher.books._ended = ended.append
    world.start()
    campaign = await world.create(2)

    async def done():
        return len(await world.store.results(campaign.campaign_id)) == 2

    await world.until(done)
    await world.stop()
    kept = await world.store.results(campaign.campaign_id)
    assert sorted(one.call_id for one in ended) == sorted(one.call_id for one in kept)


async def test_a_collector_that_is_away_holds_no_end_up(monkeypatch, caplog):
    freed = threading.Event()

    class Stuck(Told):
        def close(self):
            freed.wait(20)

    monkeypatch.setattr("actors.review.LAST_S", 0.05)
    review = Review(MemoryStore(), World().hub, Recorder().record, Stuck())
    await review.close()
    freed.set()
    assert "not sent" in caplog.text
