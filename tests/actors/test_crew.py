"""Call actors and the store's actor on a real, small cluster."""

import asyncio
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
import ray

from actors.crew import AT_ONCE, NAMESPACE, PREFIX, RayCrew
from actors.functions import RemotePlugins, start_functions
from actors.hub import HubActor
from actors.remote_store import find_store
from actors.start import _embed, join
from actors.store import start_store
from panda.call import Outcome
from panda.campaign import IntentState
from panda.dispatch.ports import CallLost
from panda.errors import FunctionError
from panda.plugin import Asked
from panda.settings import Settings
from panda.testing.clock import START
from tests.storage.material import calling, campaign, heard, intent, result, target

pytestmark = [pytest.mark.ray, pytest.mark.timeout(180)]

VARIABLES = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "unused",
    "TWILIO_FROM_NUMBER": "+12175550100",
    "OPENAI_API_KEY": "unused",
    "PANDA_PUBLIC_URL": "http://127.0.0.1:1",
    "PANDA_API_TOKEN": "t" * 16,
    "PANDA_SIGNING_KEY": "k" * 16,
    "PANDA_MAX_CALLS": "2",
    "PANDA_SPARES": "1",
}


@pytest.fixture(scope="module")
def cluster():
    """An embedded cluster as `panda up` makes it; yields the settings."""
    folder = Path(tempfile.mkdtemp(prefix="pc-"))
    root = str(Path(__file__).parent.parent.parent)
    variables = {
        **VARIABLES,
        "PANDA_DATA_DIR": str(folder / "data"),
        "PANDA_RUN_DIR": str(folder / "run"),
        "PANDA_PLUGINS": str(folder / "plugins.yaml"),
        "PYTHONPATH": root,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN"):
            patch.setenv(name, os.environ.get(name, ""))
        settings = Settings.from_env(os.environ)
        _embed(settings)
        yield settings
        ray.shutdown()
    shutil.rmtree(folder, ignore_errors=True)


class StandIn:
    """A call actor without a call: it does what the test tells it to."""

    def __init__(self) -> None:
        self._told = asyncio.Event()
        self._answer = None

    async def run(self):
        await self._told.wait()
        return self._answer

    async def finish(self, answer):
        self._answer = answer
        self._told.set()

    async def pid(self):
        return os.getpid()


def start_stand_in(key):
    return (
        ray.remote(StandIn)
        .options(
            name=PREFIX + key, namespace=NAMESPACE, lifetime="detached", num_cpus=0
        )
        .remote()
    )


def find(key):
    return ray.get_actor(PREFIX + key, namespace=NAMESPACE)


@pytest.fixture
async def crew(cluster):
    made = RayCrew(start_stand_in, HubActor(), spares=1, most=2)
    yield made
    await made.close()


async def until_gone(key):
    async with asyncio.timeout(30):
        while True:
            try:
                find(key)
            except ValueError:
                return
            await asyncio.sleep(0.05)


async def test_a_call_actors_return_value_is_the_calls_result(crew):
    crew.fill()
    key = await crew.take()
    await find(key).finish.remote(result("c1"))
    assert await crew.result(key) == result("c1")
    assert crew.room() == 1
    await crew.release(key)
    assert crew.room() == 2
    await until_gone(key)


async def test_a_call_actor_that_is_killed_is_a_call_lost(crew):
    key = await crew.take()
    waiting = asyncio.ensure_future(crew.result(key))
    os.kill(await find(key).pid.remote(), signal.SIGKILL)
    with pytest.raises(CallLost):
        await waiting


async def test_a_spare_that_dies_while_it_waits_is_replaced(crew, monkeypatch):
    monkeypatch.setattr("actors.crew.AGAIN_S", 0.01)
    crew.fill()
    (first,) = crew._waiting
    os.kill(await find(first).pid.remote(), signal.SIGKILL)
    async with asyncio.timeout(30):
        while not crew._waiting or crew._waiting[0] == first:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert await crew.take() != first


async def test_no_more_spares_wait_than_there_is_room_for_calls_but_one_always_does(
    cluster,
):
    crew = RayCrew(start_stand_in, HubActor(), spares=3, most=3)
    crew.fill()
    assert len(crew._waiting) == AT_ONCE
    taken = [await crew.take() for _ in range(3)]
    for key in taken:
        await find(key).pid.remote()
    async with asyncio.timeout(30):
        while crew._starting:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(crew._waiting) == 1
    await crew.release(taken[0])
    await crew.release(taken[1])
    async with asyncio.timeout(30):
        while len(crew._waiting) < 2 or crew._starting:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len(crew._waiting) == 2
    await crew.close()


async def test_actors_of_a_former_orchestrator_are_adopted_or_ended(cluster):
    at_work, idle = start_stand_in("atwork"), start_stand_in("idle")
    for actor in (at_work, idle):
        await actor.pid.remote()
    crew = RayCrew(start_stand_in, HubActor(), spares=0, most=2)
    assert crew.adopt({"atwork": "c1", "gone": "c2"}) == {"atwork": "c1"}
    assert crew.room() == 1
    await until_gone("idle")
    waiting = asyncio.ensure_future(crew.result("atwork"))
    ray.kill(at_work)
    with pytest.raises(CallLost):
        await waiting
    await crew.close()


async def test_a_store_that_is_killed_comes_back_with_all_it_acknowledged(cluster):
    actor = start_store()
    store = find_store()
    await store.add_campaign(campaign(), [target(0)])
    assert await store.reserve(intent(), calling())
    await store.append("c1", [heard(1)])

    os.kill(await actor.pid.remote(), signal.SIGKILL)
    await store.append("c1", [heard(1), heard(2)])

    assert await store.events("c1") == [heard(1), heard(2)]
    assert not await store.reserve(intent("c2"), calling())
    assert await store.advance("c1", IntentState.RESERVED, IntentState.SUBMITTING)
    await store.finish(result("c1", outcome=Outcome.BUSY), target(0))
    assert (await store.intent("c1")).state is IntentState.DONE
    await actor.shut.remote()
    ray.kill(actor)


def test_the_clusters_token_is_for_its_user_only(cluster):
    file = Path(cluster.data_dir) / "cluster.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert os.environ["RAY_AUTH_MODE"] == "token"
    assert not (Path.home() / ".ray" / "auth_token").exists()
    join(cluster)  # this process is in it already: nothing happens


PLUGIN = '''
import os
from panda.plugin import Asked, Plugin
plugin = Plugin("acme")

@plugin.function(time_limit_s=5)
def greet(asked: Asked) -> str:
    """Say hello."""
    return f"hello {asked.business}, {'PANDA_SIGNING_KEY' in os.environ}"

@plugin.function()
def crash(asked: Asked) -> str:
    """Take the process down."""
    os._exit(1)
'''


async def loaded(plugins):
    for _ in range(150):
        if specs := await plugins.specs():
            return [one.name for one in specs]
        await asyncio.sleep(0.2)
    pytest.fail(f"not loaded: {await plugins.refused()}")


async def test_plugins_run_beside_the_calls_and_come_back_with_their_actor(cluster):
    folder = Path(cluster.plugins).parent / "acme"
    folder.mkdir()
    (folder / "plugin.py").write_text(PLUGIN)
    (folder.parent / "plugins.yaml").write_text(
        f"plugins: [{{name: acme, source: folder, path: {folder}}}]"
    )
    start_functions(cluster)
    plugins = RemotePlugins()
    assert await loaded(plugins) == ["crash", "greet"]
    asked = Asked(
        request="c1:r1",
        business="Bright Dental",
        number="+12175550123",
        language="en",
        now=START,
    )
    assert await plugins.run("greet", "1.0.0", "{}", asked) == (
        "hello Bright Dental, False"
    )
    with pytest.raises(FunctionError, match="crashed"):
        await plugins.run("crash", "1.0.0", "{}", asked)
    with pytest.raises(FunctionError, match="does not run here"):
        await plugins.run("greet", "9.0.0", "{}", asked)

    actor = ray.get_actor("functions", namespace=NAMESPACE)
    ray.kill(actor, no_restart=False)
    assert await loaded(plugins) == ["crash", "greet"]
    ray.kill(ray.get_actor("functions", namespace=NAMESPACE), no_restart=True)
