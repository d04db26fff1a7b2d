"""A comparison in the format that somebody asked for."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from panda.errors import BadInput
from panda.research.export import as_csv

if TYPE_CHECKING:
    from pathlib import Path

    from panda.research.comparison import Comparison


class Format(StrEnum):
    """What `export` writes."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    PARQUET = "parquet"


def as_format(comparison: Comparison, form: Format) -> bytes:
    """Write a comparison.

    Raises:
        BadInput: The format needs a package that is not installed.
    """
    match form:
        case Format.CSV:
            return as_csv(comparison).encode()
        case Format.JSON:
            return (comparison.model_dump_json(indent=2) + "\n").encode()
        case Format.XLSX | Format.PARQUET:
            return _table(comparison, form)


def _table(comparison: Comparison, form: Format) -> bytes:
    try:
        from documents.tables import as_excel, as_parquet  # noqa: PLC0415 - extras
    except ImportError:
        raise BadInput(
            "needs pandas, which is not installed",
            where=f"--format {form}",
            advice="pip install 'panda-assist[dash]', or take csv",
        ) from None
    return as_excel(comparison) if form is Format.XLSX else as_parquet(comparison)


def put_out(content: bytes, file: Path | None) -> None:
    """Write to a file a person named, or to the standard output.

    Raises:
        BadInput: It cannot be written.
    """
    if file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadInput(
            f"cannot be written: {error.strerror}",
            where=str(file),
            advice="name a file that may be written",
        ) from error
