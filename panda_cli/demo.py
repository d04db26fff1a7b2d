"""`panda demo`: the main job on a simulated phone network, then the truth about it."""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from panda.campaign import Limits
from panda_cli.beginning import (
    INTERRUPTED,
    NOT_ALL,
    brought,
    check_anybody,
    tell_rejected,
)
from panda_cli.booking import book, terms_of
from panda_cli.calendarserver import calendar_server
from panda_cli.following import follow, stop_on_signals
from panda_cli.handing import hand_over
from panda_cli.network import check_scenario, environment, harness, simulated_network
from panda_cli.report import report
from panda_cli.running import installation, interruptible, workspace
from panda_cli.scenario import (
    ScenarioFolder,
    find_scenario,
    read_file,
    read_scenario,
)
from panda_cli.screen import output, progress, waiting
from panda_cli.tables import show_comparison
from panda_cli.truth import distrust, kept_times, score, truth_table
from panda_cli.writing import check_folder, write

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import Console

    from actors.client import Client
    from panda.booking import BookingTerms
    from panda.research.comparison import Comparison
    from panda_cli.calendarserver import CalendarServer
    from panda_cli.report import Harness, Report
    from panda_cli.scenario import Scenario

BUSY = "calendar.ics"
"""The file of a scenario with when the user is taken."""
LIMITS = Limits(
    # The one default that differs: the five minutes before a busy line is tried again
    # are right for an office, and too long for somebody who watches a demonstration.
    retry_busy_s=8,
    retry_failed_s=20,
    # Nor for an office that is closed today.
    reopen_within_s=0,
)


class Ears(StrEnum):
    """How those on the simulated lines understand each other."""

    SPEECH = "speech"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Run:
    """One demonstration, as it was asked for."""

    scenario: Scenario
    terms: BookingTerms | None
    """What may be booked; nothing, if the scenario does not say."""
    seed: int
    ears: Ears
    file: Path | None
    out: Path | None
    """Where the report and the appointment go."""
    folder: Path
    """For everything that is written meanwhile."""
    console: Console

    @property
    def ledgers(self) -> Path:
        """Where the simulated network keeps its own record."""
        return self.folder / "ledger"

    @property
    def results(self) -> Path:
        """The results as the scorer reads them."""
        return self.folder / "results.json"


def demo(  # noqa: PLR0917 - each is an option
    scenario: ScenarioFolder = None,
    json: Annotated[
        Path | None, typer.Option(help="Write the results and the truth here.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write the report here, as a page and as a PDF, and the appointment.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws what is left to chance.")] = 1,
    ears: Annotated[
        Ears, typer.Option(help="Real speech, or text as modem tones (cheap, exact).")
    ] = Ears.SPEECH,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the database, ledgers and logs.")
    ] = False,
) -> None:
    """Call the businesses of a scenario, all at once, and compare what they say.

    If the scenario says what may be booked, a second call then confirms the best offer.
    """
    check_folder(json)
    chosen = read_scenario(find_scenario(scenario))
    terms = terms_of(chosen.folder)
    check_scenario(scenario or chosen.folder)
    console = output()
    listing = str(chosen.folder / "providers.csv")
    tell_rejected(chosen.rejected, listing)
    check_anybody(chosen.providers, chosen.rejected, listing)
    with interruptible(), workspace(keep=keep) as folder:
        run = Run(chosen, terms, seed, ears, json, out, folder, console)
        code = _run(run)
        if keep:
            console.print(Text(f"Kept: {folder}"))
    raise typer.Exit(code)


def _run(run: Run) -> int:
    with ExitStack() as stack:
        with waiting(run.console, "Starting the simulated phone network"):
            network = stack.enter_context(
                simulated_network(
                    run.scenario.folder,
                    run.ledgers,
                    seed=run.seed,
                    ears=run.ears.value,
                )
            )
        values = environment(network, folder=run.folder, clock_start=run.scenario.clock)
        calendar = None
        if run.terms is not None and not os.environ.get("PANDA_CALENDAR_URL"):
            with waiting(run.console, "Starting a calendar server"):
                calendar = stack.enter_context(_served(run))
            values |= calendar.values
        with waiting(run.console, "Starting Ray and the actors"):
            system = stack.enter_context(installation(values))
        made_with = harness(
            network, run.scenario.folder, seed=run.seed, ears=run.ears.value
        )
        code = asyncio.run(_calls(run, system, made_with, calendar))
        with waiting(run.console, "Stopping everything"):
            stack.close()
    return code


