"""`panda do-not-call …` as a person types it."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from typer.testing import CliRunner

from panda.compliance.donotcall import DoNotCall
from panda.errors import BadInput
from panda.testing.clock import START
from panda_cli import donotcall as commands
from tests.panda_cli.world import FakeSystem


@pytest.fixture(autouse=True)
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


def test_a_number_is_added_shown_with_its_reason_and_removed():
    assert "is empty" in panda("list")
    assert "No campaign calls that number again" in panda("add", "217-555-0123")
    shown = panda("list")
    assert "+12175550123" in shown
    assert "by hand" in shown
    assert "may call that number again" in panda("remove", "+1 217 555 0123")
    assert "is empty" in panda("list")


def test_what_a_call_put_there_names_the_call(system):
    entry = DoNotCall(
        number="+12175550123", since=START, why="wrong_number", call_id="c7"
    )
    asyncio.run(system.store.bar(entry))
    shown = panda("list")
    assert "not whom we wanted" in shown
    assert "c7" in shown


def test_what_is_no_number_or_not_there_is_told():
    with pytest.raises(BadInput, match="no telephone number"):
        panda("add", "12")
    with pytest.raises(BadInput, match="not on the do-not-call list"):
        panda("remove", "+12175550123")
