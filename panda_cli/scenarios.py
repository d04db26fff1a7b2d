"""`panda scenarios …`: make up worlds of businesses to call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from panda.errors import BadInput
from panda_cli.network import check_installed

app = typer.Typer(no_args_is_help=True, help="Worlds of businesses to call.")
_PREFIX = "simulator generate: "


@app.command("generate")
def generate(  # noqa: PLR0917 - each is an option
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where it is written.")],
    seed: Annotated[int, typer.Option(help="The same seed, the same files.")] = 1,
    businesses: Annotated[int, typer.Option(metavar="M", help="How many.")] = 20,
    mix: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Proportions, as YAML; see the guide."),
    ] = None,
    sector: Annotated[
        list[str] | None, typer.Option(help="Only this trade; may be repeated.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Only `en` or `es`; may be repeated.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what was generated there before.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no table.")] = False,
) -> None:
    """Make a scenario up: varied businesses, with what is true of each.

    The folder can be checked with `python -m simulator validate DIR` and called with
    `panda demo --scenario DIR`.
    """
    check_installed()
    command = [sys.executable, "-m", "simulator", "generate"]
    command += ["--seed", str(seed), "--businesses", str(businesses)]
    command += ["--out", str(out)]
    command += ["--mix", str(mix)] if mix else []
    for name, values in (("--sector", sector), ("--language", language)):
        for value in values or []:
            command += [name, value]
    command += ["--force"] if force else []
    command += ["--quiet"] if quiet else []
    done = subprocess.run(  # noqa: S603 - our own module, no shell
        command, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        told = done.stderr.strip().splitlines()
        lines = [_plain(one) for one in told if one.startswith(_PREFIX)]
        raise BadInput("\n".join(lines) or (told[-1] if told else "no reason was told"))


def _plain(line: str) -> str:
    """Return what the simulator told without its name before it."""
    return line.removeprefix(_PREFIX).removeprefix("error: ")
