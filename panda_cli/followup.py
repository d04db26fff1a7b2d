"""`panda campaign follow-up`: once more, for what stayed open."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.text import Text

from panda.research.comparing import follow_up, planned
from panda.research.followup import FollowUpPolicy
from panda_cli.campaigns import CampaignId, known
from panda_cli.running import connected
from panda_cli.screen import output


def follow_up_command(
    campaign_id: CampaignId,
    start: Annotated[
        bool, typer.Option("--start", help="Begin it; else only show the plan.")
    ] = False,
    after_hours: Annotated[
        float, typer.Option(min=0, max=2160, help="From the last answer on.")
    ] = 24.0,
    rounds: Annotated[
        int, typer.Option(min=0, max=5, help="Most follow-ups of one campaign.")
    ] = 2,
    optional: Annotated[
        bool,
        typer.Option("--optional", help="Call for what is not required alone, too."),
    ] = False,
) -> None:
    """Plan, or begin, calls for what stayed unknown or contradicts itself."""
    policy = FollowUpPolicy(after_hours=after_hours, rounds=rounds, optional=optional)

    async def work() -> None:
        async with connected() as system:
            campaign = await known(system, campaign_id)
            if start:
                bookings = await system.appointments.every(campaign.campaign_id)
                new = await follow_up(
                    system, campaign, policy, system.now(), bookings=bookings
                )
                begun = await system.create_from(new)
                output().print(Text(f"{begun.title}: {begun.campaign_id}"))
                return
            plan = await planned(system, campaign, policy, system.now())
        console = output()
        if not plan.items:
            console.print("Nothing is to be followed up.")
            return
        console.print(f"Follow-up {plan.round}, from {plan.due_at:%Y-%m-%d %H:%M %Z}:")
        for one in plan.items:
            why = [f"unknown: {name}" for name in one.unknown]
            why += [f"contradicts itself: {name}" for name in one.contradicted]
            console.print(Text(f"  {one.name}: {', '.join(why)}"), soft_wrap=True)

    asyncio.run(work())
