import pytest

from panda.menu.likeness import same_words

LEAST = 72.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("appointments", "appointment"),
        ("billing", "building"),
        ("our Riverside office", "the Riverside office"),
        ("citas de limpieza", "cita de limpieza"),
    ],
)
def test_a_label_that_is_misheard_is_still_the_same(one, other):
    assert same_words(one, other, least=LEAST)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dental emergencies", "dental cleanings"),
        ("scheduling", "rescheduling"),
        ("parts", "parking"),
    ],
)
def test_labels_that_lead_elsewhere_are_not_the_same(one, other):
    assert not same_words(one, other, least=LEAST)
