"""`panda scenarios generate`: its worlds can be called, as far as our gate judges."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from panda.campaign import Campaign
from panda.compliance.gate import check
from panda_cli.scenario import read_scenario

ROOT = Path(__file__).parents[2]


def panda(*words):
    return subprocess.run(
        [sys.executable, "-m", "panda_cli", "scenarios", "generate", *words],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "100"},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("world") / "sixty"
    done = panda("--seed", "11", "--businesses", "60", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "60 businesses, seed 11" in done.stdout
    return out


def test_the_product_reads_what_was_generated(folder):
    scenario = read_scenario(folder)
    assert len(scenario.providers) == 60
    assert not scenario.rejected
    assert scenario.clock is not None


def test_every_generated_number_passes_the_gate_at_the_worlds_hour(folder):
    scenario = read_scenario(folder)
    campaign = Campaign(
        campaign_id="c1",
        title=scenario.title,
        questionnaire=scenario.questionnaire,
        attested=True,
        created_at=scenario.clock,
    )
    for provider in scenario.providers:
        verdict = check(provider, campaign, scenario.clock)
        assert verdict.allowed, verdict.reasons


def test_every_area_is_one_the_gate_lets_through():
    from panda.campaign import Provider
    from simulator.generator.places import AREAS

    noon = datetime.fromisoformat("2027-03-02T12:30:00-06:00")
    campaign = Campaign(
        campaign_id="c1",
        title="areas",
        questionnaire=read_scenario(ROOT / "scenarios" / "dental5").questionnaire,
        attested=True,
        created_at=noon,
    )
    for area in AREAS:
        phone = f"+1{area.code}5550142"
        for zone in (area.zone, ""):
            provider = Provider(name=area.city, phone=phone, timezone=zone)
            verdict = check(provider, campaign, noon)
            assert verdict.allowed, (area, verdict.reasons)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--businesses", "0"), "0 businesses: between 1 and"),
        (("--sector", "zoo"), "invalid choice: 'zoo'"),
        (("--mix", "nowhere.yaml"), "the file is missing"),
    ],
)
def test_bad_input_is_told_in_a_line(tmp_path, words, told):
    done = panda(*words, "--out", str(tmp_path / "w"))
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.startswith("panda: ")
    assert "Traceback" not in done.stderr


def test_a_used_folder_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    done = panda("--out", str(tmp_path))
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert (tmp_path / "notes.txt").read_text() == "mine"
