import json
from pathlib import Path

from typer.testing import CliRunner

from panda.errors import BadInput
from panda_cli.command import app

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "facts.md"
FIGURES = ["n", "precision", "recall", "answered", "answerable", "right", "by_type"]
ROWS = [
    {
        "id": "told",
        "asked_on": "2026-11-23",
        "utterance": "A haircut is thirty dollars.",
        "question": {"type": "money", "about": "haircut"},
        "value": 30,
    },
    {
        "id": "sna[bold]\u001b[31mg",
        "language": "es",
        "asked_on": "2026-11-23",
        "utterance": "Quién sabe.",
        "question": {"type": "money", "about": "corte"},
        "value": 20,
    },
]


def run(tmp_path, *options):
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS))
    return CliRunner().invoke(app, ["facts", "evaluate", str(path), *options])


def test_the_figures_are_printed_as_json(tmp_path):
    figures = json.loads(run(tmp_path, "--json").stdout)
    assert list(figures)[: len(FIGURES)] == FIGURES
    assert (figures["n"], figures["precision"], figures["recall"]) == (2, 1.0, 0.5)
    assert figures["by_type"]["money"]["n"] == 2
    assert figures["misses"][0]["wanted"] == 20


def test_what_was_missed_is_listed_if_asked_for_and_harms_no_terminal(tmp_path):
    assert "sna" not in run(tmp_path).stdout
    shown = run(tmp_path, "--wrong").stdout
    assert "sna[bold][31mg (money): unknown, not 20.0" in shown
    assert "\u001b" not in shown


def test_a_file_that_is_not_there_is_named():
    result = CliRunner().invoke(app, ["facts", "evaluate", "nowhere.jsonl"])
    assert isinstance(result.exception, BadInput)


def test_the_rows_of_the_guide_are_read_as_it_says(tmp_path):
    rows = GUIDE.read_text().partition("```json\n")[2].partition("```")[0]
    path = tmp_path / "facts.jsonl"
    path.write_text(rows)
    result = CliRunner().invoke(app, ["facts", "evaluate", str(path), "--json"])
    figures = json.loads(result.stdout)
    assert figures["n"] == 3
    assert figures["misses"] == []
