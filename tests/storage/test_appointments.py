"""Offered times outlive their calls, and a wish is held once, on disk and in memory."""

from datetime import UTC, datetime, timedelta

import pytest

from panda.appointments.life import Move, Stage
from panda.booking import Appointment, BookingTerms, Offer
from panda.testing.store import MemoryStore
from panda.webhooks.endpoints import Endpoint
from storage.store import DuckDBStore
from tests.storage.material import NOON, campaign, intent, result, target

SLOT = datetime(2026, 12, 3, 20, 30, tzinfo=UTC)
TERMS = BookingTerms(first_day=NOON.date(), last_day=SLOT.date(), remind_min=(60,))


@pytest.fixture(params=["memory", "duckdb"])
async def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = DuckDBStore(str(tmp_path / "panda.duckdb"), window_s=0)
    yield opened
    opened.close()


@pytest.fixture
async def offered(store):
    """Two offices have offered a time each; somebody listens for webhooks."""
    await store.put_endpoint(
        Endpoint(
            endpoint_id="e",
            url="https://x.example/hook",
            types=("appointment.changed", "appointment.reminder"),
            created_at=NOON,
        )
    )
    wish = campaign().model_copy(update={"booking": TERMS})
    await store.add_campaign(wish, [target(0), target(1)])
    for place in (0, 1):
        await store.reserve(intent(f"c{place}", place), target(place))
        await store.finish(call(place), target(place))
    return store


def call(place, **update):
    offer = Offer(service="cleaning", slot=SLOT + timedelta(hours=place), quote="q")
    return result(f"c{place}", place).model_copy(update={"offers": (offer,)} | update)


def told(deliveries):
    return sorted(one.type for one in deliveries)


async def test_a_result_brings_its_offers_once(offered):
    bookings = await offered.bookings("k1")

    assert [(one.booking_id, one.slot) for one in bookings] == [
        ("c0-0", SLOT),
        ("c1-0", SLOT + timedelta(hours=1)),
    ]
    assert await offered.finish(call(0), target(0))
    assert await offered.bookings() == bookings
    assert await offered.booking("c1-0") == bookings[1]
    assert await offered.booking("c9-0") is None
    assert told(await offered.deliveries("e", 9)) == ["appointment.changed"] * 2


async def test_of_two_who_read_the_same_one_wins(offered):
    first = await offered.booking("c0-0")
    chosen = first.moved(Move.CHOOSE, NOON)

    assert await offered.put_bookings([chosen])
    assert await offered.watched_bookings() == []
    assert not await offered.put_bookings([first.moved(Move.RELEASE, NOON)])
    assert await offered.booking("c0-0") == chosen
    assert not await offered.put_bookings([chosen])
    asked = chosen.moved(Move.CONFIRM, NOON)
    assert await offered.put_bookings([asked])
    assert await offered.watched_bookings() == [asked]


async def test_a_wish_is_never_held_twice(offered):
    one, other = await offered.bookings("k1")
    chosen = one.moved(Move.CHOOSE, NOON)
    assert await offered.put_bookings([chosen])

    assert not await offered.put_bookings([other.moved(Move.CHOOSE, NOON)])
    swap = [chosen.moved(Move.RELEASE, NOON), other.moved(Move.CHOOSE, NOON)]
    assert await offered.put_bookings(swap)
    assert [(await offered.booking(each)).stage for each in ("c0-0", "c1-0")] == [
        Stage.RELEASED,
        Stage.CHOSEN,
    ]


async def test_all_change_or_none(offered):
    one, other = await offered.bookings("k1")
    stale = other.model_copy(update={"version": 9})
    assert not await offered.put_bookings([one.moved(Move.CHOOSE, NOON), stale])
    assert (await offered.booking("c0-0")).stage is Stage.NOTED


async def test_a_second_agreed_time_is_surplus(offered):
    taken = Appointment(service="cleaning", slot=SLOT)
    for place in (2, 3):
        await offered.add_campaign(
            campaign("k2").model_copy(update={"booking": TERMS}),
            [target(2, "k2"), target(3, "k2")],
        )
        await offered.reserve(intent(f"d{place}", place, "k2"), target(place, "k2"))
        agreed = result(
            f"d{place}",
            campaign_id="k2",
            target_id=f"k2t{place}",
            appointments=(taken,),
        )
        await offered.finish(agreed, target(place, "k2"))
    stages = [one.stage for one in await offered.bookings("k2")]
    assert stages == [Stage.CONFIRMED, Stage.SURPLUS]


async def test_a_reminder_is_told_once(offered):
    first = await offered.booking("c0-0")
    moment = SLOT - timedelta(hours=1)
    told_of = first.changed(NOON, reminded=(moment,))

    assert await offered.put_bookings([told_of])
    assert await offered.put_bookings([told_of.changed(NOON, etag="x")])

    types = told(await offered.deliveries("e", 9))
    assert types == ["appointment.changed"] * 2 + ["appointment.reminder"]


async def test_they_outlive_the_process(tmp_path):
    path = str(tmp_path / "panda.duckdb")
    store = DuckDBStore(path, window_s=0)
    wish = campaign().model_copy(update={"booking": TERMS})
    await store.add_campaign(wish, [target(0)])
    await store.reserve(intent("c0", 0), target(0))
    await store.finish(call(0), target(0))
    before = await store.bookings()
    store.close()

    again = DuckDBStore(path, window_s=0)
    assert await again.bookings() == before
    again.close()
