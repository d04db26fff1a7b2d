"""What the offices of the shipped scenario say is understood as it is meant."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from simulator.businesses.facts import resolve
from simulator.businesses.scenario import load
from simulator.model.engine.answers import answers
from simulator.model.engine.questionnaire import Field

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"


def as_recognised(text):
    """Yield a sentence as it is written, and as recognisers tend to write it."""
    yield text
    yield re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text).replace(":", "")
    yield text.replace("$", "").replace(" AM", " a.m.").replace(" PM", " p.m.")
    yield text.lower().rstrip(".")


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_fact_that_is_stated_is_read_and_no_other(seed):
    world = load(DENTAL5)
    fields = {
        field.name: Field(name=field.name, type=field.type, ask=field.ask)
        for field in world.questions.fields
    }
    today = date.fromisoformat(str(world.clock)[:10])
    read = 0
    for business in world.businesses:
        facts = resolve(business, seed)
        for name, fact_name in world.scenario.answers.items():
            if fact_name not in facts:
                continue
            fact = facts[fact_name]
            for sentence in fact.sentences:
                for said in as_recognised(sentence):
                    found = answers([said], list(fields.values()), fields[name], today)
                    expected = {} if fact.value is None else {name: fact.value}
                    assert {one.field: one.value for one in found} == expected, said
                    read += 1
    assert read > 50
