"""`panda alerts …`: what operators should know."""

from __future__ import annotations

import asyncio
import getpass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.alerts.alert import Severity, describe
from panda_cli.live import spaced
from panda_cli.running import connected
from panda_cli.screen import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.alerts.alert import Alert

STYLES: dict[Severity, str] = {
    Severity.URGENT: "bold red",
    Severity.WARNING: "yellow",
    Severity.NOTICE: "cyan",
}

app = typer.Typer(help="Calls and campaigns that need a look.")


@app.callback(invoke_without_command=True)
def list_(
    context: typer.Context,
    over: Annotated[
        bool, typer.Option("--over", help="Those that have cleared, too.")
    ] = False,
) -> None:
    """List alerts, the most urgent first."""
    if context.invoked_subcommand is not None:
        return

    async def work() -> None:
        async with connected() as system:
            alerts = [one for one in await system.alerts() if over or one.is_open]
        output().print(alerts_table(alerts) if alerts else Text("All is well."))

    asyncio.run(work())


@app.command("acknowledge")
def acknowledge(
    alert_id: Annotated[str, typer.Argument(metavar="ALERT", show_default=False)],
    by: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who has it in hand.")
    ] = "",
) -> None:
    """Say that somebody has an alert in hand."""

    async def work() -> None:
        async with connected() as system:
            alert = await system.acknowledge(alert_id, by or getpass.getuser())
        output().print(Text(f"{alert.acknowledged_by} has it in hand."))

    asyncio.run(work())


def alerts_table(alerts: Sequence[Alert]) -> Table:
    """Draw alerts, one a line."""
    table = Table(box=SIMPLE_HEAD)
    for title in ("Since", "Severity", "What", "About", "Status", "Alert"):
        table.add_column(title, no_wrap=title == "Alert", overflow="fold")
    for one in alerts:
        who = f" by {one.acknowledged_by}" if one.acknowledged_by else ""
        table.add_row(
            Text(f"{one.raised_at:%H:%M:%S}"),
            Text(one.severity, style=STYLES[one.severity] if one.is_open else "dim"),
            Text(describe(one)),
            Text(one.about),
            Text(spaced(one.status) + who),
            Text(one.alert_id, style="dim"),
        )
    return table
