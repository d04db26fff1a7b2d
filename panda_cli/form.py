"""`panda questions`: the file of what is asked, checked before anybody is called."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.research.known import HOLDS
from panda.research.questions import read_questions
from panda.session.wording import PHRASES
from panda_cli.scenario import read_file
from panda_cli.screen import complaints, output

if TYPE_CHECKING:
    from panda.research.questionnaire import Question

app = typer.Typer(no_args_is_help=True, help="Questionnaires, without calling.")


@app.callback()
def questions() -> None:
    """Questionnaires, without calling."""


@app.command("check")
def check(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Check a questionnaire, and show how it will be asked."""
    form = read_questions(read_file(file), str(file))
    table = Table("Field", "Type", "Asked", "Holds", "In words", box=SIMPLE_HEAD)
    for one in form.fields:
        days = one.holds_days or HOLDS[one.type].total_seconds() / 86_400
        words = [one.ask, *(f"{key}: {text}" for key, text in one.ask_in.items())]
        if one.ask_again:
            words.append(f"again: {one.ask_again}")
        table.add_row(
            one.name,
            f"{one.type} {one.unit}".strip(),
            Text(_when(one)),
            f"{days:g} day{'' if days == 1 else 's'}",
            Text("\n".join(words)),
        )
    output().print(table)
    if form.language not in PHRASES:
        told = f"Of {form.language} we have no wording: people are greeted in English."
        complaints().print(Text(told, style="yellow"))


def _when(one: Question) -> str:
    needed = "required" if one.required else "optional"
    if one.only_if is None:
        return needed
    value = one.only_if.equals
    shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return f"{needed}, if {one.only_if.field} is {shown}"
