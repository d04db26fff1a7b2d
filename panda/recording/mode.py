"""How a campaign's calls are recorded, if they are."""

from __future__ import annotations

from enum import StrEnum, auto


class Recording(StrEnum):
    """Whether the sound of calls is kept."""

    OFF = auto()
    ANNOUNCE = auto()
    """From when a person has heard that it is, until they object."""
    ASK = auto()
    """From when a person has said yes to it."""
    AS_NEEDED = auto()
    """Asked for where everybody must agree, by the law of the state or because that is
    not known; else announced. See `panda.compliance.parties`."""
