import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from panda.call import CallState
from panda.errors import BadInput
from panda.testing.clock import START
from panda_cli import alerts, command
from tests.panda_cli.world import FakeSystem, snapshot


@pytest.fixture
def system(monkeypatch):
    made = FakeSystem()

    @asynccontextmanager
    async def connected():
        yield made

    monkeypatch.setattr(alerts, "connected", connected)
    return made


def panda(*arguments):
    ran = CliRunner().invoke(
        command.app, arguments, catch_exceptions=False, env={"COLUMNS": "200"}
    )
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran.output


def get_stuck(system):
    async def work():
        await system.begin()
        (target, _) = await system.targets("c1")
        system.shown["a"] = snapshot(
            target,
            CallState.TALKING,
            call_id="a",
            updated_at=START - timedelta(seconds=75),
        )
        (news,) = await system.look()
        return news.alert.alert_id

    return asyncio.run(work())


def test_nothing_to_tell_is_told(system):
    assert panda("alerts") == "All is well.\n"


def test_alerts_are_listed_and_taken_in_hand(system):
    alert_id = get_stuck(system)
    listed = panda("alerts")
    assert "Lakeside Dental" in listed
    assert "nothing was said or done for 75 s" in listed
    assert alert_id in listed
    done = panda("alerts", "acknowledge", alert_id, "--as", "kim")
    assert "kim has it in hand" in done
    assert "acknowledged by kim" in panda("alerts")


def test_what_is_over_is_listed_on_request(system):
    get_stuck(system)
    system.shown.clear()
    asyncio.run(system.look())
    assert panda("alerts") == "All is well.\n"
    assert "cleared" in panda("alerts", "--over")


def test_an_alert_that_is_none_is_told(system):
    with pytest.raises(BadInput, match="no such alert"):
        panda("alerts", "acknowledge", "nothing", "--as", "kim")
