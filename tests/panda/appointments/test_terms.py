"""The file of what may be booked, as people write it."""

from datetime import time

import pytest
from pydantic import ValidationError

from panda.appointments.terms import read_terms
from panda.booking import BookingTerms
from panda.errors import BadInput
from tests.panda.appointments.material import at

DAYS = "first_day: 2026-12-01\nlast_day: 2026-12-05\n"


@pytest.mark.parametrize("quote", ["", '"'])
def test_times_mean_the_same_with_quotes_and_without(quote):
    text = f"{DAYS}earliest: {quote}10:00{quote}\nlatest: {quote}16:30{quote}\n"
    terms = read_terms(text, "terms.yaml")
    assert (terms.earliest, terms.latest) == (time(10), time(16, 30))
    assert terms.objection(at(1, 9, 30)) == "book from 10:00 to 16:30 only"
    assert terms.objection(at(1, 11)) == ""


def test_numbers_and_lists_are_read_as_such():
    terms = read_terms(f"{DAYS}weekdays: [0, 2]\nlength_min: 45\n", "terms.yaml")
    assert (terms.weekdays, terms.length_min) == ((0, 2), 45)


@pytest.mark.parametrize(
    "text",
    [
        f"{DAYS}earliest: 9:00",
        f"{DAYS}earliest: 08:00Z\nlatest: 16:00Z",
        "first_day: 2026-13-45\nlast_day: 2026-12-05",
        "[" * 3000,
        "",
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_file(text):
    with pytest.raises(BadInput, match=r"terms\.yaml"):
        read_terms(text, "terms.yaml")


def test_times_of_day_have_no_offset_in_json_either():
    with pytest.raises(ValidationError, match="times of day"):
        BookingTerms(first_day="2026-12-01", last_day="2026-12-05", earliest="08:00Z")
