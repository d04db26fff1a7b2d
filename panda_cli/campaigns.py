"""`panda campaign …`: begin, list, show, export, pause, resume and cancel campaigns."""

from __future__ import annotations

import asyncio
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from panda.campaign import CampaignStatus
from panda.errors import BadInput
from panda_cli.beginning import brought, run
from panda_cli.exporting import Format, as_format, put_out
from panda_cli.following import NOT_DIALLED
from panda_cli.running import connected
from panda_cli.screen import output
from panda_cli.tables import campaigns_table, show_comparison, standings_table
from panda_cli.writing import check_folder

if TYPE_CHECKING:
    from panda.campaign import Campaign
    from panda_cli.system import System

app = typer.Typer(no_args_is_help=True, help="Campaigns of a running installation.")
app.command("run")(run)

CampaignId = Annotated[str, typer.Argument(metavar="ID", show_default=False)]
Weights = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        metavar="NAME=WEIGHT",
        help="What counts, as price=3, rating=1:high, insurance=must; again for more.",
    ),
]


@app.command("list")
def list_() -> None:
    """List campaigns, newest first."""

    async def work() -> None:
        async with connected() as system:
            output().print(campaigns_table(await system.campaigns()))

    asyncio.run(work())


@app.command("show")
def show(campaign_id: CampaignId) -> None:
    """Show the answers of a campaign, with their quotes."""

    async def work() -> None:
        async with connected() as system:
            campaign = await known(system, campaign_id)
            comparison, _ = await brought(system, campaign)
            console = output()
            show_comparison(comparison, console)
            console.print(f"{campaign.status}, ${comparison.cost_usd:.4f} so far")
            if comparison.saved_usd:
                console.print(
                    f"suspending the voice on hold saved ${comparison.saved_usd:.4f}"
                    " at most"
                )
            if held := len(await system.held(campaign_id)):
                console.print(
                    f"{held} waiting for scout: a call to their chain is first"
                )
            if paused := await system.paused():
                console.print(Text(NOT_DIALLED + paused, "yellow"), soft_wrap=True)

    asyncio.run(work())


@app.command("rank")
def rank(campaign_id: CampaignId, weight: Weights = None) -> None:
    """Rank the businesses by what counts for you, with the reason of every point."""

    async def work() -> None:
        async with connected() as system:
            campaign = await known(system, campaign_id)
            comparison, _ = await brought(system, campaign, weight or ())
            output().print(standings_table(comparison))

    asyncio.run(work())


@app.command("export")
def export(
    campaign_id: CampaignId,
    form: Annotated[Format, typer.Option("--format")] = Format.CSV,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Else the standard output.")
    ] = None,
    weight: Weights = None,
) -> None:
    """Write the answers of a campaign for other programs."""
    check_folder(out)

    async def work() -> None:
        async with connected() as system:
            campaign = await known(system, campaign_id)
            comparison, _ = await brought(system, campaign, weight or ())
        put_out(as_format(comparison, form), out)

    asyncio.run(work())


@app.command("pause")
def pause(campaign_id: CampaignId) -> None:
    """Place no new calls; those under way go on."""
    _set_status(campaign_id, CampaignStatus.PAUSED)


@app.command("resume")
def resume(campaign_id: CampaignId) -> None:
    """Go on with a paused campaign."""
    _set_status(campaign_id, CampaignStatus.RUNNING)


@app.command("cancel")
def cancel(campaign_id: CampaignId) -> None:
    """End a campaign and its live calls."""
    _set_status(campaign_id, CampaignStatus.CANCELLED)


def _set_status(campaign_id: str, status: CampaignStatus) -> None:
    async def work() -> None:
        async with connected() as system:
            await known(system, campaign_id)
            campaign = await system.set_status(campaign_id, status)
            output().print(Text(f"{campaign.title} is {campaign.status}"))

    asyncio.run(work())


async def known(system: System, campaign_id: str) -> Campaign:
    """Return a campaign.

    Raises:
        BadInput: There is none of this id.
    """
    campaign = await system.campaign(campaign_id)
    if campaign is None:
        raise BadInput(
            "no such campaign", where=campaign_id, advice="see `panda campaign list`"
        )
    return campaign
