"""Taking one of the times that a demonstration was offered: chosen, then confirmed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text

from panda.appointments.choice import Prefer
from panda.appointments.life import ASKING, Stage
from panda.appointments.terms import read_terms
from panda.appointments.views import ChoiceText
from panda_cli.scenario import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from actors.client import Client
    from panda.appointments.booking import Booking
    from panda.appointments.views import Choice
    from panda.booking import BookingTerms
    from panda.research.comparison import Comparison

TERMS = "appointment.yaml"
"""The file of a scenario with what may be booked."""
MOST_TRIES = 4
"""Offices that are called a second time until one has confirmed."""
LOOK_S = 1.0
LONGEST_S = 300.0
"""How long a second call may take, its retries as well."""


def terms_of(folder: Path) -> BookingTerms | None:
    """Read what may be booked; None if the scenario has no such file.

    Raises:
        BadInput: The file has a mistake; says which.
    """
    file = folder / TERMS
    return read_terms(read_file(file), str(file)) if file.exists() else None


async def book(
    system: Client, comparison: Comparison, console: Console
) -> Booking | None:
    """Take the offer of the best office that fits, by a second call; else the next.

    Returns:
        What was confirmed; None if no offer fits, or nobody confirmed one.

    Raises:
        BadInput: The campaign looks for no appointment.
        CalendarError: The calendar cannot tell when the user is free.
    """
    worth = {
        row.target_id: row.standing.score
        for row in comparison.rows
        if row.standing.rank is not None
    }
    wanted = ChoiceText(
        campaign_id=comparison.campaign_id, worth=worth, prefer=Prefer.BEST
    )
    for tried in range(MOST_TRIES):
        choice = await system.appointments.choose(wanted)
        if not tried:
            await _tell_choice(system, comparison.campaign_id, choice, console)
        chosen = choice.booking
        if chosen is None:
            console.print("No offer is left that fits.")
            return None
        asked = await _asked(system, chosen, console)
        if asked.stage is Stage.CONFIRMED:
            return asked
        if asked.stage is Stage.CHOSEN:  # nobody was reached, and nobody keeps it
            await system.appointments.cancel(asked.booking_id)
        elif asked.stage is not Stage.FAILED:
            return None  # they may have booked it: nobody else is asked
    return None


async def _asked(system: Client, booking: Booking, console: Console) -> Booking:
    """Have a second call made, and wait for what comes of it."""
    when = f"{booking.begins:%a %-d %b %H:%M}"
    console.print(Text(f"Calling {booking.business} again, to book {when} …"))
    asked = await system.appointments.confirm(booking.booking_id)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + LONGEST_S
    while asked.stage in ASKING and loop.time() < deadline:
        await asyncio.sleep(LOOK_S)
        asked = await system.appointments.show(booking.booking_id)
    console.print(Text(f"{booking.business}: {asked.stage}; {asked.reason}"))
    return asked


async def _tell_choice(
    system: Client, campaign_id: str, choice: Choice, console: Console
) -> None:
    """Say why this offer, and why not the others."""
    every = await system.appointments.every(campaign_id)
    named = {one.booking_id: one for one in every}
    console.print(Text("\nOffered times, by rank and calendar", style="italic"))
    for judged in choice.judged:
        one = named[judged.booking_id]
        mark = f"{judged.rank}." if judged.fits else "-"
        when = f"{one.begins:%a %-d %b %H:%M}"
        console.print(Text(f"{mark:>3} {when:<16} {one.business}: {judged.reason}"))
