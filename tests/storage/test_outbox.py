"""What waits for outside systems: the same on disk and in memory, and after a crash."""

from datetime import timedelta

import pytest

from panda.campaign import CampaignStatus
from panda.errors import StoreError
from panda.events import Found
from panda.people.events import PersonNeeded
from panda.people.need import Need
from panda.testing.store import MemoryStore
from panda.webhooks import deliveries as rules
from panda.webhooks.deliveries import DeliveryStatus, Settled
from storage import outbox
from storage.store import DuckDBStore
from tests.panda.webhooks.material import endpoint, found, started
from tests.storage.material import (
    NOON,
    PRICE,
    calling,
    campaign,
    heard,
    intent,
    result,
    target,
)

DELIVERED = Settled(status=DeliveryStatus.DELIVERED, attempts=1, answer="200")
GONE = Settled(status=DeliveryStatus.DEAD, attempts=1, answer="410", gone=True)
DEAD = Settled(status=DeliveryStatus.DEAD, attempts=8, answer="timeout")


@pytest.fixture(params=["memory", "duckdb"])
async def store(request):
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = DuckDBStore(":memory:", window_s=0)
    yield opened
    opened.close()


async def waiting(store, endpoint_id="e1"):
    listed = await store.deliveries(endpoint_id, 100)
    return [one for one in listed[::-1] if one.status is DeliveryStatus.WAITING]


async def types(store):
    return [one.type for one in await waiting(store)]


async def test_an_endpoint_that_is_gone_is_disabled_and_one_that_was_dropped_is_not(
    store,
):
    await store.put_endpoint(endpoint("e1"))
    await store.put_endpoint(endpoint("e2", minutes=1))
    await store.announce(found(1))
    await store.drop_endpoint("e1")
    for endpoint_id in ("e1", "e2"):
        (kept,) = await store.deliveries("e2", 1)
        await store.settle_delivery(endpoint_id, kept.message_id, GONE)
    (one,) = await store.endpoints()
    assert (one.endpoint_id, one.disabled) == ("e2", "gone")


async def test_endpoints_are_kept_in_their_order_and_forgotten(store):
    two, one = endpoint("e2", "call.ended", minutes=1), endpoint("e1")
    await store.put_endpoint(two)
    await store.put_endpoint(one)
    assert await store.endpoints() == [one, two]
    await store.put_endpoint(one.model_copy(update={"disabled": "gone"}))
    assert [e.disabled for e in await store.endpoints()] == ["gone", ""]
    assert await store.drop_endpoint("e1")
    assert not await store.drop_endpoint("e1")
    assert await store.endpoints() == [two]


async def test_a_campaigns_life_is_told_with_what_was_written(store):
    await store.put_endpoint(endpoint())
    await store.add_campaign(campaign(), [target(0)])
    await store.reserve(intent(), calling())
    found_it = Found(seq=1, at_ms=4200, finding=PRICE)
    needs_us = PersonNeeded(seq=2, at_ms=5000, need=Need.INSISTED)
    for _ in range(2):
        await store.append("c1", [found_it, needs_us, heard(3)])
    await store.finish(result(), target(0))
    await store.finish(result(), target(0))
    await store.set_status("k1", CampaignStatus.PAUSED)
    await store.set_status("k1", CampaignStatus.DONE)
    await store.set_status("k1", CampaignStatus.DONE)
    assert await types(store) == [
        "campaign.started",
        "call.found",
        "call.person_needed",
        "call.ended",
        "campaign.finished",
    ]
    bodies = [one.body for one in await waiting(store)]
    assert '"timestamp":"2026-11-23T17:00:04.200000Z"' in bodies[1]
    assert '"need":"insisted"' in bodies[2]
    assert '"status":"done"' in bodies[4]


async def test_what_was_not_written_is_not_told(store):
    await store.put_endpoint(endpoint())
    with pytest.raises(StoreError):
        await store.finish(result(), target(5))
    with pytest.raises(StoreError):
        await store.set_status("nobody", CampaignStatus.DONE)
    assert await types(store) == []


