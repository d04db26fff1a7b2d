"""Within what times may be taken, as the YAML file that a person writes."""

from __future__ import annotations

from pydantic import ValidationError

from panda.booking import BookingTerms
from panda.written import read_written


def read_terms(text: str, filename: str) -> BookingTerms:
    """Read what may be booked.

    Args:
        text: YAML; JSON is YAML, too.
        filename: What it is called in complaints.

    Raises:
        BadInput: It has a mistake; says which, and on which line.
    """
    written = read_written(text, filename)
    try:
        return BookingTerms.model_validate(written.value)
    except ValidationError as error:
        advice = "docs/guides/appointments.md has all keys"
        raise written.refused(error, {}, advice) from None
