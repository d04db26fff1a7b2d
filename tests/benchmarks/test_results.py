"""The public table, and the recogniser's slips that stand in it."""

import random

import pytest

from benchmarks.bounds import wilson
from benchmarks.mishearing import Mishearing
from benchmarks.results import Row

MENU = "For billing, press one. For the front desk, press zero. Or stay on the line."


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (190, 200, 0.910, 0.973)],
)
def test_bounds_are_wilsons(hits, tries, low, high):
    assert wilson(hits, tries) == pytest.approx((low, high), abs=0.001)


def test_nothing_tried_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_row_shows_shares_with_their_bounds():
    cells = Row("rules", 200, 190, 10, 41.2, 0.0, 0).cells()
    assert cells == ("rules", "200", "95.0% (91.0% to 97.3%)", "0.050", "41", "0", "0")


def heard(rate, seed):
    return Mishearing(rate, random.Random(seed))(MENU)


def test_a_perfect_recogniser_changes_nothing():
    assert heard(0.0, 1) == MENU


def test_slips_come_from_the_seed():
    assert heard(0.2, 5) == heard(0.2, 5)
    assert len({heard(0.2, seed) for seed in range(20)}) > 10


def test_the_rate_is_about_that_of_words_changed():
    said = "Thank you for calling the office of our family doctors downtown"
    dice = random.Random(3)
    hears = Mishearing(0.1, dice)
    kept = sum(
        word.lower() in hears(said).lower().split()
        for _ in range(200)
        for word in said.split()
    )
    assert 0.8 < kept / (200 * len(said.split())) < 0.95
