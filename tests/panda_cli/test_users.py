import stat
from contextlib import asynccontextmanager

import pytest
from typer.testing import CliRunner

from panda.errors import BadInput
from panda.users import Role, Users
from panda_cli import users
from panda_cli.command import app

PASSWORD = "correct horse\ncorrect horse\n"


@pytest.fixture
def panda(tmp_path):
    file = tmp_path / "kept" / "users.json"

    def command(*words, typed=""):
        return CliRunner().invoke(
            app, ["users", *words, "--file", str(file)], input=typed
        )

    command.file = file
    return command


class NothingRuns:
    """An installation that is not there."""

    async def dismiss(self, name):
        raise BadInput("no installation runs", where="panda")


@pytest.fixture(autouse=True)
def running(monkeypatch):
    there = NothingRuns()

    @asynccontextmanager
    async def connected():
        yield there

    monkeypatch.setattr(users, "connected", connected)
    return there


def test_somebody_is_let_in_and_out_again(panda, running):
    assert panda("add", "kim", "--role", "viewer", typed=PASSWORD).exit_code == 0
    kept = Users.read(panda.file.read_text(), "users.json")
    assert kept.signed_in("kim", "correct horse").role is Role.VIEWER
    assert "kim" in panda("list").output
    sent_away = []

    async def dismiss(name):
        sent_away.append(name)
        return 2

    running.dismiss = dismiss
    dropped = panda("drop", "KIM")
    assert dropped.exit_code == 0
    assert sent_away == ["kim"]
    assert "2 live calls will not be heard by them" in dropped.output
    assert "kim" not in panda("list").output


def test_they_are_kept_where_the_data_is(monkeypatch, tmp_path):
    monkeypatch.setenv("PANDA_DATA_DIR", str(tmp_path / "data"))
    CliRunner().invoke(app, ["users", "add", "kim"], input=PASSWORD)
    assert (tmp_path / "data" / "users.json").exists()


def test_nobody_else_reads_the_file(panda):
    panda("add", "kim", typed=PASSWORD)
    assert stat.S_IMODE(panda.file.stat().st_mode) == 0o600
    assert "correct" not in panda.file.read_text()


def test_a_password_typed_in_two_ways_is_asked_for_again(panda):
    typed = "correct horse\nanother one\n" + PASSWORD
    assert panda("add", "kim", typed=typed).exit_code == 0
    assert "do not match" in panda("add", "kim", typed=typed).output


def test_nobody_can_be_dropped_who_is_not_there(panda):
    assert "nobody of this name" in str(panda("drop", "kim").exception)
