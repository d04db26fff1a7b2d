"""The list of whom to call: a CSV file as people and registries keep them.

Headings are recognised loosely, so that an export of the US registry of health care
providers (NPPES) can be used as it is. Rows that cannot be called are returned with
what to do about them; they never stop the others.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from panda.campaign import Provider
from panda.compliance.dialable import look_up
from panda.compliance.reasons import Reason
from panda.errors import BadInput
from panda.research.columns import Columns, columns_of, plain_heading
from panda.research.phones import Phone, read_phone
from panda.research.rejected import ADVICE, SAME, RejectedRow
from panda.research.taxonomy import KIND, kinds
from panda.visible import MOST_NAME, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_ROWS = 10_000
"""More than this in one file is a mistake (RELIABILITY 3.8)."""
ALSO = "also_listed_as"
"""Extra of a provider whose number other rows have too: their names."""

_NEVER = frozenset({"911", "112", "999", "988", "933"})
"""Short codes for emergencies and crises, as people may write them into a list;
`panda.compliance` bars them, and lines of ordinary numbers, whoever asks: it is asked
here too, so that nobody waits for a call to be told what the list shows."""

_GONE = "npi deactivation date"
_BACK = "npi reactivation date"


def read_providers(
    text: str, filename: str, *, region: str = "US"
) -> tuple[list[Provider], list[RejectedRow]]:
    """Read a list of providers; rows of the same number become one.

    The later of such rows are returned as not called, with the line of the first.

    Args:
        text: The file's content: a heading, then a row a business. Commas, semicolons,
            tabs or bars between the cells.
        filename: For messages.
        region: Country of numbers without a country code (ISO 3166).

    Raises:
        BadInput: The file as a whole cannot be used.
    """
    plain = text.lstrip("\ufeff")
    reader = csv.DictReader(StringIO(plain), dialect=_dialect(text), strict=True)
    columns = columns_of(_headings(reader, filename), filename)
    providers: dict[tuple[str, str], Provider] = {}
    first: dict[tuple[str, str], int] = {}
    rejected: list[RejectedRow] = []
    for line, row in _rows(reader, filename):
        one = _provider(row, columns, region)
        if isinstance(one, str):
            rejected.append(RejectedRow(line, one, ADVICE[one], _cells(row)))
            continue
        key = (one.phone, one.extension)
        if key in providers:
            providers[key] = _merged(providers[key], one)
            same = f"the same as line {first[key]}"
            rejected.append(RejectedRow(line, SAME, same, _cells(row)))
            continue
        providers[key], first[key] = one, line
    return list(providers.values()), rejected


def _dialect(text: str) -> type[csv.Dialect]:
    heading = text.lstrip("\ufeff").partition("\n")[0]
    counts = {mark: heading.count(mark) for mark in ",;\t|"}

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


def _cells(row: Mapping[str | None, str | list[str] | None]) -> dict[str, str]:
    return {
        heading: visible(cell)
        for heading, cell in row.items()
        if heading is not None and isinstance(cell, str)
    }


def _provider(
    row: Mapping[str | None, str | list[str] | None], columns: Columns, region: str
) -> Provider | str:
    """Return the provider of a row, or the code of what is wrong with it."""
    cells = _cells(row)
    if row.get(None):
        return "wrong_columns"
    phone = _phone(cells, columns, region)
    if isinstance(phone, str):
        return phone
    by_plain = {plain_heading(heading): cell for heading, cell in cells.items()}
    if by_plain.get(_GONE) and not by_plain.get(_BACK):
        return "deactivated"
    timezone = cells.get(columns.timezone, "")
    if timezone and not _is_zone(timezone):
        return "bad_timezone"
    name = " ".join(_name(cells, columns).split())
    if len(name) > MOST_NAME:
        return "long_name"
    return Provider(
        name=name or phone.e164,
        phone=phone.e164,
        extension=_extension(cells, columns, phone),
        timezone=timezone,
        language=cells.get(columns.language, "").lower()[:2],
        extra=_extra(cells, columns),
    )


def _extra(cells: Mapping[str, str], columns: Columns) -> dict[str, str]:
    """Return the other columns, and what the registry's codes of a provider mean."""
    extra = {
        heading: cell
        for heading, cell in cells.items()
        if cell and heading not in columns.used
    }
    if said := kinds(cells.get(heading, "") for heading in columns.kinds):
        extra.setdefault(KIND, ", ".join(said))
    return extra


def _phone(cells: Mapping[str, str], columns: Columns, region: str) -> Phone | str:
    """Return the first number that may be called, or why the first one may not.

    A line that is never called bars the whole row: it is no office's.
    """
    said = [cells.get(heading, "") for heading in columns.phones]
    found = [_dialable(written, region) for written in said if written]
    if "never_called" in found:
        return "never_called"
    good = (one for one in found if isinstance(one, Phone))
    return next(good, found[0] if found else "no_phone")


def _extension(cells: Mapping[str, str], columns: Columns, phone: Phone) -> str:
    """Return the extension; a column of its own is of the first number only."""
    own = cells.get(columns.extension, "")
    first = read_phone(cells.get(columns.phones[0], ""))
    is_first = first is not None and first.e164 == phone.e164
    return own if own and is_first else phone.extension


def _dialable(written: str, region: str) -> Phone | str:
    if re.sub(r"\D", "", written) in _NEVER:
        return "never_called"
    phone = read_phone(written, region)
    if phone is None or not phone.valid:
        return "invalid_number"
    found = look_up(phone.e164)
    if isinstance(found, tuple):
        return "never_called" if Reason.EMERGENCY in found else found[0].value
    return phone


def _name(cells: Mapping[str, str], columns: Columns) -> str:
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
