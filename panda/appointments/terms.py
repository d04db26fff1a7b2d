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
        # All as text, which pydantic reads: YAML takes an unquoted 10:00 for the number
        # 600, and fails at a thirteenth month.
        written = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - builds text only
        return BookingTerms.model_validate(written)
    except (yaml.YAMLError, RecursionError):
        raise BadInput("is not YAML", where=filename, advice="mend it") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise BadInput(
            f"{name}: {plainly(first)}" if name else plainly(first),
            where=filename,
            advice="docs/guides/appointments.md has all keys",
        ) from None
