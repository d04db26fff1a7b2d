import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from panda.errors import BadInput
from panda_cli import network
from panda_cli.scenario import SHIPPED, find_scenario, read_scenario
from panda_cli.simulated import Network

ROOT = Path(__file__).parents[2]
DENTAL = ROOT / SHIPPED
HERE = Network(
    carrier_url="http://127.0.0.1:1",
    model_url="http://127.0.0.1:2",
    ledger="/tmp/x/ledger.jsonl",
    account_sid="AC1",
    auth_token="token",
    api_key="sk-1",
)


@pytest.fixture
def folder(tmp_path):
    for name in ("providers.csv", "questions.yaml", "scenario.yaml"):
        (tmp_path / name).write_bytes((DENTAL / name).read_bytes())
    return tmp_path


def test_the_shipped_scenario_is_found_and_read():
    scenario = read_scenario(find_scenario(None))
    assert scenario.title == "Five dental offices"
    assert len(scenario.providers) == 5
    assert not scenario.rejected
    assert scenario.clock == datetime.fromisoformat("2026-11-23T10:00:00-06:00")


def test_a_named_scenario_comes_first(folder):
    assert find_scenario(folder) == folder


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("scenario.yaml", "clock: 2026-11-23T10:00:00", "not a moment with its zone"),
        ("scenario.yaml", "clock: soon", "not a moment with its zone"),
        ("scenario.yaml", "a: [", "scenario.yaml:1: is not YAML"),
        ("scenario.yaml", "- a", "is not a mapping"),
        ("questions.yaml", "goal: x", "questions.yaml:1"),
        ("providers.csv", "name\nLakeside", "providers.csv:1: no column"),
    ],
)
def test_a_bad_file_is_told_by_name(folder, name, text, told):
    (folder / name).write_text(text)
    with pytest.raises(BadInput, match=told):
        read_scenario(folder)


def test_a_missing_folder_or_file_is_told(folder, tmp_path):
    with pytest.raises(BadInput, match="no such folder"):
        read_scenario(tmp_path / "none")
    (folder / "questions.yaml").unlink()
    with pytest.raises(BadInput, match=r"questions\.yaml: there is no such file"):
        read_scenario(folder)


def test_a_file_that_is_no_text_is_told(folder):
    (folder / "providers.csv").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(BadInput, match="UTF-8"):
        read_scenario(folder)


# --- the network's surroundings


def test_the_installation_meets_the_simulated_network_and_nobody_else(tmp_path):
    values = network.environment(HERE, folder=tmp_path, clock_start=None)
    assert values["TWILIO_API_URL"] == "http://127.0.0.1:1"
    assert values["OPENAI_BASE_URL"] == "http://127.0.0.1:2/v1"
    assert values["PANDA_DATA_DIR"].startswith(str(tmp_path))
    assert values["PANDA_FRONT_PORT"] != values["PANDA_SERVE_PORT"]
    assert not values["PANDA_CLOCK_START"]


def test_the_clock_starts_where_the_scenario_says(tmp_path):
    start = datetime.fromisoformat("2026-11-23T10:00:00-06:00")
    values = network.environment(HERE, folder=tmp_path, clock_start=start)
    assert values["PANDA_CLOCK_START"] == "2026-11-23T10:00:00-06:00"
    assert float(values["PANDA_CLOCK_STARTED_AT"]) > 1.7e9


def test_the_harness_names_the_voices_of_businesses_and_their_people():
    found = network.harness(HERE, DENTAL, seed=3, ears="data")
    assert found.seed == 3
    assert found.scenario == "dental5"
    assert {"nora", "hugo"} <= set(found.voices)
    assert found.recogniser.startswith("none")


def test_without_the_simulators_packages_there_is_a_hint(monkeypatch):
    monkeypatch.setattr(network, "NEEDED", ("no_such_package",))
    with pytest.raises(BadInput, match=r"pip install 'panda-assist\[simulator\]'"):
        network.check_installed()


def test_a_network_that_cannot_start_says_why(tmp_path):
    with (
        pytest.raises(BadInput, match=r"did not start: .*scenario\.yaml:1: the file"),
        network.simulated_network(
            tmp_path / "no-such-scenario", tmp_path / "ledger", seed=1, ears="data"
        ),
    ):
        pass


def test_a_broken_business_is_told_with_the_path_as_it_was_given(folder):
    given = Path(os.path.relpath(folder))
    (folder / "businesses").mkdir()
    (folder / "businesses" / "a.yaml").write_text("name: [")
    with pytest.raises(BadInput) as told:
        network.check_scenario(given)
    assert str(told.value).startswith(f"{given}/businesses/a.yaml:1: ")


def test_the_shipped_scenario_passes():
    network.check_scenario(DENTAL)


def test_a_listed_number_that_nobody_has_is_told_and_called(tmp_path, capsys):
    folder = tmp_path / "world"
    shutil.copytree(DENTAL, folder)
    with (folder / "providers.csv").open("a") as file:
        file.write("Nobody,+12175550199,x\n")
    network.check_scenario(folder)
    assert "no business has the number of `Nobody`" in capsys.readouterr().err
