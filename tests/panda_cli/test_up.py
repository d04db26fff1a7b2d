"""`panda up`, with nothing behind it: no network and no cluster is started here."""

from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console
from typer.testing import CliRunner

from panda.errors import BadInput
from panda_cli import beginning, running, up
from panda_cli.command import app
from tests.panda.test_identities import FILE as IDENTITIES


@pytest.fixture
def started(monkeypatch, tmp_path):
    """What was started, in a folder of its own."""
    started = []

    @contextmanager
    def network(*_, **__):
        started.append("network")
        yield None

    @contextmanager
    def installation(*_):
        started.append("installation")
        yield SimpleNamespace(metrics_url=lambda: "")

    async def stopped():
        started.append("waited")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(up, "simulated_network", network)
    monkeypatch.setattr(up, "check_scenario", lambda _: None)
    monkeypatch.setattr(up, "environment", lambda *_, **__: {"A": "1"})
    monkeypatch.setattr(up, "installation", installation)
    monkeypatch.setattr(up.Settings, "from_env", lambda _: None)
    monkeypatch.setattr(up, "_tell", lambda *_, **__: None)
    monkeypatch.setattr(up, "_until_stopped", stopped)
    return started


def test_ctrl_c_ends_it_with_code_130_and_leaves_no_file(started):
    done = CliRunner().invoke(app, ["up", "--simulate"])
    assert done.exit_code == 130, done.output
    assert started == ["network", "installation", "waited"]
    assert not running.SIMULATED.exists()


def test_a_second_one_in_a_folder_is_told_before_anything_is_started(started):
    running.SIMULATED.parent.mkdir()
    running.SIMULATED.write_text("{}")
    done = CliRunner().invoke(app, ["up", "--simulate"])
    assert isinstance(done.exception, BadInput)
    assert "runs from this folder already" in str(done.exception)
    assert started == []
    assert running.SIMULATED.exists(), "it is the other one's"


@pytest.mark.parametrize("simulate", [True, False])
def test_only_a_simulated_one_is_said_to_keep_nothing(simulate):
    console = Console(file=StringIO(), width=120)
    settings = SimpleNamespace(front_host="h", front_port=1, public_url="u")
    up._tell(console, settings, metrics="http://h:2/metrics", simulate=simulate)
    assert ("routes go when it stops" in console.file.getvalue()) is simulate


def test_the_command_it_names_for_a_list_is_one_that_gets_as_far_as_calling(
    monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    Path("PROVIDERS.csv").write_text("name,phone\nOne,217-555-0123\n")
    questions = Path(__file__).parents[2] / "scenarios" / "tour" / "questions.yaml"
    Path("QUESTIONS.yaml").write_text(questions.read_text())

    def reached():
        raise BadInput("it was about to call")

    monkeypatch.setattr(beginning, "connected", reached)
    done = CliRunner().invoke(app, up.CALL_A_LIST.split()[1:])
    assert "it was about to call" in str(done.exception), done.output


@pytest.mark.parametrize("port", ["0", "99999"])
def test_the_dashboard_is_not_opened_at_what_is_no_port(port):
    done = CliRunner().invoke(app, ["dash", "--port", port])
    assert done.exit_code == 2
    assert "Invalid value for '--port'" in done.output


@pytest.fixture
def dash(monkeypatch, tmp_path):
    """Open a dashboard; return what would be run, and with what environment."""
    for name in ("API_URL", "API_TOKEN", "USERS_FILE", "IDENTITIES_FILE"):
        monkeypatch.setenv(f"PANDA_{name}", "")  # so that it is as before afterwards
    settings = SimpleNamespace(front_port=8700, api_token="t", dashboard_origins=())
    monkeypatch.setattr(up, "known_settings", lambda: settings)
    ran = []
    monkeypatch.setattr(up.os, "execv", lambda _, command: ran.append(command))
    monkeypatch.chdir(tmp_path)

    def opened(*options):
        done = CliRunner().invoke(app, ["dash", *options])
        return done, ran[-1] if ran else []

    return opened


def test_a_dashboard_with_identities_knows_their_provider(dash, tmp_path):
    file = tmp_path / "var" / "identities.toml"
    file.parent.mkdir()
    file.write_text(IDENTITIES)
    done, command = dash()
    assert "Nobody signs in" not in done.output
    assert command[command.index("--secrets.files") + 1] == str(file)
    assert up.os.environ["PANDA_IDENTITIES_FILE"] == str(file)


def test_a_dashboard_does_not_open_with_identities_that_cannot_be_used(dash, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(IDENTITIES.replace('"operator"', '"boss"'))
    done, command = dash("--identities", str(file))
    assert isinstance(done.exception, BadInput)
    assert command == []


def test_who_may_sign_in_is_looked_for_where_the_data_is(dash, tmp_path, monkeypatch):
    monkeypatch.setenv("PANDA_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "users.json"
    file.write_text("{}")
    done, _ = dash()
    assert "Nobody signs in" not in done.output
    assert up.os.environ["PANDA_USERS_FILE"] == str(file)


def test_a_dashboard_without_either_says_that_nobody_signs_in(dash):
    done, command = dash()
    assert "Nobody signs in" in done.output
    assert "--secrets.files" not in command


@pytest.mark.parametrize("option", ["--users", "--identities"])
def test_a_file_of_who_may_sign_in_that_is_named_has_to_be_there(dash, option):
    done, command = dash(option, "elsewhere/users.json")
    assert command == []
    assert isinstance(done.exception, BadInput)
    assert "elsewhere/users.json" in str(done.exception)
