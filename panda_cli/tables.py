"""Tables of what was found and of what is known: campaigns, calls, routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import HORIZONTALS, SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from panda.call import PHASES, Outcome
from panda.research.comparison import CellStatus
from panda.research.sources import Source, other_words
from panda_cli.live import STYLES, outcome_style, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from panda.campaign import CallSnapshot, Campaign
    from panda.menu.menu import Route
    from panda.research.comparison import Cell, Comparison, Row
    from panda.research.ranking import Part


def comparison_table(comparison: Comparison) -> Table:
    """Draw all answers side by side, each with its quote beneath."""
    table = Table(
        title=Text(comparison.title, style="bold"),
        title_justify="left",
        box=HORIZONTALS,
        show_lines=True,
        expand=True,
    )
    table.add_column("#", justify="right")
    table.add_column("Business", ratio=4)
    for column in comparison.columns:
        heading = Text(column.heading if column.required else f"{column.heading} *")
        table.add_column(heading, ratio=4)
    for row in comparison.ranked:
        cells = [_answer(row.cells[column.name]) for column in comparison.columns]
        table.add_row(str(row.standing.rank or "-"), _business(row), *cells)
    table.caption = _caption(comparison)
    table.caption_justify = "left"
    return table


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print all answers, and below them what was told of insurance besides."""
    console.print(comparison_table(comparison))
    if (told := terms_table(comparison)) is not None:
        console.print(told)


def _caption(comparison: Comparison) -> str:
    lines = []
    if any(not column.required for column in comparison.columns):
        lines.append("* asked, but not required")
    if undecided := ", ".join(row.name for row in comparison.undecided):
        lines.append(f"may still be better, by what is open: {escape(undecided)}")
    return "\n".join(lines)


def terms_table(comparison: Comparison) -> Table | None:
    """Draw what was told of insurance besides; None if nothing was."""
    table = Table("Business", "Of insurance", "Told", "Words", box=HORIZONTALS)
    for row in comparison.ranked:
        for one in row.terms:
            words = Text(f"“{one.quote}”", style="dim")
            words.append("".join(f"\nbefore: {other_words(x)}" for x in one.others))
            table.add_row(Text(row.name), Text(one.heading), Text(one.text), words)
    return table if table.row_count else None


def standings_table(comparison: Comparison) -> Table:
    """Say what each criterion adds to a business's score, and why."""
    heads = "#", "Business", "Score", "At most", "Why"
    table = Table(*heads, box=HORIZONTALS, show_lines=True)
    for row in comparison.ranked:
        stands = row.standing
        why = [
            f"{one.score * one.weight:.2f} of {one.weight:g}  {_part(one)}"
            for one in stands.parts
        ]
        table.add_row(
            str(stands.rank or "-"),
            Text(row.name, style="bold"),
            f"{stands.score:.2f}" if stands.rank else "",
            f"{stands.at_most:.2f}" if stands.rank else "",
            Text("\n".join([*filter(None, [stands.without]), *why])),
        )
    return table


def _part(part: Part) -> str:
    return f"{part.heading}: {part.reason}"


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
        return Text(cell.text, style="dim")
    text = Text().append(cell.text, style="bold green")
    if cell.status is CellStatus.CONTRADICTED:
        against = "; ".join(map(other_words, cell.others)) or "what they said before"
        text.append(f"\ncontradicts {against}", style="yellow")
    if cell.source is Source.EARLIER and cell.said_at:
        text.append(f"\nknown from {cell.said_at:%Y-%m-%d}, call {cell.call_id}", "dim")
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
