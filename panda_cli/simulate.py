"""`panda simulate` and `panda ledger`: the simulated phone network by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from panda_cli.network import check_installed
from panda_cli.scenario import ScenarioFolder, find_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSED_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True}
LEDGER = {**PASSED_THROUGH, "help_option_names": []}
"""Its help, too, is that of the simulator's own command."""


def simulate(
    context: typer.Context,
    scenario: ScenarioFolder = None,
    report: Annotated[
        bool, typer.Option("--report", help="Sum everything up at the end.")
    ] = False,
    audio: Annotated[
        Path | None,
        typer.Option(help="Save what both parties of each call heard, as WAV."),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="For programs: one line of JSON once it is ready."),
    ] = False,
) -> None:
    """Run the simulated phone network alone, until Ctrl-C.

    It prints what to set where your bot runs and whom it can call, then shows the
    calls. All other options go to `python -m simulator serve`.
    """
    check_installed()
    folder = find_scenario(scenario)
    arguments = ["serve", "--scenario", str(folder)]
    arguments += [] if as_json else ["--show"]
    arguments += ["--report"] if report else []
    arguments += [] if audio is None else ["--audio", str(audio)]
    _become([*arguments, *context.args])


def ledger(context: typer.Context) -> None:
    """Ask what happened on the simulated network: `query`, `report`, `follow`.

    Each takes the folder of a run's ledgers first, `query` then SQL. All of it goes to
    `python -m simulator ledger`; `panda ledger --help` has the tables.
    """
    check_installed()
    _become(["ledger", *context.args])


def _become(arguments: Sequence[str]) -> None:
    command = [sys.executable, "-m", "simulator", *arguments]
    os.execv(sys.executable, command)  # noqa: S606 - no shell wanted
