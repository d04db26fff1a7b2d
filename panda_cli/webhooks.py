"""`panda webhooks …`: outside systems that are told what happens."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.errors import BadInput
from panda.webhooks.messages import TYPES
from panda.webhooks.views import NewEndpoint
from panda_cli.running import connected
from panda_cli.screen import output

app = typer.Typer(
    help="Outside systems that are told what happens.", no_args_is_help=True
)

EndpointId = Annotated[str, typer.Argument(metavar="ENDPOINT", show_default=False)]


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(help="https://…", show_default=False)],
    types: Annotated[
        list[str] | None,
        typer.Option("--type", help=f"Only messages of this type: {', '.join(TYPES)}."),
    ] = None,
) -> None:
    """Have what happens from now on sent to an address, signed."""
    try:
        new = NewEndpoint(url=url, types=tuple(types or ()))
    except ValidationError:
        raise BadInput(
            "too long, or empty", where="URL", advice="write an https:// address"
        ) from None

    async def work() -> None:
        async with connected() as system:
            added = await system.webhooks.add(new)
        console = output()
        console.print(Text(f"{added.endpoint.endpoint_id} is told from now on."))
        console.print("It checks signatures by this secret, which is not shown again:")
        console.print(Text(added.secret), soft_wrap=True)

    asyncio.run(work())


@app.command("list")
def list_() -> None:
    """List the endpoints."""

    async def work() -> None:
        async with connected() as system:
            every = await system.webhooks.every()
        table = Table("Endpoint", "URL", "Types", "Status", box=SIMPLE_HEAD)
        for one in every:
            types = ", ".join(one.types) or "all"
            status = one.disabled or "on"
            table.add_row(one.endpoint_id, Text(one.url), types, status)
        output().print(table)

    asyncio.run(work())


@app.command("show")
def show(endpoint_id: EndpointId) -> None:
    """List the latest messages for an endpoint, and what became of each."""

    async def work() -> None:
        async with connected() as system:
            found = await system.webhooks.deliveries(endpoint_id)
        if found is None:
            raise _none(endpoint_id)
        columns = ("Message", "Type", "About", "Status", "Attempts", "Answer")
        table = Table(*columns, box=SIMPLE_HEAD)
        for one in found:
            answer = one.answer
            if one.due_at is not None:
                answer += f", again {one.due_at:%H:%M:%S} UTC"
            status, attempts = str(one.status), str(one.attempts)
            table.add_row(
                one.message_id, one.type, one.stream, status, attempts, answer
            )
        output().print(table)

    asyncio.run(work())


@app.command("test")
def test(endpoint_id: EndpointId) -> None:
    """Send an endpoint a message of no meaning."""

    async def work() -> None:
        async with connected() as system:
            if not await system.webhooks.test(endpoint_id):
                raise _none(endpoint_id)
        output().print(f"It is on its way; see `panda webhooks show {endpoint_id}`.")

    asyncio.run(work())


@app.command("replay")
def replay(endpoint_id: EndpointId) -> None:
    """Send again what was given up."""

    async def work() -> None:
        async with connected() as system:
            count = await system.webhooks.replay(endpoint_id)
        if count is None:
            raise _none(endpoint_id)
        output().print(f"{count} messages are sent again.")

    asyncio.run(work())


@app.command("remove")
def remove(endpoint_id: EndpointId) -> None:
    """Tell an endpoint nothing any more, and forget what waits for it."""

    async def work() -> None:
        async with connected() as system:
            if not await system.webhooks.remove(endpoint_id):
                raise _none(endpoint_id)
        output().print("It is told nothing any more.")

    asyncio.run(work())


def _none(endpoint_id: str) -> BadInput:
    return BadInput(
        "no such endpoint", where=endpoint_id, advice="see `panda webhooks list`"
    )
