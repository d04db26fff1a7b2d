"""What an operator's program is told when the orchestrator says no, or is away."""

import json
import os
from datetime import timedelta
from inspect import signature

import pytest
from ray.exceptions import ActorDiedError, RayActorError, RayTaskError

from actors.away import unless_away
from actors.blocking import Panda
from actors.client import Client, load_providers, load_questions
from actors.known import known_settings
from actors.remote_store import RemoteStore
from panda.call import CallState, Outcome
from panda.campaign import CallSnapshot, CampaignStatus, TargetStatus
from panda.errors import BadInput, PandaError, StoreError
from panda.research.followup import FollowUpPolicy
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from tests.storage.material import NOON, calling, campaign, intent, result, target


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


class NewsHub:
    """A hub that has the same news for whoever asks."""

    async def watch(self, since, timeout_s):
        return since + 1, [
            snapshot_of("c1", "k1"),
            snapshot_of("c2", "somebody else's"),
        ]


def snapshot_of(call_id, campaign_id):
    return CallSnapshot(
        call_id=call_id,
        campaign_id=campaign_id,
        target_id="k1t0",
        business="Office",
        number="+12175550100",
        state=CallState.TALKING,
        since=NOON,
        started_at=NOON,
    )


class Noon:
    def now(self):
        return NOON


@pytest.fixture
async def watching(hubless):
    """A client of one campaign with one business, which is being called."""
    hubless._hub, hubless._clock = NewsHub(), Noon()
    return hubless


async def test_progress_ends_when_every_business_has_its_outcome(watching):
    seen = []
    async for moment in watching.progress("k1", every_s=0):
        seen.append(str(moment))
        if len(seen) == 2:
            done = target(0, status=TargetStatus.DONE, outcome=Outcome.FAILED)
            await watching._store.put_target(done)
    talking = "0 of 1 done; 1 on the phone (1 talking); 0 answers; $0.00"
    assert seen[:2] == [talking, talking]
    assert seen[-1].startswith("1 of 1 done")
    assert len(seen) == 3


@pytest.mark.parametrize("of", ["answers", "evidence", "calls"])
async def test_a_campaign_that_is_not_there_is_said_so(watching, of):
    with pytest.raises(BadInput, match="no such campaign"):
        await watching.to_pandas("k9", of)
    with pytest.raises(BadInput, match="no such campaign"):
        await anext(watching.progress("k9"))


async def test_tables_are_of_what_is_known_now(watching):
    assert list((await watching.to_pandas("k1")).index) == ["Office 0"]
    assert (await watching.to_pandas("k1", "evidence")).empty
    assert (await watching.to_pandas("k1", "calls")).empty


def test_a_list_says_how_many_are_called_and_why_others_are_not(tmp_path):
    (tmp_path / "list.csv").write_text(
        "name,phone\nAsh Dental,+12175550101\nNobody,911\n"
    )
    listed = load_providers(tmp_path / "list.csv")
    assert [one.name for one in listed.providers] == ["Ash Dental"]
    assert str(listed).startswith("1 business to call\nline 3 is not called (never")


def test_a_file_that_is_not_there_is_named_with_its_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=str(tmp_path)):
        load_questions("questions.yaml")
    (tmp_path / "latin.yaml").write_bytes("goal: Zähne".encode("latin-1"))
    with pytest.raises(BadInput, match="UTF-8"):
        load_questions("latin.yaml")


@pytest.fixture
def unknown(tmp_path, monkeypatch):
    """A folder with a notebook's below it, and an environment that names nothing."""
    for name in [*os.environ]:
        if name.startswith("PANDA_"):
            monkeypatch.delenv(name)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_where_nothing_is_known_it_is_said_how_one_is_started(unknown):
    with pytest.raises(BadInput, match="panda up --simulate"):
        known_settings()


def test_a_notebook_finds_the_simulated_one_of_the_folder_above(unknown, monkeypatch):
    names = {
        "PANDA_PUBLIC_URL": "http://127.0.0.1:8700",
        "PANDA_API_TOKEN": "t" * 32,
        "PANDA_SIGNING_KEY": "k" * 32,
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "a",
        "TWILIO_FROM_NUMBER": "+12175550100",
        "OPENAI_API_KEY": "o",
    }
    for name in names:  # put back after the test
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    (unknown / "var").mkdir()
    (unknown / "var" / "simulated.json").write_text(json.dumps(names))
    assert known_settings().public_url == "http://127.0.0.1:8700"


# --- once more, for what stayed open -------------------------------------------------


class Beginning(Client):
    """A client whose campaigns are only kept, not called."""

    def __init__(self, store):
        self._store, self._clock = store, FakeClock(NOON)

    async def create_from(self, new):
        self.begun = new
        return campaign("k2").model_copy(update={"follows": new.follows})


@pytest.fixture
async def over():
    """One office has answered; the other one had a voicemail."""
    store = MemoryStore()
    await store.add_campaign(campaign(), [target(0), target(1)])
    for place, outcome in enumerate((Outcome.COMPLETED, Outcome.VOICEMAIL)):
        done = {"status": TargetStatus.DONE, "outcome": outcome, "attempts": 1}
        await store.finish(result(f"c{place}", place, outcome), target(place, **done))
    await store.set_status("k1", CampaignStatus.DONE)
    return Beginning(store)


async def test_a_follow_up_is_planned_and_begun_from_a_program(over):
    plan = await over.follow_up_plan("k1")
    assert [(one.name, one.unknown) for one in plan.items] == [("Office 1", ("price",))]
    later = FollowUpPolicy(after_hours=48)
    assert (await over.begin_follow_up("k1", later)).follows == "k1"
    assert [one.name for one in over.begun.providers] == ["Office 1"]
    assert over.begun.not_before >= NOON + timedelta(hours=48)


async def test_of_no_campaign_nothing_can_be_followed_up(over):
    with pytest.raises(BadInput, match="no such campaign"):
        await over.follow_up_plan("k9")


def test_who_waits_can_say_all_that_who_does_not_can():
    """The two ways to begin a campaign ask for the same."""
    asked = {*signature(Client.create).parameters}
    waits = {*signature(Panda.create_campaign).parameters}
    assert asked == waits
