"""`panda simulate`: the simulated phone network alone."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer reads the annotations

from panda_cli.network import check_installed
from panda_cli.scenario import ScenarioFolder, find_scenario

if TYPE_CHECKING:
    from pathlib import Path

PASSED_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True}


def simulate(
    context: typer.Context,
    scenario: ScenarioFolder = None,
) -> None:
    """Run the simulated phone network alone, until Ctrl-C.

    All other options go to `python -m simulator serve`; it prints a line of JSON with
    its addresses and credentials when it is ready.
    """
    check_installed()
    folder: Path = find_scenario(scenario)
    command = [sys.executable, "-m", "simulator", "serve", "--scenario", str(folder)]
    os.execv(sys.executable, [*command, *context.args])  # noqa: S606 - no shell wanted
