"""A program of somebody else drives the installation, as the example does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.installation import MARKS
from tests.cluster.town import BEECH, listed

pytestmark = MARKS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def example(installation, tmp_path_factory):
    """The example, run with what a stranger has: the settings, and nothing of Ray's."""
    providers = tmp_path_factory.mktemp("example") / "providers.csv"
    providers.write_text(listed(BEECH))
    settings = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    return subprocess.run(
        [
            sys.executable,
            str(ROOT / "examples" / "one_campaign.py"),
            str(providers),
            str(installation.folder / "questions.yaml"),
        ],
        env=settings | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_the_example_brings_answers_with_their_quotes(example):
    assert example.returncode == 0, example.stderr
    assert "Beech Dental: talking" in example.stdout
    assert "Beech Dental (completed)" in example.stdout
    assert "cleaning_price: $120.00\n    “A cleaning is $120.”" in example.stdout
