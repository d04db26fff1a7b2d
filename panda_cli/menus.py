"""`panda menus …`: how well phone menus are understood."""

from __future__ import annotations

import time
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from panda.menu.evaluate import evaluate as score, load
from panda_cli.screen import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panda.menu.evaluate import Evaluation, Score

app = typer.Typer(no_args_is_help=True, help="How well phone menus are understood.")


@app.callback()
def menus() -> None:
    """How well phone menus are understood."""


@app.command("evaluate")
def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", help="Labelled prompts.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Score our reading of labelled prompts: kinds, and the keys of options.

    Each line of the file is a JSON object with `id`, `text`, `language`, `kind` and
    `options` (each with `digits`, null if it is to be spoken, and `label`).
    """
    figures = score(load(file), lambda: time.perf_counter() * 1000)
    if as_json:
        typer.echo(figures.model_dump_json(indent=2))
        return
    _show(figures)


def _show(figures: Evaluation) -> None:
    console = output()
    for name, value in figures.model_dump().items():
        if not isinstance(value, dict | tuple):
            console.print(f"{name:18} {value}", highlight=False)
    console.print(_table("language", figures.by_language))
    console.print(_table("kind", figures.by_kind))
    if figures.misses:
        shown = ", ".join(figures.misses)
        # Ids are whatever a file says: neither markup nor a terminal's own signs.
        console.print(Text(f"misread: {''.join(filter(str.isprintable, shown))}"))


def _table(name: str, groups: Mapping[str, Score]) -> Table:
    shown = Table(title=f"by_{name}")
    shown.add_column(name)
    for column in ("n", "kind_accuracy", "options_precision", "options_recall"):
        shown.add_column(column, justify="right")
    for group, one in groups.items():
        figures = (one.kind_accuracy, one.options_precision, one.options_recall)
        shown.add_row(group, str(one.n), *(f"{value:.1%}" for value in figures))
    return shown
