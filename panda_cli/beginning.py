"""`panda campaign run`: a campaign begun from its files, and followed to its end."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from panda.alerts.thresholds import read_changes
from panda.appointments.terms import read_terms
from panda.campaign import (
    E164,
    CallbackPolicy,
    Limits,
)
from panda.changes import VOICE
from panda.errors import BadInput, PandaError
from panda.features import FEATURES
from panda.recording.mode import Recording
from panda.research.comparing import compared
from panda.research.comparison import compare
from panda.research.private import Entrusted, entrust, read_private
from panda.research.providers import read_providers
from panda.research.questions import read_questions
from panda.research.rejected import SAME, to_mend
from panda_cli.following import follow, stop_on_signals
from panda_cli.pairs import features, pins
from panda_cli.report import report
from panda_cli.running import connected
from panda_cli.scenario import read_file, read_list
from panda_cli.screen import complaints, output, progress
from panda_cli.tables import show_comparison
from panda_cli.writing import check_folder, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from panda.campaign import CallResult, Campaign, Provider
    from panda.private import Grant
    from panda.research.comparison import Comparison
    from panda.research.rejected import RejectedRow
    from panda_cli.system import System

INTERRUPTED = 130
STOPPED = "the installation was stopped; start it again: panda up"
NOT_ALL = 1
"""Exit code when a business has not come to an end."""


def run(  # noqa: PLR0917 - each is an option
    providers: Annotated[Path, typer.Argument(metavar="PROVIDERS")],
    questions: Annotated[Path, typer.Option(help="The questions, as a YAML file.")],
    title: Annotated[str, typer.Option(help="The file's name if left out.")] = "",
    private: Annotated[
        Path | None,
        typer.Option(help="What calls may give of private data, as a YAML file."),
    ] = None,
    json: Annotated[
        Path | None, typer.Option(help="Write the results here as well.")
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(help="Write rows that are not called here, to be mended."),
    ] = None,
    attest: Annotated[
        bool,
        typer.Option(
            "--attest",
            help="I confirm: these are business lines, called to enquire.",
        ),
    ] = False,
    concurrency: Annotated[
        int, typer.Option(min=1, max=500, help="Most calls at once.")
    ] = 10,
    budget: Annotated[float, typer.Option(min=0.01, help="Most to spend, USD.")] = 10.0,
    priority: Annotated[
        int,
        typer.Option(
            min=-10, max=10, help="The campaign with the higher is called first."
        ),
    ] = 0,
    callback: Annotated[
        str,
        typer.Option(
            metavar="NUMBER",
            help="Have queues that offer it call back here (E.164); else we wait on.",
        ),
    ] = "",
    alert: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="Be told sooner or later, as hold_s=300; 0 is never.",
        ),
    ] = None,
    scout: Annotated[
        bool,
        typer.Option(
            help="Call one of a chain first, the others when its way is known."
        ),
    ] = True,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Ask anew what other campaigns found out, too."),
    ] = False,
    record: Annotated[
        Recording,
        typer.Option(
            help="Keep the sound of people who were told so, or have said yes.",
        ),
    ] = Recording.OFF,
    booking: Annotated[
        Path | None,
        typer.Option(help="Look for an appointment within this YAML file's terms."),
    ] = None,
    voice: Annotated[
        str, typer.Option(help="Whose calls speak; the installation's if left out.")
    ] = "",
    feature: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SHARE",
            help=f"on, off, 0 to 1, or 10%: {', '.join(FEATURES)}.",
        ),
    ] = None,
    function: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=RANGE", help="Pin a function's version, as lookUpCopay=^1.2."
        ),
    ] = None,
) -> None:
    """Call a list of businesses and compare what they say."""
    check_folder(json)
    check_folder(rejects)
    listed, rejected = read_providers(read_list(providers), str(providers))
    questionnaire = read_questions(read_file(questions), str(questions))
    tell_rejected(rejected, str(providers))
    if rejects is not None:
        write(rejects, to_mend(rejected).rstrip("\n"))
    check_anybody(listed, rejected, str(providers))
    if not attest:
        raise BadInput(
            "automated calls with an artificial voice need a reason that is lawful",
            where="--attest",
            advice="give it to confirm that every number is a business line, called "
            "to enquire; see docs/guides/for-real.md",
        )

    entrusted: list[Entrusted] = []
    grants: tuple[Grant, ...] = ()
    if private is not None:
        terms = read_private(read_file(private), str(private))
        entrusted = entrust(listed, terms, str(private))
        grants = terms.grants(questionnaire.goal)
    if callback and not E164.fullmatch(callback):
        raise BadInput(
            "no number that can be called back on",
            where="--callback",
            advice="write it with its country code, as +12175550100",
        )
    try:
        alerts = read_changes(alert or ())
    except ValueError as error:
        raise BadInput(
            str(error), where="--alert", advice="see docs/guides/observing.md"
        ) from None
    answer = CallbackPolicy.ACCEPT if callback else CallbackPolicy.NEVER
    wish = None if booking is None else read_terms(read_file(booking), str(booking))
    shares, pinned = features(feature), pins(function)
    if voice and not re.fullmatch(VOICE, voice):
        raise BadInput("no voice", where=voice, advice="write it as marin")

    async def work() -> int:
        async with connected() as system:
            campaign = await system.create(
                booking=wish,
                voice=voice,
                features=shares,
                functions=pinned,
                fresh=fresh,
                priority=priority,
                title=title or providers.stem,
                questionnaire=questionnaire,
                providers=listed,
                limits=Limits(
                    concurrency=concurrency,
                    budget_usd=budget,
                    callback=answer,
                    callback_number=callback,
                    scout=scout,
                    alerts=alerts,
                    record=record,
                ),
                attested=attest,
                entrusted=entrusted,
                grants=grants,
            )
            return await see_through(system, campaign, rejected, json, output())

    raise typer.Exit(asyncio.run(work()))


async def see_through(
    system: System,
    campaign: Campaign,
    rejected: Sequence[RejectedRow],
    file: Path | None,
    console: Console,
) -> int:
    """Follow a campaign to its end, show what it brought; return the exit code."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    with progress(console, campaign.title) as screen, stop_on_signals() as stop:
        seen = await follow(system, campaign, screen, stop.asked)
    if seen.lost:
        results: Sequence[CallResult] = seen.results
        comparison = compare(campaign, seen.targets, results)
    else:
        comparison, results = await brought(system, campaign)
    show_comparison(comparison, console)
    if file is not None:
        found = report(
            comparison,
            results,
            seconds=loop.time() - began,
            rejected=rejected,
            busiest=seen.busiest,
        )
        write(file, found.model_dump_json(indent=2))
    if stop.asked.is_set():
        return INTERRUPTED
    if seen.lost:
        raise PandaError(STOPPED)
    return 0 if seen.ended else NOT_ALL


async def brought(
    system: System, campaign: Campaign, weights: Sequence[str] = ()
) -> tuple[Comparison, Sequence[CallResult]]:
    """What a campaign has found out by now."""
    comparison = await compared(system, campaign, weights)
    return comparison, await system.results(campaign.campaign_id)


def tell_rejected(rejected: Sequence[RejectedRow], where: str) -> None:
    """Say which rows of a list are not called, and what to do about them."""
    for row in rejected:
        reason = f"{row.reason.replace('_', ' ')} ({row.advice})"
        if row.reason == SAME:
            reason = row.advice.replace("the same", "the same number", 1)
        elif row.reason == "never_called":
            reason = row.advice
        line = f"{where}:{row.line}: not called: {reason}"
        complaints().print(Text(line, style="yellow"))


def check_anybody(
    listed: Sequence[Provider], rejected: Sequence[RejectedRow], where: str
) -> None:
    """Make sure that a list has somebody to call.

    Raises:
        BadInput: It has not.
    """
    if listed:
        return
    if rejected:
        raise BadInput("no row can be called (see above)", where=where)
    raise BadInput(
        "no row can be called: there is none under the heading",
        where=where,
        advice="add a line for each business",
    )
