"""`panda appointments …`: offered times, and what becomes of them."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path  # noqa: TC003 - typer reads it at run time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.appointments.choice import Prefer
from panda.appointments.views import ChoiceText, NewTime
from panda.errors import BadInput
from panda_cli.running import connected
from panda_cli.screen import output

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from actors.client import Client
    from panda.appointments.booking import Booking

app = typer.Typer(
    help="Offered times: choose, confirm, move, cancel.", no_args_is_help=True
)

Id = Annotated[str, typer.Argument(metavar="APPOINTMENT", show_default=False)]
Campaign = Annotated[
    str, typer.Option("--campaign", help="Of this campaign only.", show_default=False)
]


@app.command("list")
def list_(campaign: Campaign = "") -> None:
    """List appointments, the soonest first."""

    async def work() -> None:
        async with connected() as system:
            found = await system.appointments.every(campaign)
        table = Table(
            "Appointment", "Business", "When", "Stage", "Why", box=SIMPLE_HEAD
        )
        for one in found:
            table.add_row(
                Text(one.booking_id),
                Text(one.business),
                _when(one),
                str(one.stage),
                Text(one.reason),
            )
        output().print(table)

    asyncio.run(work())


@app.command("show")
def show(booking_id: Id) -> None:
    """Show one, with the words that offered it."""

    async def work() -> None:
        async with connected() as system:
            _tell(await system.appointments.show(booking_id))

    asyncio.run(work())


@app.command("choose")
def choose(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", show_default=False)],
    booking_id: Annotated[
        str, typer.Option("--take", help="This one, whatever the rule says.")
    ] = "",
    prefer: Annotated[Prefer, typer.Option(help="What counts first.")] = Prefer.SOONEST,
    regardless: Annotated[
        bool, typer.Option("--regardless", help="Do not look into the calendar.")
    ] = False,
) -> None:
    """Choose one of a campaign's offers by your terms and your calendar."""

    async def work() -> None:
        async with connected() as system:
            choice = await system.appointments.choose(
                ChoiceText(
                    campaign_id=campaign,
                    booking_id=booking_id,
                    prefer=prefer,
                    regardless=regardless,
                )
            )
            named = {
                one.booking_id: one for one in await system.appointments.every(campaign)
            }
        for judged in choice.judged:
            one = named[judged.booking_id]
            mark = f"{judged.rank}." if judged.fits else "-"
            line = f"{mark} {_when(one)}  {one.business}: {judged.reason}"
            output().print(Text(line))
        if choice.booking is None:
            output().print("No offer fits.")
            return
        chosen = choice.booking.booking_id
        output().print(
            Text(f"Chosen: {chosen}. Next: panda appointments confirm {chosen}")
        )

    asyncio.run(work())


@app.command("confirm")
def confirm(booking_id: Id) -> None:
    """Have a chosen time confirmed by a call, or an uncertain one made certain."""
    _do(lambda system: system.appointments.confirm(booking_id))


@app.command("reschedule")
def reschedule(
    booking_id: Id,
    to: Annotated[
        str,
        typer.Argument(
            metavar="TIME",
            help="On the business's clocks: 2026-12-04T09:00",
            show_default=False,
        ),
    ],
    regardless: Annotated[
        bool, typer.Option("--regardless", help="Whatever terms and calendar say.")
    ] = False,
) -> None:
    """Ask for another time by call; the old one stands until that is agreed."""
    try:
        slot = datetime.fromisoformat(to)
    except ValueError:
        raise BadInput(
            "this is no day and time", where="TIME", advice="write 2026-12-04T09:00"
        ) from None
    moved = NewTime(slot=slot, regardless=regardless)
    _do(lambda system: system.appointments.reschedule(booking_id, moved))


@app.command("cancel")
def cancel(booking_id: Id) -> None:
    """Give one up: by call, if the business expects us."""
    _do(lambda system: system.appointments.cancel(booking_id))


@app.command("ics")
def ics(
    booking_id: Id,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write to this file instead.")
    ] = None,
) -> None:
    """Write one as a file that calendar programs open."""

    async def work() -> None:
        async with connected() as system:
            text = await system.appointment_ics(booking_id)
        if out is None:
            sys.stdout.buffer.write(text)
        else:
            out.write_bytes(text)

    asyncio.run(work())


@app.command("sync")
def sync() -> None:
    """Bring the calendar up to date at once; it is done by itself, too."""

    async def work() -> None:
        async with connected() as system:
            count = await system.appointments.sync()
        output().print(f"{count} events written.")

    asyncio.run(work())


def _do(step: Callable[[Client], Awaitable[Booking]]) -> None:
    async def work() -> None:
        async with connected() as system:
            _tell(await step(system))

    asyncio.run(work())


def _when(booking: Booking) -> str:
    return f"{booking.begins:%a %Y-%m-%d %H:%M}"


def _tell(one: Booking) -> None:
    rows = {
        "Appointment": one.booking_id,
        "Business": f"{one.business}, {one.phone}",
        "When": f"{_when(one)} to {one.ends:%H:%M} ({one.zone or 'its own offset'})",
        "For": one.service,
        "Stage": f"{one.stage}{f' ({one.reason})' if one.reason else ''}",
        "They said": one.quote,
        "Call": one.errand.campaign_id if one.errand else "",
        "Calendar": "written" if one.written == one.sequence else "not written",
    }
    for name, value in rows.items():
        if value:
            output().print(Text(f"{name:12} {value}"))
