"""Tables of what was found and of what is known: campaigns, calls, routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import HORIZONTALS, SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.call import PHASES, Outcome
from panda.research.comparison import CellStatus
from panda_cli.live import STYLES, outcome_style, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallSnapshot, Campaign
    from panda.menu.menu import Route
    from panda.research.comparison import Cell, Comparison, Row


def comparison_table(comparison: Comparison) -> Table:
    """Draw all answers side by side, each with its quote beneath."""
    table = Table(
        title=Text(comparison.title, style="bold"),
        title_justify="left",
        box=HORIZONTALS,
        show_lines=True,
        expand=True,
    )
    table.add_column("Business", ratio=4)
    for column in comparison.columns:
        heading = Text(column.heading if column.required else f"{column.heading} *")
        table.add_column(heading, ratio=4)
    for row in comparison.rows:
        cells = [_answer(row.cells[column.name]) for column in comparison.columns]
        table.add_row(_business(row), *cells)
    if any(not column.required for column in comparison.columns):
        table.caption = "* asked, but not required"
        table.caption_justify = "left"
    return table


def _business(row: Row) -> Text:
    text = Text().append(row.name, style="bold")
    if row.outcome is None:
        return text.append("\nnot finished", style="yellow")
    calls = "1 call" if row.attempts == 1 else f"{row.attempts} calls"
    about = [calls, f"{row.seconds:.0f} s"]
    if row.outcome is Outcome.REFUSED:  # never called
        about = []
    about = [spaced(row.outcome), *map(spaced, row.reasons), *about]
    return text.append("\n" + " · ".join(about), style=outcome_style(row.outcome))


def _answer(cell: Cell) -> Text:
    if cell.status is CellStatus.UNKNOWN:
        return Text("unknown", style="dim")
    text = Text().append(cell.text, style="bold green")
    if cell.status is CellStatus.CONTRADICTED:
        text.append(" (they said otherwise before)", style="yellow")
    return text.append(f"\n“{cell.quote}”", style="italic dim")


def campaigns_table(campaigns: Sequence[Campaign]) -> Table:
    """List campaigns, newest first."""
    table = Table("Id", "Status", "Created", "Questions", "Title", box=SIMPLE_HEAD)
    for one in campaigns:
        table.add_row(
            one.campaign_id,
            str(one.status),
            f"{one.created_at:%Y-%m-%d %H:%M %Z}",
            str(len(one.questionnaire.fields)),
            Text(one.title),
        )
    return table


def calls_table(snapshots: Sequence[CallSnapshot]) -> Table:
    """List calls as they stand."""
    heads = "Call", "Business", "Number", "Try", "State", "Found", "Cost"
    table = Table(*heads, box=SIMPLE_HEAD)
    for one in snapshots:
        state = Text(PHASES[one.state], style=STYLES[one.state])
        if one.outcome is not None:
            state = Text(spaced(one.outcome), style=outcome_style(one.outcome))
        table.add_row(
            one.call_id,
            Text(one.business),
            one.number,
            str(one.attempt),
            state,
            str(len(one.findings)),
            f"${one.cost_usd:.4f}",
        )
    return table


def routes_table(routes: Sequence[Route]) -> Table:
    """List learned ways through phone menus."""
    heads = "Number", "Goal", "Version", "Way", "Worked", "Failed", "Last used"
    table = Table(*heads, box=SIMPLE_HEAD)
    for one in routes:
        steps = (step.keys or f"“{step.say}”" for step in one.steps)
        last = f"{one.last_used_at:%Y-%m-%d %H:%M %Z}" if one.last_used_at else ""
        table.add_row(
            one.number,
            Text(one.goal),
            str(one.version),
            Text(" → ".join(steps)),
            str(one.successes),
            str(one.failures),
            last,
        )
    return table
