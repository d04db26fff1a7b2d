"""A campaign's answers as files for a spreadsheet or a notebook."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from panda.research.export import sheet

if TYPE_CHECKING:
    from panda.research.comparison import Comparison


def frame(comparison: Comparison) -> pd.DataFrame:
    """Return the answers as a table with one type a column.

    A column whose cells are of several types (a list's own) is text.
    """
    made = sheet(comparison)
    table = pd.DataFrame(list(made.rows), columns=list(made.heads)).convert_dtypes()
    mixed = [name for name in table if table[name].dtype == object]
    return table.astype(dict.fromkeys(mixed, "string"))


def as_excel(comparison: Comparison) -> bytes:
    """Write a workbook; what a callee said is text there, never a formula or a link."""
    file = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(
        file, engine="xlsxwriter", engine_kwargs={"options": options}
    ) as writer:
        table = frame(comparison)
        table.to_excel(writer, sheet_name="Answers", index=False)
        page = writer.sheets["Answers"]
        page.freeze_panes(1, 1)
        page.autofit()
    return file.getvalue()


def as_parquet(comparison: Comparison) -> bytes:
    """Write a Parquet file."""
    file = BytesIO()
    frame(comparison).to_parquet(file, index=False)
    return file.getvalue()
