"""Telephone numbers as people write them, made into E.164."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from panda.errors import BadInput

_JOINTS = re.compile(r"\s*(?:[/;|,\n]|\bor\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that was read; not necessarily one that exists."""

    e164: str
    extension: str
    valid: bool


def read_phone(text: str, region: str = "US") -> Phone | None:
    """Read a telephone number; None if there is none.

    Of several in one cell the first valid one counts.

    Args:
        text: As somebody wrote it.
        region: Country of numbers without a country code (ISO 3166).

    Example:
        >>> read_phone("(217) 555-0123 ext. 12")
        Phone(e164='+12175550123', extension='12', valid=True)
    """
    whole = _parse(text, region)
    if whole is not None and whole.valid:
        return whole
    pieces = [_parse(piece, region) for piece in _JOINTS.split(text) if piece.strip()]
    return next((one for one in pieces if one is not None and one.valid), whole)


def _parse(text: str, region: str) -> Phone | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return Phone(
        e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        extension=number.extension or "",
        valid=phonenumbers.is_valid_number(number),
    )


def number_of(written: str) -> str:
    """Read a number as people write it; E.164.

    Raises:
        BadInput: It is none.
    """
    phone = read_phone(written)
    if phone is None or not phone.valid:
        raise BadInput(
            "this is no telephone number",
            where="number",
            advice="write it as in the list, such as +12175550123",
        )
    return phone.e164
