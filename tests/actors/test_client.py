"""What an operator's program is told when the orchestrator says no, or is away."""

import pytest
from ray.exceptions import ActorDiedError, RayActorError, RayTaskError

from actors.away import unless_away
from actors.client import Client
from actors.remote_store import RemoteStore
from panda.errors import BadInput, PandaError, StoreError
from panda.testing.store import MemoryStore
from tests.storage.material import calling, campaign, intent, target


async def fails(error):
    raise error


def from_afar(cause):
    """An error as Ray brings it from an actor: of its cause's class, and coloured."""
    text = "\x1b[36mray::Orchestrator.set_status()\x1b[39m\n" + "  File …\n" * 19
    return RayTaskError("set_status", text, cause).as_instanceof_cause()


@pytest.mark.parametrize(
    "cause",
    [
        BadInput("no such campaign", where="c9", advice="list them"),
        StoreError("the disk is full"),
    ],
)
async def test_what_an_actor_says_comes_as_it_was_said(cause):
    with pytest.raises(type(cause)) as told:
        await unless_away(fails(from_afar(cause)))
    assert str(told.value) == str(cause)
    assert type(told.value) is type(cause)


async def test_a_mistake_of_ours_keeps_its_traceback():
    with pytest.raises(RayTaskError, match=r"Orchestrator\.set_status"):
        await unless_away(fails(from_afar(ZeroDivisionError())))


@pytest.mark.parametrize(
    ("error", "told"),
    [(ActorDiedError(), "was stopped"), (RayActorError(), "is away")],
)
async def test_an_installation_that_was_stopped_is_told_from_one_that_is_away(
    error, told
):
    with pytest.raises(PandaError, match=told):
        await unless_away(fails(error))


async def test_a_campaign_needs_somebody_to_call():
    client = object.__new__(Client)  # no installation is asked
    with pytest.raises(BadInput, match="nobody to call"):
        await client.create(title="t", questionnaire=None, providers=[])


class AwayHub:
    async def watch(self, since, timeout_s):
        raise RayActorError

    async def post(self, call_id, order):
        raise RayActorError


@pytest.fixture
async def hubless():
    """A client whose hub is away, and whose store has one call."""
    store = MemoryStore()
    await store.add_campaign(campaign(), [target(0)])
    await store.reserve(intent(), calling())
    client = object.__new__(Client)
    client._store, client._hub = store, AwayHub()
    return client


async def test_a_hub_that_is_away_is_told_to_whoever_follows_a_campaign(hubless):
    with pytest.raises(PandaError, match="is away"):
        await anext(hubless.follow("k1"))


async def test_a_hub_that_is_away_is_told_to_whoever_orders_something(hubless):
    with pytest.raises(PandaError, match="is away"):
        await hubless.end_call("c1")
    assert not await hubless.end_call("c2")


class ShutStore:
    """The handle of a store's actor that has let go of its file."""

    class targets:  # noqa: N801 - a method of a handle
        @staticmethod
        async def remote(_):
            raise from_afar(StoreError("the store is closed"))

    class campaigns:  # noqa: N801 - a method of a handle
        @staticmethod
        async def remote():
            raise from_afar(ZeroDivisionError())


async def test_a_store_that_was_shut_says_so_in_its_own_words():
    store = RemoteStore(ShutStore())
    with pytest.raises(StoreError) as told:
        await store.targets("c1")
    assert str(told.value) == "the store is closed"
    with pytest.raises(RayTaskError):  # a mistake of ours is no news of the store
        await store.campaigns()
