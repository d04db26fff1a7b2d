"""`panda notes search`: what people pinned to calls."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.text import Text

from panda_cli.running import connected
from panda_cli.screen import output

app = typer.Typer(help="Notes that were pinned to calls.", no_args_is_help=True)


@app.callback()
def notes() -> None:
    """Notes that were pinned to calls."""


@app.command("search")
def search(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="In any case; all notes without.")
    ] = "",
    campaign: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those of one campaign.")
    ] = None,
) -> None:
    """Find notes by words in them, or by who wrote them; the latest first."""

    async def work() -> None:
        async with connected() as system:
            found = await system.notes(words, campaign)
        console = output()
        if not found:
            console.print("No such note.")
        for one in found:
            line = Text.assemble(
                (f"{one.call_id} {one.at_ms / 1000:7.1f} s  ", "dim"),
                (f"{one.business}, {one.author}: ", "bold"),
                one.text,
            )
            console.print(line, soft_wrap=True)

    asyncio.run(work())
