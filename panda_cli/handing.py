"""What a demonstration leaves for a person to keep: the report, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from panda.research.export import as_csv
from panda.research.report.page import page

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from panda.research.comparison import Comparison
    from panda.research.report.contents import Report


def hand_over(
    made: Report, comparison: Comparison, out: Path, console: Console
) -> None:
    """Write a campaign into a folder, and say what is where.

    Args:
        made: Its report.
        comparison: Its answers.
        out: The folder; made if it is not there. Files of an earlier run are replaced.
        console: Where it is said.
    """
    from documents.pdf import as_pdf  # noqa: PLC0415 - fonts take a while

    files = {
        "report.html": (page(made).encode(), "the report, for any browser"),
        "report.pdf": (as_pdf(made), "the same for paper"),
        "comparison.csv": (as_csv(comparison).encode(), "the answers as a table"),
    }
    out.mkdir(parents=True, exist_ok=True)
    console.print(Text(f"Written to {out}/"), soft_wrap=True)
    for name, (content, what) in files.items():
        (out / name).write_bytes(content)
        console.print(Text(f"  {name:<15} {what}"))
