"""`panda calls …`: what calls say and do."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.text import Text

from panda.errors import BadInput
from panda.events import Heard, Metered, describe
from panda_cli.campaigns import known
from panda_cli.running import connected
from panda_cli.screen import output
from panda_cli.tables import calls_table

app = typer.Typer(help="Calls of a running installation.")

CallId = Annotated[str, typer.Argument(metavar="CALL", show_default=False)]
SPEAKERS = {"agent": "cyan", "business": "green", "operator": "magenta"}


@app.callback(invoke_without_command=True)
def list_(
    context: typer.Context,
    campaign: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those of one campaign.")
    ] = None,
) -> None:
    """List calls as they stand."""
    if context.invoked_subcommand is not None:
        return

    async def work() -> None:
        async with connected() as system:
            if campaign is not None:
                await known(system, campaign)
            output().print(calls_table(await system.snapshots(campaign)))

    asyncio.run(work())


@app.command("show")
def show(call_id: CallId) -> None:
    """Show the transcript of a call, and what was done on it."""

    async def work() -> None:
        async with connected() as system:
            events = await system.events(call_id)
            if not events:
                raise BadInput(
                    "no such call", where=call_id, advice="see `panda calls`"
                )
            console = output()
            for event in events:
                if isinstance(event, Metered):
                    continue  # neither said nor done
                style = SPEAKERS[event.speaker] if isinstance(event, Heard) else "dim"
                at = f"{event.at_ms / 1000:7.1f} s  "
                line = Text.assemble((at, "dim"), (describe(event), style))
                console.print(line, soft_wrap=True)

    asyncio.run(work())


@app.command("end")
def end(call_id: CallId) -> None:
    """End a call."""

    async def work() -> None:
        async with connected() as system:
            if not await system.end_call(call_id):
                ever = await system.result(call_id) or await system.events(call_id)
                raise BadInput(
                    "this call is over" if ever else "no such call",
                    where=call_id,
                    advice="see `panda calls`",
                )
            output().print("The call is being ended.")

    asyncio.run(work())
