# ruff: noqa: E501 - sentences are quoted whole
import json
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
    ticks = iter([0.0, 30.0, 30.0, 33.0, 33.0, 99.0])  # the median of three rounds
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


TWO = "For hats, press 1. For coats, press 2."


@pytest.mark.parametrize(
    ("text", "kind", "keys"),
    [
        (TWO, "menu", "21"),  # in another order
        (TWO, "menu", "1"),  # one too many
        (TWO, "menu", "123"),  # one is missed
        (TWO, "voicemail", "12"),  # of another kind
        (TWO, "human", ""),  # none at all
        ("Hello?", "menu", ""),  # not seen to be one
    ],
)
def test_a_menu_misread_in_any_way_is_not_exact(tmp_path, text, kind, keys):
    options = [{"digits": key} for key in keys]
    row = {"id": "x", "text": text, "kind": kind, "options": options}
    prompts = load(write(tmp_path, ROWS + json.dumps(row)))
    figures = evaluate(prompts, lambda: 0.0)
    assert figures.menus_exact == 0.3333  # "a" alone, of "a", "c" and "x"
    assert figures.misses == ("c", "x")


def test_a_bad_line_is_named(tmp_path):
    with pytest.raises(BadInput) as caught:
        load(write(tmp_path, ROWS + '{"id": "d"}\n'))
    assert caught.value.where == "menus.jsonl:5"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "banana"}, "`kind` is none of menu, speech_menu, entry"),
        ({"language": "zz"}, "`language`: a language is two letters"),
        ({"language": "english"}, "`language`: a language is two letters"),
        ({"options": [{"digits": "one"}]}, "`options.0.digits` is no keys"),
        ({"text": 5}, "`text` is not what it should be"),
        ({"id": None}, "`id` is not what it should be"),
    ],
)
def test_a_label_that_means_nothing_is_refused_in_plain_words(
    tmp_path, change, problem
):
    row = {"id": "a", "text": "Hello?", "kind": "human"} | change
    with pytest.raises(BadInput) as caught:
        load(write(tmp_path, json.dumps(row)))
    assert caught.value.problem.startswith(f"not a labelled prompt: {problem}")
    assert caught.value.where == "menus.jsonl:1"


@pytest.mark.parametrize("language", ["en", "es-MX", "pl", "mul"])
def test_any_language_there_is_may_be_scored(tmp_path, language):
    row = {"id": "a", "text": "Hello?", "kind": "human", "language": language}
    (prompt,) = load(write(tmp_path, json.dumps(row)))
    assert prompt.language == language


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_prompts_has_no_figures(tmp_path, text):
    with pytest.raises(BadInput, match="holds no prompt"):
        load(write(tmp_path, text))


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = write(tmp_path, "")
    path.write_bytes(b"caf\xe9")
    with pytest.raises(BadInput, match=r"menus\.jsonl: is not UTF-8"):
        load(path)
    with pytest.raises(BadInput, match="cannot be read: Is a directory"):
        load(tmp_path)


@pytest.mark.skipif(
    not GOLD.exists(), reason="the labelled sample is not beside the repository"
)
def test_the_labelled_sample_is_understood():
    figures = evaluate(load(GOLD), lambda: 0.0)
    assert figures.kind_accuracy >= 0.92
    assert figures.options_precision >= 0.98
    assert figures.options_recall >= 0.95


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": ' + "1" * 10_000 + "}"])
def test_a_line_without_end_is_told_from_a_prompt(tmp_path, line):
    file = tmp_path / "prompts.jsonl"
    file.write_text(line)
    with pytest.raises(BadInput, match=r"is not JSON|not a labelled prompt"):
        load(file)
