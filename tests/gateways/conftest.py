"""What tests of gateways share."""

import pytest

from tests.gateways.plugin_shop import Shop


@pytest.fixture
async def shop(tmp_path, monkeypatch):
    monkeypatch.setenv("PANDA_SIGNING_KEY", "a secret of ours")
    made = Shop(tmp_path)
    yield made
    await made.workshop.close()
