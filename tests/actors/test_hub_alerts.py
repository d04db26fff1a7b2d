"""Alerts in the hub: looked for when the orchestrator says so, told to who watches."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from actors.hub import HubActor
from panda.alerts.alert import AlertAcknowledged, AlertCleared, AlertRaised, AlertStatus
from panda.alerts.outlook import Outlook
from panda.call import CallState
from panda.campaign import CallSnapshot
from panda.errors import BadInput

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LONG_S = 5.0


def snapshot(state=CallState.TALKING):
    return CallSnapshot(
        call_id="c1",
        campaign_id="k1",
        target_id="t1",
        business="Office",
        number="+12175550100",
        state=state,
        since=NOON,
        started_at=NOON,
        updated_at=NOON,
    )


def later(seconds):
    return Outlook(now=NOON + timedelta(seconds=seconds))


@pytest.fixture
async def hub():
    made = HubActor(base=0)
    await made.restore([], NOON)
    return made


async def test_a_watcher_is_woken_by_an_alert_and_is_told_each_change_once(hub):
    await hub.publish(snapshot())
    version, _ = await hub.watch(0, LONG_S)
    waiting = asyncio.ensure_future(hub.watch(version, LONG_S))
    await asyncio.sleep(0)
    assert [type(one) for one in (await hub.look(later(60))).news] == [AlertRaised]
    after, calls = await waiting
    assert calls == []
    (raised,) = await hub.alerts_since(version)
    assert raised.status is AlertStatus.RAISED
    assert await hub.alerts_since(after) == []

    taken = await hub.acknowledge(raised.alert_id, "kim", NOON)
    await hub.publish(snapshot(CallState.ENDED))
    news = (await hub.look(later(61))).news
    assert [type(one) for one in news] == [AlertAcknowledged, AlertCleared]
    (over,) = await hub.alerts_since(after)
    assert over.acknowledged_by == taken.acknowledged_by == "kim"
    assert over.status is AlertStatus.CLEARED


async def test_who_begins_to_watch_is_told_of_what_is_open(hub):
    await hub.publish(snapshot())
    await hub.look(later(60))
    again = HubActor(base=10_000)
    await again.restore([], NOON)
    for one, version in ((hub, 0), (again, 5)):
        await one.publish(snapshot())
        await one.look(later(61))
        assert len(await one.alerts_since(version)) == 1
    await hub.publish(snapshot(CallState.ENDED))
    await hub.look(later(62))
    assert await hub.alerts_since(10**12) == []
    assert [one.status for one in await hub.alerts()] == [AlertStatus.CLEARED]


async def test_only_what_is_open_can_be_taken_in_hand(hub):
    with pytest.raises(BadInput, match="no such alert"):
        await hub.acknowledge("call_stuck.c1.0", "kim", NOON)


async def test_a_hub_that_is_started_anew_knows_who_has_an_alert_in_hand(hub):
    await hub.publish(snapshot())
    (raised,) = (await hub.look(later(60))).news
    taken = await hub.acknowledge(raised.alert.alert_id, "kim", NOON)

    again = HubActor(base=10_000)
    assert (await again.look(later(61))).unaware, "it does not raise it once more"
    await again.restore([taken], NOON + timedelta(seconds=61))
    await again.publish(snapshot())
    assert (await again.look(later(62))).news == ()
    (still,) = await again.alerts_since(0)
    assert (still.alert_id, still.acknowledged_by) == (taken.alert_id, "kim")

    await again.restore([raised.alert], NOON)
    assert [one.acknowledged_by for one in await again.alerts()] == ["kim"]
