"""Within what times may be taken, as the YAML file that a person writes."""

from __future__ import annotations

import yaml
from pydantic import ValidationError

from panda.booking import BookingTerms
from panda.errors import BadInput
from panda.plainly import plainly


def read_terms(text: str, filename: str) -> BookingTerms:
    """Read what may be booked.

    Args:
        text: YAML; JSON is YAML, too.
        filename: What it is called in complaints.

    Raises:
        BadInput: It has a mistake; says which.
    """
    try:
        return BookingTerms.model_validate(yaml.safe_load(text))
    except yaml.YAMLError:
        raise BadInput("is not YAML", where=filename, advice="mend it") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise BadInput(
            f"{name}: {plainly(first)}" if name else plainly(first),
            where=filename,
            advice="docs/guides/appointments.md has all keys",
        ) from None
