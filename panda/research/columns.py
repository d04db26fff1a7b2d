"""Which column of a list means what, by its heading; people's and the registry's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.errors import BadInput
from panda.research.rejected import NOTES
from panda.research.taxonomy import TAXONOMIES

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = (
    "name", "business", "business name", "provider", "provider name", "practice",
    "practice name", "company", "office", "clinic", "organization",
    "provider organization name (legal business name)",
)  # fmt: skip
_FIRST = ("first name", "provider first name")
_LAST = ("last name", "provider last name (legal name)", "provider last name")
_TITLE = ("credential", "provider credential text")
_PHONE = (
    "phone", "phone number", "telephone", "telephone number", "tel", "number",
    "business phone", "office phone", "main phone", "phone1", "phone 1",
    "provider business practice location address telephone number",
    "phone 2", "phone2", "second phone", "other phone", "alternate phone",
    "alternative phone", "secondary phone", "mobile", "mobile phone", "cell",
)  # fmt: skip
"""The registry's mailing and fax numbers are not among them: an office that keeps
books, or a machine, would answer."""
_EXTENSION = ("extension", "ext", "phone extension")
_LANGUAGE = ("language", "lang", "spoken language")
_TIMEZONE = ("timezone", "time zone", "tz")
_MEANT = frozenset(
    (*_NAME, *_FIRST, *_LAST, *_TITLE, *_PHONE, *_EXTENSION, *_LANGUAGE, *_TIMEZONE)
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which heading means what; empty if there is none."""

    name: str
    first: str
    last: str
    title: str
    phones: tuple[str, ...]
    """In the order in which they count: the first with a number that can be called."""
    extension: str
    timezone: str
    language: str
    kinds: tuple[str, ...]
    """Codes of the registry's taxonomy, the first first."""
    notes: tuple[str, ...]
    """What we wrote beside rows that could not be called."""

    @property
    def used(self) -> frozenset[str]:
        """All that are no other column of the list."""
        return frozenset(
            {self.name, self.first, self.last, self.title, *self.phones[:1]}
            | {self.extension, self.timezone, self.language, *self.notes}
        )


def columns_of(headings: Sequence[str], filename: str) -> Columns:
    """Tell by its heading what each column is for.

    Raises:
        BadInput: None holds telephone numbers, or two are called the same.
    """
    found = recognise(headings, filename)
    if not found.phones:
        raise BadInput(
            "no column holds telephone numbers",
            where=f"{filename}:1",
            advice="give the file a heading line with a column `phone`",
        )
    return found


def recognise(headings: Sequence[str], filename: str) -> Columns:
    """As `columns_of`, of a list that may have no telephone numbers.

    Raises:
        BadInput: Two are called the same.
    """
    _check_one_of_each(headings, filename)
    plain = {plain_heading(heading): heading for heading in headings if heading}

    def first_of(names: Sequence[str]) -> str:
        return next((plain[name] for name in names if name in plain), "")

    phones = tuple(plain[name] for name in _PHONE if name in plain)
    return Columns(
        name=first_of(_NAME),
        first=first_of(_FIRST),
        last=first_of(_LAST),
        title=first_of(_TITLE),
        phones=phones,
        extension=first_of(_EXTENSION),
        timezone=first_of(_TIMEZONE),
        language=first_of(_LANGUAGE),
        kinds=tuple(plain[name] for name in TAXONOMIES if name in plain),
        notes=tuple(
            plain[plain_heading(name)] for name in NOTES if plain_heading(name) in plain
        ),
    )


def _check_one_of_each(headings: Sequence[str], filename: str) -> None:
    """Refuse two columns for one thing: of each row only one of them would be read."""
    seen: set[str] = set()
    for heading in headings:
        plain = plain_heading(heading or "")
        if plain in seen and plain in _MEANT:
            raise BadInput(
                f"two columns are called {plain!r}",
                where=f"{filename}:1",
                advice="rename one, so that it is clear which is meant",
            )
        seen.add(plain)


def plain_heading(heading: str) -> str:
    """Return a heading without what people write differently.

    Example:
        >>> plain_heading(" Phone_Number ")
        'phone number'
    """
    return re.sub(r"[\s_]+", " ", heading).strip().casefold()
