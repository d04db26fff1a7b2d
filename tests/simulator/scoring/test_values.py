"""When a claimed value is right."""

import pytest

from simulator.scoring import values


@pytest.mark.parametrize(
    ("kind", "claimed", "truth", "right"),
    [
        ("yes_no", True, True, True),
        ("yes_no", False, True, False),
        ("yes_no", "yes", True, False),
        ("yes_no", 1, True, False),
        ("money", 120, 120, True),
        ("money", 120.0, 120, True),
        ("money", 120.5, 120, False),
        ("money", "120", 120, False),
        ("money", True, 1, False),
        ("date", "2026-12-03", "2026-12-03T14:30", True),
        ("date", "2026-12-03", "2026-12-03", True),
        ("date", "December 3rd", "2026-12-03", False),
        ("datetime", "2026-12-03T14:30", "2026-12-03T14:30", True),
        ("datetime", "2026-12-03T14:30:00", "2026-12-03T14:30", True),
        ("datetime", "2026-12-03T02:30", "2026-12-03T14:30", False),
        ("datetime", "2026-12-03", "2026-12-03T14:30", False),
        ("time", "14:30", "2026-12-03T14:30", True),
        ("time", "14:30", "14:30", True),
        ("text", " Dr.  Lee ", "dr. lee", True),
        ("choice", "morning", "evening", False),
    ],
)
def test_values_are_compared_by_type(kind, claimed, truth, right):
    assert values.right(kind, claimed, truth) is right


@pytest.mark.parametrize("value", [None, "", "unknown", " Unknown "])
def test_unknown_asserts_nothing(value):
    assert not values.asserted(value)


def test_false_and_zero_assert_something():
    assert values.asserted(value=False)
    assert values.asserted(0)
