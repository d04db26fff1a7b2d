import pytest

from tests.panda.dispatch.world import World
from tests.serve.town import Api, InMemory


@pytest.fixture
async def world():
    made = World()
    made.start()
    yield made
    await made.stop()


@pytest.fixture
async def installation(world):
    return InMemory(world)


@pytest.fixture
async def api(installation):
    made = Api(installation)
    yield made
    await made.http.aclose()
