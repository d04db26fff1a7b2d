"""The list of whom to call: a CSV file as people and registries keep them.

Headings are recognised loosely, so that an export of the US registry of health care
providers (NPPES) can be used as it is. Rows that cannot be called are returned with
what to do about them; they never stop the others.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from panda.campaign import Provider
from panda.compliance.dialable import look_up
from panda.compliance.reasons import Reason
from panda.errors import BadInput
from panda.research.phones import Phone, read_phone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_ROWS = 10_000
"""More than this in one file is a mistake (RELIABILITY 3.8)."""
ALSO = "also_listed_as"
"""Extra of a provider whose number other rows have too: their names."""

SAME = "same_number"
"""Reason of a row whose number an earlier row has."""
_NEVER = frozenset({"911", "112", "999", "988", "933"})
"""Short codes for emergencies and crises, as people may write them into a list;
`panda.compliance` bars them, and lines of ordinary numbers, whoever asks: it is asked
here too, so that nobody waits for a call to be told what the list shows."""

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
    "business phone", "office phone", "main phone", "phone1",
    "provider business practice location address telephone number",
)  # fmt: skip
_EXTENSION = ("extension", "ext", "phone extension")
_TIMEZONE = ("timezone", "time zone", "tz")
_GONE = "npi deactivation date"
_BACK = "npi reactivation date"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not called."""

    line: int
    """In the file, from 1."""
    reason: str
    """A stable code."""
    advice: str


