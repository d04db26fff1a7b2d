"""Rows of a list that are not called: why, what helps, and a file of them to mend."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from panda.research.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAME = "same_number"
"""Reason of a row whose number an earlier row has."""
NOTES = ("why_not_called", "what_helps")
"""Columns we add to rows that are to be mended; left out when they come back."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not called."""

    line: int
    """In the file, from 1."""
    reason: str
    """A stable code."""
    advice: str
    cells: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """What stands in the row, by its headings."""


ADVICE = {
    "no_phone": "write a telephone number into the row",
    "never_called": "emergency or crisis line: never called; remove the row",
    "invalid_number": "no such number can exist: check it with the business",
    "not_e164": "no such number can exist: check it with the business",
    "region_not_allowed": "only numbers of the United States are called; remove the "
    "row",
    "premium": "premium-rate numbers are never called; find the office's number",
    "service_code": "N11 service codes are never called; find the office's number",
    "line_type": "this kind of line is not called; find the business's main line",
    "bad_timezone": "write an IANA name such as America/Chicago, or leave it empty",
    "deactivated": "this provider is no longer active in the registry; remove the row",
    "long_name": "a name has 200 characters at most: is this the column of the names?",
    "wrong_columns": "the row has more cells than the heading: quote cells with commas",
}
"""What helps, by the code of the reason."""


def to_mend(rejected: Sequence[RejectedRow]) -> str:
    """Write the rows that can be mended as a list that can be uploaded again.

    Each has its reason and what helps beside it. Rows whose number is in the list
    already need nothing and are left out.

    Example:
        >>> print(to_mend([RejectedRow(2, "no_phone", "write one", {"name": "A"})]))
        name,why_not_called,what_helps
        A,no_phone,write one
        <BLANKLINE>
    """
    rows = [one for one in rejected if one.reason != SAME]
    heads = list(dict.fromkeys(name for one in rows for name in one.cells))
    heads = [name for name in heads if name not in NOTES]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*map(harmless, heads), *NOTES])
    for one in rows:
        cells = [harmless(one.cells.get(name, ""), numbers=True) for name in heads]
        writer.writerow([*cells, one.reason, one.advice])
    return text.getvalue()
