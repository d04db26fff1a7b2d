"""The readers against labelled sentences of real offices, which stay outside."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from panda.research.phones import read_phone
from panda.research.questionnaire import Question
from panda.research.reading import read

GOLD = Path(__file__).parents[4] / "shared" / "gold"


def rows(name):
    file = GOLD / name
    if not file.exists():
        pytest.skip(f"the labelled sample {name} is not on this machine")
    return file.read_text()


def test_facts_of_real_sentences_are_read_right(record_property):
    facts = [json.loads(line) for line in rows("facts_dev.jsonl").splitlines()]
    zone = ZoneInfo("America/Chicago")
    right = asserted = wrong = 0
    for fact in facts:
        kind = fact["question"]["type"]
        if kind == "phone":  # not a type of our questionnaires
            continue
        question = Question(name="fact", type=kind, ask=fact["question"]["about"])
        asked_on = datetime.fromisoformat(fact["asked_on"]).replace(tzinfo=zone)
        got = read(question, fact["utterance"], asked_on, language=fact["language"])
        right += got == fact["value"]
        asserted += got is not None
        wrong += got is not None and got != fact["value"]
    record_property("asserted", asserted)
    record_property("right", right)

    assert asserted
    assert wrong == 0
    assert right >= 32


def test_messy_numbers_become_what_the_sample_says():
    for row in json.loads(rows("phone_messy_us.json")):
        if "e164" not in row:
            continue
        phone = read_phone(row["input"], row["default_region"])
        assert phone is not None, row["input"]
        assert (phone.e164, phone.extension, phone.valid) == (
            row["e164"], row["extension"] or "", row["valid"],
        ), row["input"]  # fmt: skip
