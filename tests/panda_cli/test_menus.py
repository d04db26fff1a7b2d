import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from panda.errors import BadInput
from panda_cli.command import app

BATCH = Path(__file__).parent.parent / "panda" / "menu" / "blind.jsonl"
FIGURES = [
    "n",
    "kind_accuracy",
    "options_precision",
    "options_recall",
    "menus_exact",
    "by_language",
    "by_kind",
    "ms_per_item",
]


def run(*words):
    return CliRunner().invoke(app, ["menus", "evaluate", *words])


def test_the_figures_are_printed_as_json():
    figures = json.loads(run(str(BATCH), "--json").stdout)
    assert list(figures)[: len(FIGURES)] == FIGURES
    assert figures["n"] == len(BATCH.read_text().splitlines())
    assert set(figures["by_language"]) >= {"en", "es", "fr", "de", "pt"}


def test_the_figures_are_printed_for_people_by_language_and_kind():
    shown = run(str(BATCH)).stdout
    assert all(name in shown for name in FIGURES)
    assert "voicemail" in shown


def test_a_file_that_is_not_there_is_named():
    assert isinstance(run("nowhere.jsonl").exception, BadInput)


@pytest.mark.parametrize("line", ["{", '{"id": "a"}'])
def test_a_line_that_is_no_prompt_is_named(tmp_path, line):
    path = tmp_path / "prompts.jsonl"
    path.write_text(line + "\n")
    error = run(str(path)).exception
    assert isinstance(error, BadInput)
    assert error.where == "prompts.jsonl:1"
