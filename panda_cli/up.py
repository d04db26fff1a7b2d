"""`panda up`, the whole system until Ctrl-C, and `panda dash`, the view of it."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from actors.known import known_settings, simulated
from panda.errors import BadInput
from panda.identities import Identities
from panda.settings import Settings
from panda_cli.beginning import INTERRUPTED
from panda_cli.demo import Ears
from panda_cli.following import stop_on_signals
from panda_cli.network import check_scenario, environment, simulated_network
from panda_cli.running import (
    check_alone,
    installation,
    interruptible,
    left_for_others,
    workspace,
)
from panda_cli.scenario import ScenarioFolder, find_scenario, read_scenario
from panda_cli.screen import complaints, output, waiting
from panda_cli.users import USERS, beside_data

if TYPE_CHECKING:
    from rich.console import Console

CALL_A_LIST = "panda campaign run PROVIDERS.csv --questions QUESTIONS.yaml --attest"
IDENTITIES = "identities.toml"
"""Where an identity provider and its people are looked for."""
DASHBOARD = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"


def up(
    address: Annotated[
        str | None,
        typer.Option(help="A Ray cluster to run on, such as `auto`; else an own one."),
    ] = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Bring a simulated phone network.")
    ] = False,
    scenario: ScenarioFolder = None,
    seed: Annotated[int, typer.Option(help="Of the simulated network.")] = 1,
    ears: Annotated[Ears, typer.Option(help="Of the simulated network.")] = Ears.SPEECH,
) -> None:
    """Run the whole system until Ctrl-C, with the credentials in the environment."""
    console = output()
    if simulate:
        check_alone()
        folder = find_scenario(scenario)
        read_scenario(folder)  # whether it is there at all, first
        check_scenario(scenario or folder)
    with ExitStack() as stack:
        stack.enter_context(interruptible())
        values: dict[str, str] = {}
        if simulate:
            values = _simulated(stack, console, find_scenario(scenario), seed, ears)
        else:
            Settings.from_env(os.environ)  # complain before anything is started
        with waiting(console, "Starting Ray and the actors"):
            client = stack.enter_context(installation(values, address))
        if simulate:
            stack.enter_context(left_for_others(values))
        _tell(
            console,
            Settings.from_env(os.environ),
            metrics=client.metrics_url(),
            simulate=simulate,
        )
        asyncio.run(_until_stopped())
        with waiting(console, "Ending live calls at the carrier, then everything"):
            stack.close()
    raise typer.Exit(INTERRUPTED)


def _simulated(
    stack: ExitStack, console: Console, folder: Path, seed: int, ears: Ears
) -> dict[str, str]:
    """Start a simulated network; return the variables with which it is met."""
    chosen = read_scenario(folder)
    room = stack.enter_context(workspace(keep=False))
    with waiting(console, "Starting the simulated phone network"):
        network = stack.enter_context(
            simulated_network(folder, room / "ledger", seed=seed, ears=ears.value)
        )
    return environment(network, folder=room, clock_start=chosen.clock)


def _tell(
    console: Console, settings: Settings, *, metrics: str, simulate: bool
) -> None:
    lines = [
        "Panda is up. Ctrl-C ends live calls at the carrier, then everything.",
        f"  listening    {settings.front_host}:{settings.front_port}",
        f"  called as    {settings.public_url}",
        f"  call a list  {CALL_A_LIST}",
        "  watch        panda dash",
        f"  measured at  {metrics}",
    ]
    if simulate:
        lines.append("  keeps        nothing: campaigns and routes go when it stops")
    console.print(Text("\n".join(lines)), soft_wrap=True)


async def _until_stopped() -> None:
    with stop_on_signals() as stop:
        await stop.asked.wait()


def dash(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="On this machine only.")
    ] = 8501,
    users: Annotated[
        Path | None,
        typer.Option(
            help=f"Who may sign in. [default: {USERS} in PANDA_DATA_DIR, if there]"
        ),
    ] = None,
    identities: Annotated[
        Path | None,
        typer.Option(
            help="An identity provider, and who of its people may sign in. "
            f"[default: {IDENTITIES} in PANDA_DATA_DIR, if there]"
        ),
    ] = None,
) -> None:
    """Open the dashboard on the installation that runs on this machine."""
    if importlib.util.find_spec("streamlit") is None:
        raise BadInput(
            "streamlit is not installed",
            where="dash",
            advice="pip install 'panda-assist[dash]'",
        )
    # A simulated installation's folder goes with it: who may sign in is not kept there.
    usual = beside_data(USERS), beside_data(IDENTITIES)
    if (file := simulated()) is not None:
        os.environ["PANDA_SIMULATED_FILE"] = str(file.resolve())
    settings = known_settings()
    os.environ["PANDA_API_URL"] = f"http://127.0.0.1:{settings.front_port}"
    os.environ["PANDA_API_TOKEN"] = settings.api_token
    users = _named(users, usual[0], "panda users add makes it")
    identities = _named(identities, usual[1], "see docs/guides/identity.md")
    if users is not None:
        os.environ["PANDA_USERS_FILE"] = str(users.resolve())
    if identities is not None:
        Identities.read(identities.read_text(encoding="utf-8"), str(identities))
        os.environ["PANDA_IDENTITIES_FILE"] = str(identities.resolve())
    if users is None and identities is None:
        output().print(Text("Nobody signs in: it is for whoever is at this machine."))
    if f"http://127.0.0.1:{port}" not in settings.dashboard_origins:
        complaints().print(
            Text(
                f"At port {port} calls are not heard in the browser, unless the "
                "installation has it in PANDA_DASHBOARD_ORIGINS."
            )
        )
    command = [sys.executable, "-m", "streamlit", "run", str(DASHBOARD)]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--browser.gatherUsageStats", "false"]
    command += ["--client.toolbarMode", "minimal", "--runner.magicEnabled", "false"]
    # The text of an error may hold a callee's words, and the browser offers to search
    # the web for it. And what is installed anew is run from the next start on, whole.
    command += ["--client.showErrorDetails", "type"]
    command += ["--server.fileWatcherType", "none"]
    command += ["--theme.primaryColor", "#1565c0"]
    if identities is not None:
        command += ["--secrets.files", str(identities.resolve())]
    os.execv(sys.executable, command)  # noqa: S606 - no shell wanted


def _named(file: Path | None, usual: Path, advice: str) -> Path | None:
    """Return who-may-sign-in's file; the usual one may be missing, a named one not.

    Else a slip of the pen would let everybody in.
    """
    if file is None:
        return usual if usual.exists() else None
    if not file.is_file():
        raise BadInput("no such file", where=str(file), advice=advice)
    return file
