# ruff: noqa: INP001 - scripts beside the documents, no package
"""Draw the pictures of the README from the results of a run.

`panda demo --json run.json`, then `python -m docs.pictures run.json`. The tables are
drawn by the code that draws them in the terminal, from what that run saw and found.
"""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from panda.call import Outcome
from panda.research.comparison import Cell, CellStatus, Column, Comparison, Row, display
from panda_cli.live import live_table
from panda_cli.report import Report
from panda_cli.scenario import SHIPPED, read_scenario
from panda_cli.tables import comparison_table

if TYPE_CHECKING:
    from rich.table import Table

    from panda.research.questionnaire import Questionnaire
    from panda_cli.report import CallEntry

FOLDER = Path(__file__).parent / "pictures"
WIDTH = 124
"""Columns of the pictures; a README is shown about this wide."""


def comparison(report: Report, questionnaire: Questionnaire) -> Comparison:
    """The comparison a results file was written from."""
    return Comparison(
        campaign_id=report.campaign,
        title=report.title,
        columns=tuple(
            Column(name=q.name, heading=q.heading, type=q.type, required=q.required)
            for q in questionnaire.fields
        ),
        rows=tuple(_row(call, questionnaire) for call in report.calls),
        cost_usd=report.cost_usd,
        finished=True,
    )


def _row(call: CallEntry, questionnaire: Questionnaire) -> Row:
    cells = {}
    for question in questionnaire.fields:
        answer = call.findings.get(question.name)
        cells[question.name] = (
            Cell()
            if answer is None
            else Cell(
                status=(
                    CellStatus.CONTRADICTED if answer.contradicted else CellStatus.FOUND
                ),
                value=answer.value,
                text=display(question.type, answer.value),
                quote=answer.quote,
            )
        )
    return Row(
        target_id=call.number,
        name=call.business,
        phone=call.number,
        extra={},
        outcome=Outcome(call.outcome),
        reasons=call.reasons,
        attempts=call.attempts,
        is_complete=not call.unknown,
        seconds=call.seconds,
        cost_usd=call.cost_usd,
        cells=cells,
    )


def draw(table: Table, file: Path, title: str) -> None:
    """Write a table as a picture."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(table)
    picture = console.export_svg(title=title, unique_id=file.stem)
    # No font from the network: whoever looks has a monospaced one.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    file.write_text(picture, encoding="utf-8")


def main(results: Path) -> None:
    """Draw all pictures."""
    report = Report.model_validate_json(results.read_bytes())
    questionnaire = read_scenario(Path(__file__).parent.parent / SHIPPED).questionnaire
    FOLDER.mkdir(exist_ok=True)
    table = comparison_table(comparison(report, questionnaire))
    draw(table, FOLDER / "comparison.svg", "panda demo")
    if report.busiest is not None:
        moment = report.busiest
        calls = {call.target_id: call for call in moment.calls}
        live = live_table(moment.targets, calls, moment.now, title=report.title)
        draw(live, FOLDER / "live.svg", "panda demo, while it calls")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
