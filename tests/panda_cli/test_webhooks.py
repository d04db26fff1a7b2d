"""`panda webhooks …` as a person types it."""

import asyncio
import re
from contextlib import asynccontextmanager

import pytest
from typer.testing import CliRunner

from panda.errors import BadInput
from panda.webhooks.deliveries import DeliveryStatus, Settled
from panda.webhooks.signing import key_of
from panda_cli import webhooks as commands
from tests.panda_cli.world import FakeSystem

URL = "https://example.com/panda"


@pytest.fixture
def system(monkeypatch):
    fake = FakeSystem()

    @asynccontextmanager
    async def connected():
        yield fake

    monkeypatch.setattr(commands, "connected", connected)
    return fake


def panda(*words):
    done = CliRunner(env={"COLUMNS": "200"}).invoke(commands.app, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_an_endpoint_is_added_and_its_secret_shown_once(system):
    told = panda("add", URL, "--type", "call.ended", "--type", "call.found")
    (secret,) = re.findall(r"whsec_\S+", told)
    assert len(key_of(secret)) == 32
    listed = panda("list")
    assert URL in listed
    assert "call.ended, call.found" in listed
    assert "whsec_" not in listed


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("http://example.com/",), "must begin with https"),
        (("https://10.0.0.1/",), "inside a network"),
        ((URL, "--type", "call.exploded"), "no such type"),
        (("",), "too long, or empty"),
    ],
)
def test_an_endpoint_that_will_not_do_is_told_why(system, words, wrong):
    with pytest.raises(BadInput, match=wrong):
        panda("add", *words)


def test_it_is_tried_looked_at_replayed_and_removed(system):
    panda("add", URL)
    assert "on its way" in panda("test", "e1")
    assert "webhook.test" in panda("show", "e1")
    (delivery,) = asyncio.run(system.store.deliveries("e1", 1))
    dead = Settled(status=DeliveryStatus.DEAD, attempts=8, answer="timeout")
    asyncio.run(system.store.settle_delivery("e1", delivery.message_id, dead))
    assert "timeout" in panda("show", "e1")
    assert "1 messages" in panda("replay", "e1")
    assert "nothing any more" in panda("remove", "e1")


@pytest.mark.parametrize("what", ["test", "show", "replay", "remove"])
def test_an_endpoint_that_is_not_there_is_told(system, what):
    with pytest.raises(BadInput, match="e9: no such endpoint"):
        panda(what, "e9")
