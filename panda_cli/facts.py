"""`panda facts …`: how well values are read out of what people say."""

from __future__ import annotations

import time
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from panda.research.evaluate import evaluate as score, load
from panda_cli.screen import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panda.research.evaluate import Evaluation, Score

app = typer.Typer(no_args_is_help=True, help="How well evidence is read.")


@app.callback()
def facts() -> None:
    """How well evidence is read."""


@app.command("evaluate")
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Labelled facts.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
    wrong: Annotated[
        bool, typer.Option("--wrong", help="Also list what was misread or missed.")
    ] = False,
) -> None:
    """Score our reading of labelled sentences: precision and recall of the values.

    Each line of the file is a JSON object with `id`, `utterance`, `language`,
    `asked_on`, `question` (`type` and `about`) and `value`: null if it is left open.
    """
    figures = score(load(file), lambda: time.perf_counter() * 1000)
    if as_json:
        typer.echo(figures.model_dump_json(indent=2))
        return
    _show(figures, wrong=wrong)


def _show(figures: Evaluation, *, wrong: bool) -> None:
    console = output()
    for name, value in figures.model_dump().items():
        if not isinstance(value, dict | tuple):
            console.print(f"{name:12} {value}", highlight=False)
    console.print(_table("type", figures.by_type))
    console.print(_table("language", figures.by_language))
    for miss in figures.misses if wrong else ():
        said = (
            f"{miss.id} ({miss.type}): {_shown(miss.read)}, not {_shown(miss.wanted)}"
        )
        # Ids and values are whatever a file says: no markup, no terminal's own signs.
        console.print(Text("".join(filter(str.isprintable, said))))


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)


def _table(name: str, groups: Mapping[str, Score]) -> Table:
    shown = Table(title=f"by_{name}")
    shown.add_column(name)
    for column in ("n", "answered", "answerable", "precision", "recall"):
        shown.add_column(column, justify="right")
    for group, one in groups.items():
        counts = (str(one.n), str(one.answered), str(one.answerable))
        shown.add_row(group, *counts, f"{one.precision:.1%}", f"{one.recall:.1%}")
    return shown
