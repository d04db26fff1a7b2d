from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from panda.menu.menu import Route, RouteStep
from panda.menu.routes import (
    SAME,
    confidence,
    coverage,
    fingerprint,
    similarity,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PROMPT = (
    "Thank you for calling Juniper Dental. For appointments, press 1. "
    "For billing questions, press 2."
)


def way(*keys, **values):
    steps = tuple(RouteStep(fingerprint=f"prompt {key}", keys=key) for key in keys)
    return Route(number="+12175550100", goal="billing", steps=steps, **values)


def test_two_recognitions_of_a_prompt_are_one_prompt():
    misheard = (
        "thanks for calling juniper dental for appointment press one "
        "for billing question press two"
    )
    assert similarity(fingerprint(PROMPT), fingerprint(misheard)) >= SAME


def test_a_prompt_heard_in_part_is_the_prompt():
    part = fingerprint(
        "Thank you for calling Juniper Dental. For appointments, press 1."
    )
    assert similarity(part, fingerprint(PROMPT)) == 1.0
    assert 0.4 < coverage(part, fingerprint(PROMPT)) < 1.0


def test_other_prompts_are_others():
    other = fingerprint("To hear our fax number, press 4. To leave a message, press 5.")
    assert similarity(fingerprint(PROMPT), other) < 0.3


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_mutual_and_between_none_and_all(one, other):
    a, b = fingerprint(one), fingerprint(other)
    assert 0.0 <= similarity(a, b) <= 1.0
    assert similarity(a, b) == similarity(b, a)
    assert similarity(a, a) == 1.0


def test_a_record_fades():
    fresh = way("1", successes=9, failures=1, last_used_at=NOW)
    old = way("1", successes=9, failures=1, last_used_at=NOW - timedelta(days=365))
    assert confidence(fresh, NOW) > 0.8
    assert 0.5 < confidence(old, NOW) < 0.6
    assert confidence(way("1"), NOW) == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "You entered 9 9 2 0 4 1 1 8. If that is right, press 1.",
        "You entered nine nine two. If that is right, press 1.",
        "You entered 99204118. If that is right, press 1.",
    ],
)
def test_only_the_numbers_of_options_are_in_a_fingerprint(text):
    assert fingerprint(text) == fingerprint("You entered. If that is right, press 1.")
    assert fingerprint(text).split()[-1] == "1"
