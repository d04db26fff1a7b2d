"""A list of businesses as people have it, a text or a workbook, as one CSV text."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from panda.errors import BadInput
from panda.research.providers import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZIP = b"PK\x03\x04"
"""How a workbook (.xlsx) begins."""
_OLD = b"\xd0\xcf\x11\xe0"
"""How one of before 2007 (.xls) begins."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, Excel's "Unicode text"."""
_MOST_COLUMNS = 400
"""The registry's files have 330."""


def list_text(content: bytes, filename: str) -> str:
    r"""Return a list as text with a heading; lines are the workbook's rows.

    Text may be UTF-8, UTF-16 with its mark, or else Windows' Western letters.

    Raises:
        BadInput: It is neither; says what to do.

    Example:
        >>> list_text(b"name\nCaf\xe9", "list.csv")
        'name\nCafé'
    """
    if content.startswith(_OLD):
        raise BadInput(
            "is a workbook of an old kind (.xls)",
            where=filename,
            advice="save it as .xlsx or as CSV UTF-8",
        )
    if content.startswith(_ZIP):
        return _from_workbook(content, filename)
    if content.startswith(_WIDE):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _from_workbook(content: bytes, filename: str) -> str:
    """Write the first sheet that holds anything; formulas as what they came to."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise BadInput(
            "cannot be read as a workbook",
            where=filename,
            advice="save it as .xlsx or as CSV UTF-8",
        ) from None
    try:
        for sheet in book.worksheets:
            rows = list(_rows(sheet, filename))
            if any(any(row) for row in rows):
                text = StringIO()
                csv.writer(text, lineterminator="\n").writerows(rows)
                return text.getvalue()
    finally:
        book.close()
    raise BadInput(
        "the workbook is empty", where=filename, advice="write a heading, then rows"
    )


def _rows(sheet: Any, filename: str) -> Iterator[list[str]]:
    for at, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if at > MOST_ROWS + 1 and any(cell is not None for cell in row):
            raise BadInput(
                f"has more than {MOST_ROWS} rows",
                where=filename,
                advice="split the file",
            )
        if at <= MOST_ROWS + 1:
            yield [_written(cell) for cell in row[:_MOST_COLUMNS]]


def _written(cell: object) -> str:
    """Write a cell as somebody reading the sheet would; numbers without an exponent."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell).strip()