async def test_the_first_of_each_stream_is_due_in_its_order(store):
    await store.put_endpoint(endpoint())
    messages = found(1), found(2), started(), found(1, call="c2")
    for message in messages:
        await store.announce(message)
    due = await store.deliveries_due(NOON, 10)
    assert [one.stream for one in due] == ["c1", "k1", "c2"]
    assert len(await store.deliveries_due(NOON, 2)) == 2
    await store.settle_delivery("e1", due[0].message_id, DELIVERED)
    streams = [one.stream for one in await store.deliveries_due(NOON, 10)]
    assert sorted(streams) == ["c1", "c2", "k1"]


async def test_what_is_to_be_tried_later_is_due_then_and_holds_up_its_stream(store):
    await store.put_endpoint(endpoint())
    await store.announce(found(1))
    await store.announce(found(2))
    (first,) = await store.deliveries_due(NOON, 10)
    later = NOON + timedelta(minutes=5)
    again = Settled(
        status=DeliveryStatus.WAITING, attempts=1, due_at=later, answer="500"
    )
    await store.settle_delivery("e1", first.message_id, again)
    assert await store.deliveries_due(NOON, 10) == []
    (kept,) = await store.deliveries_due(later, 10)
    assert kept == first.model_copy(update=again.model_dump())


async def test_what_was_given_up_frees_its_stream_and_can_be_replayed(store):
    await store.put_endpoint(endpoint())
    await store.announce(found(1))
    await store.announce(found(2))
    (first,) = await store.deliveries_due(NOON, 10)
    await store.settle_delivery("e1", first.message_id, DEAD)
    (second,) = await store.deliveries_due(NOON, 10)
    assert second.message_id != first.message_id
    assert await store.replay("e1") == 1
    (head,) = await store.deliveries_due(NOON, 10)
    assert (head.message_id, head.attempts) == (first.message_id, 0)


async def test_who_has_many_streams_leaves_places_to_others(store):
    await store.put_endpoint(endpoint("e1"))
    for number in range(6):
        await store.announce(found(number, call=f"c{number}"))
    await store.put_endpoint(endpoint("e2"))
    await store.announce(found(9, call="c9"))
    due = await store.deliveries_due(NOON, 3)
    assert [one.endpoint_id for one in due] == ["e1", "e2", "e1"]


async def test_nothing_is_sent_to_who_is_gone(store):
    await store.put_endpoint(endpoint())
    await store.announce(found(1))
    await store.put_endpoint(endpoint(disabled="gone"))
    assert await store.deliveries_due(NOON, 10) == []


async def test_what_waits_is_bounded_and_what_is_too_much_is_known(store, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 2)
    monkeypatch.setattr(outbox, "MOST_WAITING", 2)
    await store.put_endpoint(endpoint())
    for number in range(4):
        await store.announce(found(number))
    assert len(await waiting(store)) == 2
    latest = (await store.deliveries("e1", 1))[0]
    assert (latest.status, latest.answer) == (DeliveryStatus.DEAD, "overflow")


async def test_of_what_is_done_the_oldest_is_forgotten(store, monkeypatch):
    monkeypatch.setattr(rules, "MOST_KEPT", 2)
    monkeypatch.setattr(outbox, "MOST_KEPT", 2)
    await store.put_endpoint(endpoint())
    for number in range(4):
        await store.announce(found(number))
        (due,) = await store.deliveries_due(NOON, 1)
        await store.settle_delivery("e1", due.message_id, DELIVERED)
    kept = [one.body for one in await store.deliveries("e1", 10)]
    assert len(kept) == 2
    assert '"f3"' in kept[0]


async def test_what_waits_outlives_the_process(tmp_path):
    path = str(tmp_path / "panda.duckdb")
    before = DuckDBStore(path, window_s=0)
    await before.put_endpoint(endpoint())
    await before.announce(found(1))
    before.close()
    after = DuckDBStore(path, window_s=0)
    (due,) = await after.deliveries_due(NOON, 10)
    assert due.stream == "c1"
    await after.announce(found(1))
    assert len(await waiting(after)) == 1
    after.close()
