"""A value as the keys a prompt asks for."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from panda.menu.entry.prompt import DateOrder
from panda.private import PrivateField

if TYPE_CHECKING:
    from panda.menu.entry.prompt import Entry

_FORMS = {
    DateOrder.MMDDYYYY: "%m%d%Y",
    DateOrder.DDMMYYYY: "%d%m%Y",
    DateOrder.YYYYMMDD: "%Y%m%d",
    DateOrder.MMDDYY: "%m%d%y",
    DateOrder.DDMMYY: "%d%m%y",
    DateOrder.MMYYYY: "%m%Y",
    DateOrder.MMDD: "%m%d",
    DateOrder.YYYY: "%Y",
}
_ZIP = 5
_NATIONAL = 10
"""Digits of a North American number without its country code."""
_KEYPAD = {
    letter: str(key)
    for key, letters in enumerate(
        ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"), start=2
    )
    for letter in letters
}
"""Letters as a telephone has them: ITU-T E.161."""


def keys_for(entry: Entry, field: PrivateField, value: str) -> str:
    """Return the keys that enter a value, with the key that ends it.

    Empty if the value is none the prompt would take: what does not fit is not keyed in.

    Args:
        entry: What is asked for.
        field: Which of its fields.
        value: As a person writes it: dates as YYYY-MM-DD, letters as they stand.
    """
    entry = entry.of(field)
    digits = _digits(entry, field, value)
    if not digits or not digits.isascii() or not digits.isdigit():
        return ""
    if entry.last and len(digits) >= entry.most:
        digits = digits[-entry.most :]
    least, most = entry.least or 1, entry.most or len(digits)
    return f"{digits}{entry.end}" if least <= len(digits) <= most else ""


def _digits(entry: Entry, field: PrivateField, value: str) -> str:
    if field is PrivateField.DATE_OF_BIRTH:
        return _date(entry, value)
    plain = re.sub(r"[\s().+-]", "", value.casefold())
    if field is PrivateField.PHONE and entry.most in {0, _NATIONAL}:
        return plain[-_NATIONAL:]
    if field is PrivateField.ZIP_CODE and entry.most in {0, _ZIP}:
        return plain[:_ZIP]
    return "".join(_KEYPAD.get(sign, sign) for sign in plain)


def _date(entry: Entry, value: str) -> str:
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return ""
    return day.strftime(_FORMS[entry.order])
