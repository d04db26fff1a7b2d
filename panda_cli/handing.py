"""What a demonstration leaves for a person to keep: report, table, appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from panda.research.export import as_csv
from panda.research.report.page import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rich.console import Console

    from panda.research.comparison import Comparison
    from panda.research.report.contents import Report

NAMES = {
    "report.html": "the report, for any browser",
    "report.pdf": "the same for paper",
    "comparison.csv": "the answers as a table",
    "appointment.ics": "the appointment, for any calendar",
    "calendar.ics": "all that stands in the calendar on its server",
}
"""What may be left, in the order it is told."""


def hand_over(
    made: Report,
    comparison: Comparison,
    booked: Mapping[str, bytes],
    out: Path,
    console: Console,
) -> None:
    """Write a campaign into a folder, and say what is where.

    Args:
        made: Its report.
        comparison: Its answers.
        booked: What there is of an appointment, by the name of the file.
        out: The folder; made if it is not there. Files of an earlier run are replaced
            or, if this run has none such, removed.
        console: Where it is said.
    """
    from documents.pdf import as_pdf  # noqa: PLC0415 - fonts take a while

    files = {
        "report.html": page(made).encode(),
        "report.pdf": as_pdf(made),
        "comparison.csv": as_csv(comparison).encode(),
        **booked,
    }
    out.mkdir(parents=True, exist_ok=True)
    console.print(Text(f"Written to {out}/"), soft_wrap=True)
    for name, what in NAMES.items():
        if name not in files:
            (out / name).unlink(missing_ok=True)
            continue
        (out / name).write_bytes(files[name])
        console.print(Text(f"  {name:<15} {what}"))
