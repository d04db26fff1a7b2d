"""A program of somebody else drives the installation: the example, word for word."""

from tests.cluster.installation import MARKS, PATIENCE_S

pytestmark = MARKS


def test_the_example_brings_answers_with_their_quotes(example):
    shown, complaints = example.communicate(timeout=PATIENCE_S)
    assert example.returncode == 0, complaints
    assert "Beech Dental: talking" in shown
    assert "Beech Dental (completed)" in shown
    assert "cleaning_price: $120.00\n    “A cleaning is $120.”" in shown