def _served(run: Run) -> AbstractContextManager[CalendarServer]:
    """Serve a calendar with what the scenario has in it."""
    file = run.scenario.folder / BUSY
    busy = read_file(file) if file.exists() else ""
    return calendar_server(run.folder / "calendar", busy)


async def _calls(
    run: Run, system: Client, made_with: Harness, calendar: CalendarServer | None
) -> int:
    """Have everybody called, and tell what came of it; return the exit code."""
    scenario, console = run.scenario, run.console
    loop = asyncio.get_running_loop()
    began = loop.time()
    # Nothing but a simulated network is dialled here, so attesting is true.
    campaign = await system.create(
        title=scenario.title,
        questionnaire=scenario.questionnaire,
        providers=scenario.providers,
        limits=LIMITS,
        attested=True,
        booking=run.terms,
    )
    with progress(console, scenario.title) as screen, stop_on_signals() as stop:
        seen = await follow(system, campaign, screen, stop.asked)
    seconds = loop.time() - began
    comparison, results = await brought(system, campaign)
    found = report(
        comparison,
        results,
        seconds=seconds,
        rejected=scenario.rejected,
        busiest=seen.busiest,
        harness=made_with,
    )
    show_comparison(comparison, console)
    _tell_cost(run, found)
    if run.file is not None:
        write(run.file, found.model_dump_json(indent=2))
    if not stop.asked.is_set():
        # Before anybody is called again: to the ledger's judge that is a double dial.
        _tell_truth(run, found)
    booked = {}
    if run.terms is not None and not stop.asked.is_set():
        booked = await _book(run, system, comparison, calendar)
    if run.out is not None:
        made = await system.campaign_report(campaign.campaign_id)
        hand_over(made, comparison, booked, run.out, console)
    if stop.asked.is_set():
        return INTERRUPTED
    return 0 if seen.ended else NOT_ALL


async def _book(
    run: Run, system: Client, comparison: Comparison, calendar: CalendarServer | None
) -> dict[str, bytes]:
    """Have an appointment made; return what there is of it, by names of files."""
    booked = await book(system, comparison, run.console)
    run.console.print(kept_times(score(run.ledgers, run.scenario.folder, run.results)))
    if booked is None:
        run.console.print(Text("There is no appointment.", style="bold yellow"))
        return {}
    await system.appointments.sync()
    files = {"appointment.ics": await system.appointment_ics(booked.booking_id)}
    if calendar is not None:
        content = await asyncio.to_thread(calendar.content)
        files["calendar.ics"] = content.encode()
    return files


def _tell_cost(run: Run, found: Report) -> None:
    calls = sum(call.attempts for call in found.calls)
    on_line = sum(call.seconds for call in found.calls)
    counted = "1 call" if calls == 1 else f"{calls} calls"
    run.console.print(
        f"{counted} in {found.seconds:.0f} s, {on_line:.0f} s on the line. At list"
        f" prices they would have cost ${found.cost_usd:.2f}; here they were free:"
        " the phone network, the model and the businesses are simulated."
    )
    held_s = sum(call.held_s for call in found.calls)
    if found.saved_usd:
        run.console.print(
            f"{held_s:.0f} s were on hold; suspending the voice there saves"
            f" ${found.saved_usd:.2f} at most."
        )


def _tell_truth(run: Run, found: Report) -> None:
    """Have the run scored by the ledger, and add that to the results."""
    write(run.results, found.model_dump_json(indent=2))
    truth = score(run.ledgers, run.scenario.folder, run.results)
    run.console.print(truth_table(truth))
    if why := distrust(truth):
        run.console.print(Text(why, style="bold yellow"))
    if run.file is not None:
        whole = found.model_copy(update={"truth": truth})
        write(run.file, whole.model_dump_json(indent=2))
