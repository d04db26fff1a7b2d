"""Cells of files for spreadsheets, which run what begins like a formula.

What a callee said, and what stood in somebody's list, is written so that it is shown
and not run: behind an apostrophe, which spreadsheets hide.
"""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""https://owasp.org/www-community/attacks/CSV_Injection"""
_NUMBER = re.compile(r"[+-][\d .()/-]*\d")
"""A number, or a telephone number: digits from end to end, so that nothing is run."""


def harmless(text: str, *, numbers: bool = False) -> str:
    """Keep a spreadsheet from running a cell.

    Args:
        text: The cell.
        numbers: Whether one that is a signed number, or a telephone number, stays.

    Example:
        >>> harmless("=1+1"), harmless("+1 212 555 0100", numbers=True)
        ("'=1+1", '+1 212 555 0100')
    """
    if numbers and _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(_FORMULA) else text
