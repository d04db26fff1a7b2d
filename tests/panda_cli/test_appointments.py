"""`panda appointments …` as a person types it."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from typer.testing import CliRunner

from panda.errors import BadInput
from panda_cli import appointments as commands
from tests.panda.appointments.test_desk import Office
from tests.panda_cli.world import FakeSystem


@pytest.fixture
def office(monkeypatch):
    fake, made = FakeSystem(), Office()
    fake.store, fake.appointments = made.store, made.desk

    @asynccontextmanager
    async def connected():
        yield fake

    monkeypatch.setattr(commands, "connected", connected)
    asyncio.run(made.offered())
    return made


def panda(*words):
    done = CliRunner(env={"COLUMNS": "200"}).invoke(commands.app, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_from_offers_to_an_appointment(office, tmp_path):
    listed = panda("list", "--campaign", "wish")
    assert (
        listed.index("Office a") < listed.index("Office b") < listed.index("Office c")
    )

    told = panda("choose", "wish")
    assert "1. Wed 2026-12-02 09:00  Office a: the soonest" in told
    assert "panda appointments confirm call-a-0" in told
    assert "confirming" in panda("confirm", "call-a-0")
    asyncio.run(office.answered(True))
    assert "confirmed (the business agreed)" in panda("show", "call-a-0")

    assert "rescheduling" in panda("reschedule", "call-a-0", "2026-12-08T10:00")
    asyncio.run(office.answered(True))
    assert "Tue 2026-12-08 10:00 to 11:00" in panda("show", "call-a-0")
    assert "1 events written." in panda("sync")

    file = tmp_path / "taken.ics"
    panda("ics", "call-a-0", "--out", str(file))
    assert b"DTSTART;TZID=America/Chicago:20261208T100000" in file.read_bytes()
    assert "BEGIN:VCALENDAR" in panda("ics", "call-a-0")
    assert "cancelling" in panda("cancel", "call-a-0")


def test_what_will_not_do_is_said(office):
    with pytest.raises(BadInput, match="no day and time"):
        panda("reschedule", "call-a-0", "tomorrow")
    with pytest.raises(BadInput, match="no such appointment"):
        panda("show", "nothing")
    assert "Chosen: call-c-0" in panda("choose", "wish", "--take", "call-c-0")
