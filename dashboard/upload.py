"""A list of businesses as somebody has it, and how its columns are meant."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from panda.errors import BadInput
from panda.research.columns import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES = ("name", "phone", "extension", "timezone")
"""What a column can be for; each is the heading by which it is surely recognised."""
_SEPARATORS = ",;\t|"
LONG = 200_000
"""Characters of a list above which what is empty in it is left out."""


def headings(text: str) -> list[str]:
    """Return the headings of a list, in order.

    Raises:
        BadInput: It has none.
    """
    first = next(csv.reader(StringIO(text), delimiter=_separator(text)), [])
    found = [one.strip() for one in first if one.strip()]
    if not found:
        raise BadInput(
            "the list is empty", where="list", advice="write a heading, then the rows"
        )
    return found


def recognised(text: str) -> Mapping[str, str]:
    """Return by role which heading is recognised; "" where none is.

    Raises:
        BadInput: It has no heading, or two that mean the same.
    """
    found = recognise(headings(text), "list")
    return {
        "name": found.name or found.last,
        "phone": next(iter(found.phones), ""),
        "extension": found.extension,
        "timezone": found.timezone,
    }


def meant(text: str, columns: Mapping[str, str]) -> str:
    """Return the list with its headings as somebody says they are meant.

    Args:
        text: The list.
        columns: Headings by role, of `ROLES`; those left out are recognised by their
            names, as always.

    Raises:
        BadInput: One column is chosen for two roles.
    """
    if not any(columns.values()) and len(text) <= LONG:
        return text
    rows = list(csv.reader(StringIO(text), delimiter=_separator(text)))
    if len(text) > LONG:
        rows = _lean(rows)
    role_of: dict[str, str] = {}
    for role, heading in columns.items():
        if heading in role_of:
            raise BadInput(
                f"is chosen for {role_of[heading]} and for {role}",
                where=heading,
                advice="choose another column for one of them",
            )
        if heading:
            role_of[heading] = role
    rows[0] = [_heading(one, role_of) for one in rows[0]]
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _lean(rows: list[list[str]]) -> list[list[str]]:
    """Leave out columns in which no row has anything.

    Most of a registry's three hundred are so, and every row has its quotes and commas.
    """
    width = max(map(len, rows), default=0)
    used = [
        place
        for place in range(width)
        if any(len(row) > place and row[place].strip() for row in rows[1:])
    ]
    return [[row[place] if len(row) > place else "" for place in used] for row in rows]


def _heading(heading: str, role_of: Mapping[str, str]) -> str:
    plain = heading.strip()
    if plain in role_of:
        return role_of[plain]
    # Another column that is called so would be taken for the one that was chosen.
    taken = plain.casefold() in role_of.values()
    return f"{plain} (other)" if taken else heading


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