_ADVICE = {
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
    "wrong_columns": "the row has more cells than the heading: quote cells with commas",
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which heading means what; empty if there is none."""

    name: str
    first: str
    last: str
    title: str
    phone: str
    extension: str
    timezone: str

    @property
    def used(self) -> frozenset[str]:
        return frozenset(
            {self.name, self.first, self.last, self.title, self.phone}
            | {self.extension, self.timezone}
        )


def read_providers(
    text: str, filename: str, *, region: str = "US"
) -> tuple[list[Provider], list[RejectedRow]]:
    """Read a list of providers; rows of the same number become one.

    The later of such rows are returned as not called, with the line of the first.

    Args:
        text: The file's content: a heading, then a row a business. Commas, semicolons
            or tabs between the cells.
        filename: For messages.
        region: Country of numbers without a country code (ISO 3166).

    Raises:
        BadInput: The file as a whole cannot be used.
    """
    plain = text.lstrip("\ufeff")
    reader = csv.DictReader(StringIO(plain), dialect=_dialect(text), strict=True)
    columns = _columns(_headings(reader, filename), filename)
    providers: dict[tuple[str, str], Provider] = {}
    first: dict[tuple[str, str], int] = {}
    rejected: list[RejectedRow] = []
    for line, row in _rows(reader, filename):
        one = _provider(row, columns, region)
        if isinstance(one, str):
            rejected.append(RejectedRow(line, one, _ADVICE[one]))
            continue
        key = (one.phone, one.extension)
        if key in providers:
            providers[key] = _merged(providers[key], one)
            rejected.append(RejectedRow(line, SAME, f"the same as line {first[key]}"))
            continue
        providers[key], first[key] = one, line
    return list(providers.values()), rejected


def _dialect(text: str) -> type[csv.Dialect]:
    heading = text.lstrip("\ufeff").partition("\n")[0]
    counts = {mark: heading.count(mark) for mark in ",;\t"}

    class Found(csv.excel):
        delimiter = max(counts, key=counts.__getitem__)

    return Found


def _headings(reader: csv.DictReader[str], filename: str) -> Sequence[str]:
    try:
        return reader.fieldnames or ()
    except csv.Error as error:
        raise _unreadable(error, filename, 1) from None


def _unreadable(error: csv.Error, filename: str, line: int) -> BadInput:
    """Say what is wrong with the row that begins on a line."""
    problem = f"is not a readable table: {error}"
    if "unexpected end of data" in str(error):
        problem = "a quote is opened and never closed"
    return BadInput(
        problem,
        where=f"{filename}:{line}",
        advice="check the quotes in this line; one inside a cell is written twice",
    )


def _columns(headings: Sequence[str], filename: str) -> _Columns:
    plain = {_plain(heading): heading for heading in headings if heading}

    def first_of(names: Sequence[str]) -> str:
        return next((plain[name] for name in names if name in plain), "")

    phone = first_of(_PHONE)
    if not phone:
        raise BadInput(
            "no column holds telephone numbers",
            where=f"{filename}:1",
            advice="give the file a heading line with a column `phone`",
        )
    return _Columns(
        name=first_of(_NAME),
        first=first_of(_FIRST),
        last=first_of(_LAST),
        title=first_of(_TITLE),
        phone=phone,
        extension=first_of(_EXTENSION),
        timezone=first_of(_TIMEZONE),
    )


def _rows(
    reader: csv.DictReader[str], filename: str
) -> Iterator[tuple[int, Mapping[str | None, str | list[str] | None]]]:
    """Yield each row with the line it begins on; empty lines are passed over."""
    begins = reader.line_num + 1
    count = 0
    try:
        for row in reader:
            count += 1
            if count > MOST_ROWS:
                raise BadInput(
                    f"has more than {MOST_ROWS} rows",
                    where=filename,
                    advice="split the file",
                )
            lines = sum(str(cell).count("\n") for cell in row.values())
            yield reader.line_num - lines, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(error, filename, begins) from None


def _provider(
    row: Mapping[str | None, str | list[str] | None], columns: _Columns, region: str
) -> Provider | str:
    """Return the provider of a row, or the code of what is wrong with it."""
    cells = {
        heading: cell.strip()
        for heading, cell in row.items()
        if heading is not None and isinstance(cell, str)
    }
    if row.get(None):
        return "wrong_columns"
    phone = _phone(cells, columns, region)
    if isinstance(phone, str):
        return phone
    by_plain = {_plain(heading): cell for heading, cell in cells.items()}
    if by_plain.get(_GONE) and not by_plain.get(_BACK):
        return "deactivated"
    timezone = cells.get(columns.timezone, "")
    if timezone and not _is_zone(timezone):
        return "bad_timezone"
    return Provider(
        name=_name(cells, columns) or phone.e164,
        phone=phone.e164,
        extension=cells.get(columns.extension, "") or phone.extension,
        timezone=timezone,
        extra={
            heading: cell
            for heading, cell in cells.items()
            if cell and heading not in columns.used
        },
    )


def _phone(cells: Mapping[str, str], columns: _Columns, region: str) -> Phone | str:
    written = cells.get(columns.phone, "")
    if not written:
        return "no_phone"
    if re.sub(r"\D", "", written) in _NEVER:
        return "never_called"
    phone = read_phone(written, region)
    if phone is None or not phone.valid:
        return "invalid_number"
    found = look_up(phone.e164)
    if isinstance(found, tuple):
        return "never_called" if Reason.EMERGENCY in found else found[0].value
    return phone


def _name(cells: Mapping[str, str], columns: _Columns) -> str:
    if name := cells.get(columns.name, ""):
        return name
    person = " ".join(
        part for key in (columns.first, columns.last) if (part := cells.get(key, ""))
    )
    title = cells.get(columns.title, "")
    return f"{person}, {title}" if person and title else person


def _merged(one: Provider, other: Provider) -> Provider:
    """Return the first of two rows with one number, naming the other."""
    names = [name for name in one.extra.get(ALSO, "").split("; ") if name]
    if other.name not in (one.name, *names):
        names.append(other.name)
    extra = dict(one.extra)
    if names:
        extra[ALSO] = "; ".join(names)
    timezone = one.timezone or other.timezone
    return one.model_copy(update={"extra": extra, "timezone": timezone})


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _plain(heading: str) -> str:
    return re.sub(r"[\s_]+", " ", heading).strip().casefold()
