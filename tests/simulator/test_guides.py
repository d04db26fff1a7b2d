"""The simulator's guides say what its tables say."""

import re
from pathlib import Path

import pytest

from docs import simulator_tables
from simulator.faults.catalogue import order, parse

ROOT = Path(__file__).parents[2]
CARRIER = (ROOT / "docs" / "guides" / "simulator-carrier.md").read_text()
FAULTS = (ROOT / "docs" / "guides" / "simulator-faults.md").read_text()


@pytest.mark.parametrize("page", simulator_tables.PAGES, ids=lambda page: page.name)
def test_the_tables_are_current(page):
    text = page.read_text()
    assert simulator_tables.written(text) == text, "run python -m docs.simulator_tables"


def numbers(*files: str) -> set[str]:
    """The error numbers that stand in the carrier's code."""
    found: set[str] = set()
    for file in files:
        source = (ROOT / "simulator" / "carrier" / file).read_text()
        found |= set(re.findall(r"\b([1-3][0-9]{4})\b", source))
    return found


CODE = (
    "params.py",
    "form.py",
    "detection.py",
    "permissions.py",
    "errors.py",
    "exchange.py",
    "streams.py",
    "stream.py",
    "media.py",
    "webhooks.py",
    "twiml.py",
    "verbs/stream.py",
    "verbs/sound.py",
    "verbs/schema.py",
)
QUANTITIES = {"10000", "30000", "15000", "14400", "32000"}


@pytest.mark.parametrize("number", sorted(numbers(*CODE) - QUANTITIES))
def test_every_error_number_is_explained(number):
    assert number in CARRIER


def test_every_form_parameter_of_a_call_is_named():
    source = (ROOT / "simulator" / "carrier" / "params.py").read_text()
    create = source[source.index("def create(") : source.index("def invitation(")]
    names = re.findall(r'"([A-Z][A-Za-z]+)"', create)
    assert names
    for name in names:
        assert name in CARRIER


def test_the_orders_in_the_guide_can_be_read():
    words = re.findall(r"--fault (\S+)", FAULTS)
    assert len(words) == 2
    for word in words:
        parse(word)
    order({"fault": "leg_drop", "call_sid": "CA1", "after_ms": 0})
