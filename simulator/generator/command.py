"""`python -m simulator generate`: makes a scenario up and says what it is like."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from simulator.businesses.checks import business_problems
from simulator.businesses.yamltext import Document, ScenarioError
from simulator.generator import files, mix as mixes, tables, variety, world
from simulator.generator.mix import Mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.generator.variety import Variety

BAD_INPUT = 2
_WIDTH = 100


def main(argv: Sequence[str]) -> int:
    """Generate a scenario; 0 when it is written, 2 when something is to be mended."""
    asked = _parser().parse_args(argv)
    folder: Path = asked.out
    try:
        files.check_free(folder, force=asked.force)
        mix = _mix(asked)
        made = world.make(asked.seed, asked.businesses, mix)
        _check(made, files.file_names(made))
        files.write(made, folder)
    except ScenarioError as error:
        for problem in error.problems:
            sys.stderr.write(f"simulator generate: {problem}\n")
        return BAD_INPUT
    except (files.OccupiedError, world.TooManyError, MixError) as error:
        sys.stderr.write(f"simulator generate: {error}\n")
        return BAD_INPUT
    except OSError as error:
        what = error.strerror or type(error).__name__
        sys.stderr.write(f"simulator generate: {folder}: {what}\n")
        return BAD_INPUT
    if not asked.quiet:
        _show(variety.measure(made.made), folder, asked.seed)
    return 0


class MixError(ValueError):
    """The proportions asked for cannot be."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simulator generate",
        description="Make up a scenario of businesses with their ground truth.",
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same")
    parser.add_argument("--businesses", type=int, default=20, metavar="N")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--mix", type=Path, metavar="FILE", help="proportions, as YAML")
    parser.add_argument(
        "--sector",
        action="append",
        choices=list(tables.sectors()),
        help="only this trade; may be given again",
    )
    parser.add_argument(
        "--language",
        action="append",
        choices=tables.TONGUES,
        help="only this language; may be given again",
    )
    parser.add_argument(
        "--force", action="store_true", help="replace a scenario generated before"
    )
    parser.add_argument("--quiet", action="store_true", help="print no table")
    return parser


def _mix(asked: argparse.Namespace) -> Mix:
    mix = mixes.read(asked.mix) if asked.mix else Mix()
    changes: dict[str, object] = {}
    if asked.sector:
        changes["sectors"] = dict.fromkeys(asked.sector, 1.0)
    if asked.language:
        changes["languages"] = dict.fromkeys(asked.language, 1.0)
    try:
        return Mix.model_validate(mix.model_dump() | changes)
    except ValidationError as error:
        raise MixError(error.errors()[0]["msg"]) from None


def _check(made: world.GeneratedWorld, names: Sequence[str]) -> None:
    """Hold what was made to the rules of scenarios, before any of it is written.

    Raises:
        ScenarioError: The generator is wrong; says which business shows it.
    """
    problems = [
        problem
        for one, name in zip(made.made, names, strict=True)
        for problem in business_problems(one.business, Document(name, None))
    ]
    if problems:
        raise ScenarioError(problems)


def _show(found: Variety, folder: Path, seed: int) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    table = Table(title=f"{found.businesses} businesses, seed {seed}")
    table.add_column("what")
    table.add_column("how many of each")
    for name, count in found.counts.items():
        cells = [f"{kind.replace('_', ' ')} {times}" for kind, times in count.items()]
        table.add_row(name, " · ".join(cells) or "none")
    table.add_row("menus that change", f"{found.changed:.0%} of those with a menu")
    table.add_row(
        "prompts", f"{found.distinct_prompts} of {found.prompts} differ from all others"
    )
    table.add_row("words", f"{found.distinct_words} different ones in prompts")
    table.add_row("alike", f"{found.overlap:.0%} of four words in a row, on average")
    console.print(table)
    console.print(f"written to {folder}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
