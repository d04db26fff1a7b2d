"""What the webhooks' actor looks at, and what becomes of it when others are away."""

import asyncio

import pytest

from actors.webhooks import deliver, look
from panda.alerts.alert import AlertStatus
from panda.errors import StoreError
from panda.testing.store import MemoryStore
from tests.panda.webhooks.material import NOON, alert, endpoint


class Hub:
    """Has alerts, and always news."""

    def __init__(self, *alerts):
        self.alerts = list(alerts)

    async def watch(self, since, timeout_s):
        return since + 1, []

    async def alerts_since(self, since):
        return self.alerts


@pytest.fixture
async def store():
    made = MemoryStore()
    await made.put_endpoint(endpoint())
    return made


async def told(store):
    listed = await store.deliveries("e1", 100)
    return [one.type for one in listed[::-1]]


async def test_each_step_of_an_alert_is_told_once(store):
    hub, version = Hub(alert()), 0
    for _ in range(3):  # as after a restart of the actor, or of the hub
        version = await look(hub, store, version)
    assert version == 3
    assert await told(store) == ["alert.raised"]
    over = alert(status=AlertStatus.CLEARED, cleared_at=NOON)
    await look(Hub(over), store, version)
    assert await told(store) == ["alert.raised", "alert.cleared"]


async def test_without_anybody_to_be_told_alerts_are_passed_over(store):
    await store.drop_endpoint("e1")
    version = await look(Hub(alert()), store, 0)
    await store.put_endpoint(endpoint())
    assert (version, await told(store)) == (1, [])


async def test_a_store_that_is_away_is_asked_again(monkeypatch):
    rounds = []

    class Post:
        async def round(self):
            rounds.append(NOON)
            if len(rounds) == 1:
                raise StoreError("away")
            if len(rounds) == 3:
                raise asyncio.CancelledError
            return 1

    class Sender:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            pass

    monkeypatch.setattr("actors.webhooks.IDLE_S", 0)
    with pytest.raises(asyncio.CancelledError):
        await deliver(Post(), Sender())
    assert len(rounds) == 3
