"""`panda do-not-call …`: numbers that no campaign calls again."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from panda_cli.running import connected
from panda_cli.screen import output

app = typer.Typer(help="Numbers that no campaign calls again.", no_args_is_help=True)

Number = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER", help="As in a list: +12175550123", show_default=False
    ),
]
_WHY = {
    "declined": "they asked us not to call",
    "wrong_number": "not whom we wanted",
    "by_hand": "by hand",
}


@app.command("list")
def list_() -> None:
    """List them, and why they are on it."""

    async def work() -> None:
        async with connected() as system:
            found = await system.do_not_call()
        if not found:
            output().print("The do-not-call list is empty.")
            return
        table = Table("Number", "Since", "Why", "Call", box=SIMPLE_HEAD)
        for one in found:
            since = f"{one.since:%Y-%m-%d %H:%M} UTC"
            table.add_row(one.number, since, _WHY[one.why], one.call_id)
        output().print(table)

    asyncio.run(work())


@app.command("add")
def add(number: Number) -> None:
    """Have a number called by no campaign again."""

    async def work() -> None:
        async with connected() as system:
            await system.bar(number)
        output().print("No campaign calls that number again.")

    asyncio.run(work())


@app.command("remove")
def remove(number: Number) -> None:
    """Take a number off that is on it by mistake, or whose people ask for a call."""

    async def work() -> None:
        async with connected() as system:
            await system.unbar(number)
        output().print("Campaigns may call that number again.")

    asyncio.run(work())
