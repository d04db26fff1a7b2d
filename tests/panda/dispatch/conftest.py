import pytest

from tests.panda.dispatch.world import World


@pytest.fixture
async def world():
    """A dispatcher at work in a small world."""
    made = World()
    made.start()
    yield made
    await made.stop()
