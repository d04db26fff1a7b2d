# ruff: noqa: E501 - sentences are quoted whole
import json

import pytest

from panda.errors import BadInput
from panda.research.evaluate import evaluate, load

ROWS = """
{"id": "right", "asked_on": "2026-11-23", "utterance": "A haircut is $30.", "question": {"type": "money", "about": "haircut"}, "value": 30}
{"id": "open", "asked_on": "2026-11-23", "utterance": "Come in and see.", "question": {"type": "money", "about": "haircut"}, "value": null}
{"id": "made-up", "asked_on": "2026-11-23", "utterance": "A haircut is $30.", "question": {"type": "money", "about": "haircut"}, "value": null}
{"id": "missed", "language": "de", "asked_on": "2026-11-23", "utterance": "Mal sehen.", "question": {"type": "yes_no", "about": "offen"}, "value": true}
{"id": "other", "asked_on": "2026-11-23", "utterance": "A haircut is $30.", "question": {"type": "money", "about": "haircut"}, "value": [25, 30]}
"""
ROW = {
    "id": "a",
    "asked_on": "2026-11-23",
    "utterance": "A haircut is $30.",
    "question": {"type": "money", "about": "haircut"},
    "value": 30,
}


def test_two_facts_of_one_id_and_numbers_that_are_none_are_refused(tmp_path):
    line = json.dumps(ROW)
    with pytest.raises(BadInput, match=r"facts\.jsonl:3: has the id of line 1"):
        load(write(tmp_path, f"{line}\n\n{line}\n"))
    with pytest.raises(BadInput, match=r"facts\.jsonl:1: is not JSON"):
        load(write(tmp_path, json.dumps(ROW | {"value": float("nan")})))


def write(tmp_path, text):
    path = tmp_path / "facts.jsonl"
    path.write_text(text)
    return path


def only(tmp_path, **change):
    return load(write(tmp_path, json.dumps(ROW | change)))


def test_the_figures_are_those_of_the_rows(tmp_path):
    ticks = iter([0.0, 50.0])
    figures = evaluate(load(write(tmp_path, ROWS)), lambda: next(ticks))
    assert (figures.n, figures.answered, figures.answerable, figures.right) == (
        5, 3, 3, 1,
    )  # fmt: skip
    assert figures.precision == figures.recall == 0.3333
    assert figures.by_type["yes_no"].recall == 0.0
    assert figures.by_language["de"].precision == 1.0
    assert figures.ms_per_item == 10.0
    assert [one.id for one in figures.misses] == ["made-up", "missed", "other"]


@pytest.mark.parametrize(
    ("kind", "utterance", "value"),
    [
        ("money", "It's 25 to 30 dollars.", [25, 30]),
        ("money", "It starts at $25.", [25, None]),
        ("number", "At most 30.", [None, 30]),
        ("phone", "Call 217-555-0123.", "(217) 555-0123"),
        ("date", "December 3rd.", "2026-12-03"),
        ("time", "At 4 pm.", "16:00"),
        ("datetime", "December 3rd at 4 pm.", "2026-12-03T16:00"),
        ("yes_no", "Yes, we do.", True),
        ("text", "Dr. Ruth Bell would do it.", "dr ruth bell"),
    ],
)
def test_each_type_is_compared_in_its_form(tmp_path, kind, utterance, value):
    question = {"type": kind, "about": "who does a haircut"}
    facts = only(tmp_path, utterance=utterance, question=question, value=value)
    assert evaluate(facts, lambda: 0.0).right == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"asked_on": "2999-01-01"}, "`asked_on`: a year from 1970 to 2200 is wanted"),
        ({"asked_on": "soon"}, "`asked_on` is no date, written as 2026-11-23"),
        ({"question": {"type": "colour", "about": "it"}}, "`question.type` is none of"),
        ({"question": {"type": "money"}}, "`question.about` is missing"),
        ({"question": {"type": "choice", "about": "size"}}, "`question`: `choices`"),
        ({"value": True}, "a value of type money must be one number"),
        ({"value": "30"}, "a value of type money must be a number"),
        ({"value": [30, 25]}, "a range begins with its lower end"),
        ({"value": [None, None]}, "a range has one end at least"),
        ({"value": -1}, "`value"),
        ({"language": "zz"}, "`language`: a language is two letters"),
        ({"id": 5}, "`id` is not what it should be"),
        (
            {"question": {"type": "date", "about": "opening"}, "value": "Tuesday"},
            "a value of type date must be YYYY-MM-DD",
        ),
        (
            {"question": {"type": "yes_no", "about": "opening"}, "value": [1, 2]},
            "only money and numbers have ranges",
        ),
    ],
)
def test_a_label_that_means_nothing_is_refused_in_plain_words(
    tmp_path, change, problem
):
    with pytest.raises(BadInput) as caught:
        only(tmp_path, **change)
    assert caught.value.problem.startswith(f"not a labelled fact: {problem}")
    assert caught.value.where == "facts.jsonl:1"


def test_a_row_must_say_that_its_value_is_unknown(tmp_path):
    row = {key: value for key, value in ROW.items() if key != "value"}
    with pytest.raises(BadInput, match="`value` is missing"):
        load(write(tmp_path, json.dumps(row)))


@pytest.mark.parametrize("line", ["[" * 100_000, "{", '{"id": ' + "1" * 10_000 + "}"])
def test_a_line_that_is_no_row_is_named(tmp_path, line):
    with pytest.raises(BadInput, match=r"facts\.jsonl:1: (is not JSON|not a labelled)"):
        load(write(tmp_path, line))


def test_a_file_without_rows_has_no_figures(tmp_path):
    with pytest.raises(BadInput, match="holds no fact"):
        load(write(tmp_path, "\n\n"))
