"""`panda insurance …`: what a plan's name means, and how well names are matched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from panda.insurance.directory import Directory, read_directory, shipped
from panda.insurance.evaluate import (
    STRANGERS,
    Matching,
    Named,
    evaluate as score,
    evaluate_left_out,
    misheard_names,
    own_names,
    read_names,
)
from panda.insurance.matching import Ambiguous, Match, Matcher, Meant, NoMatch
from panda_cli.screen import output

app = typer.Typer(no_args_is_help=True, help="Names of insurance plans.")
_Directory = Annotated[
    Path | None,
    typer.Option("--directory", metavar="FILE.yaml", help="Instead of the shipped."),
]


@app.command("match")
def match(
    name: Annotated[str, typer.Argument(help="As somebody says or types it.")],
    directory: _Directory = None,
) -> None:
    """Say which payer and plan a name means."""
    output().print(Text(_told(Matcher(_read(directory)).match(name))))


def _told(meant: Meant) -> str:
    match meant:
        case Match() as found:
            kind = found.payer.kind.replace("_", " ")
            return f"{found.name} ({found.payer.name}, {kind})"
        case Ambiguous(ask=ask):
            return f"ambiguous: {ask}"
        case NoMatch():
            return "not in the directory"


@app.command("evaluate")
def evaluate(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Lines of names that mean the same: A|B."),
    ] = None,
    directory: _Directory = None,
    times: Annotated[int, typer.Option(help="Each own name is misheard.")] = 3,
    seed: Annotated[int, typer.Option(help="Of what is misheard.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Say how well names are matched: a file's, or the directory's own, misheard.

    Ambiguous names are counted apart: one question settles them.
    """
    known = _read(directory)
    matcher = Matcher(known)
    if file is not None:
        named = read_names(file.read_text(encoding="utf-8"), known)
        sets = {"file": score(named, matcher)}
    else:
        own = own_names(known)
        sets = {
            "own": score(own, matcher),
            "misheard": score(misheard_names(known, times, seed), matcher),
            "strangers": score([Named(name=one) for one in STRANGERS], matcher),
            "left_out": evaluate_left_out(known, own),
        }
    if as_json:
        shown = {name: _figures(one) for name, one in sets.items()}
        output().print_json(data=shown)
        return
    _show(sets)


def _read(file: Path | None) -> Directory:
    if file is None:
        return shipped()
    return read_directory(file.read_text(encoding="utf-8"), str(file))


def _figures(one: Matching) -> dict[str, object]:
    return one.model_dump(mode="json") | {
        "precision": one.precision,
        "recall": one.recall,
        "recall_by_asking": one.recall_by_asking,
    }


def _show(sets: dict[str, Matching]) -> None:
    table = Table()
    table.add_column("names")
    columns = ("n", "known", "right", "wrong", "asked", "asked_amiss", "missed")
    for column in (*columns, "precision", "recall", "by asking"):
        table.add_column(column, justify="right")
    for name, one in sets.items():
        counts = [str(getattr(one, column)) for column in columns]
        shares = (one.precision, one.recall, one.recall_by_asking)
        told = [f"{share:.1%}" if one.known else "" for share in shares]
        table.add_row(name, *counts, *told)
    console = output()
    console.print(table)
    for one in sets.values():
        for mistake in one.mistakes:
            console.print(Text(f"wrong: {mistake}"))
