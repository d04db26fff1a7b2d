"""The readers against labelled sentences of real offices, which stay outside."""

import json
from pathlib import Path

import pytest

from panda.research.evaluate import evaluate, load
from panda.research.phones import read_phone

GOLD = Path(__file__).parents[4] / "shared" / "gold"


def rows(name):
    file = GOLD / name
    if not file.exists():
        pytest.skip(f"the labelled sample {name} is not on this machine")
    return file.read_text()


def test_facts_of_real_sentences_are_read_right():
    rows("facts_dev.jsonl")
    figures = evaluate(load(GOLD / "facts_dev.jsonl"), lambda: 0.0)
    assert figures.answered
    assert figures.precision >= 0.97
    assert figures.recall >= 0.97


def test_messy_numbers_become_what_the_sample_says():
    for row in json.loads(rows("phone_messy_us.json")):
        if "e164" not in row:
            continue
        phone = read_phone(row["input"], row["default_region"])
        assert phone is not None, row["input"]
        assert (phone.e164, phone.extension, phone.valid) == (
            row["e164"], row["extension"] or "", row["valid"],
        ), row["input"]  # fmt: skip
