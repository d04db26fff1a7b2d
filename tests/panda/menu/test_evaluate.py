# ruff: noqa: E501 - sentences are quoted whole
from pathlib import Path

import pytest

from panda.errors import BadInput
from panda.menu.evaluate import evaluate, load

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "menus_dev.jsonl"
ROWS = """
{"id": "a", "language": "en", "text": "For hats, press 1. For coats, press 2.", "kind": "menu", "options": [{"digits": "1", "label": "hats"}, {"digits": "2", "label": "coats"}]}
{"id": "b", "language": "en", "text": "Hello?", "kind": "human", "options": []}
{"id": "c", "language": "en", "text": "Hello?", "kind": "menu", "options": [{"digits": "3", "label": "gloves"}]}
"""


def write(tmp_path, text):
    path = tmp_path / "menus.jsonl"
    path.write_text(text)
    return path


def test_the_figures_are_those_of_the_rows(tmp_path):
    ticks = iter([0.0, 30.0])
    figures = evaluate(load(write(tmp_path, ROWS)), lambda: next(ticks))
    assert figures.n == 3
    assert figures.kind_accuracy == 0.6667
    assert figures.options_precision == 1.0
    assert figures.options_recall == 0.6667
    assert figures.menus_exact == 0.5
    assert figures.by_kind["human"].kind_accuracy == 1.0
    assert figures.by_language["en"].n == 3
    assert figures.ms_per_item == 10.0
    assert figures.misses == ("c",)


def test_a_bad_line_is_named(tmp_path):
    with pytest.raises(BadInput) as caught:
        load(write(tmp_path, ROWS + '{"id": "d"}\n'))
    assert caught.value.where == "menus.jsonl:5"


@pytest.mark.skipif(
    not GOLD.exists(), reason="the labelled sample is not beside the repository"
)
def test_the_labelled_sample_is_understood():
    ticks = iter([0.0, 0.0])
    figures = evaluate(load(GOLD), lambda: next(ticks))
    assert figures.kind_accuracy >= 0.92
    assert figures.options_precision >= 0.98
    assert figures.options_recall >= 0.95
