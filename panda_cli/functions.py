"""`panda functions …`: which there are, what they take, who may call them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.call import PHASES, CallState
from panda.errors import BadInput
from panda.functions.spec import FunctionUse
from panda_cli.running import connected
from panda_cli.screen import output

if TYPE_CHECKING:
    from pydantic import JsonValue

    from panda.functions.permission import Permission
    from panda.functions.spec import FunctionSpec

app = typer.Typer(no_args_is_help=True, help="What models and operators can use.")

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@app.command("list")
def list_() -> None:
    """List functions: their versions, who may call them, what they do."""

    async def work() -> None:
        async with connected() as system:
            table = Table("Function", "Version", "From", "For", "Does", box=SIMPLE_HEAD)
            for one in await system.functions():
                table.add_row(
                    Text(one.name),
                    one.version,
                    Text(one.origin),
                    ", ".join(one.permission.rights),
                    Text(one.description.partition(". ")[0].rstrip(".")),
                )
            output().print(table)

    asyncio.run(work())


@app.command("show")
def show(name: Name) -> None:
    """Show all versions of a function: its manual, arguments and permissions."""

    async def work() -> None:
        async with connected() as system:
            named = [one for one in await system.functions() if one.name == name]
            if not named:
                raise BadInput(
                    "no such function", where=name, advice="see `panda functions list`"
                )
            for one in named:
                output().print(_shown(one))

    asyncio.run(work())


def _shown(spec: FunctionSpec) -> Text:
    lines = [
        f"{spec.name} {spec.version} ({spec.origin}), {spec.time_limit_s:g} s at most",
        "",
        spec.description,
        "",
        *_rights(spec.permission),
        "",
        json.dumps(spec.parameters, indent=2, ensure_ascii=False),
    ]
    return Text("\n".join(lines))


def _rights(permission: Permission) -> list[str]:
    return [
        f"{who}: {_phases(right.phases)}"
        + (", if a person agrees" if right.approval else "")
        for who, right in permission.rights.items()
    ]


def _phases(phases: tuple[CallState, ...]) -> str:
    if set(phases) >= set(CallState) - {CallState.ENDED}:
        return "at any time"
    return ", ".join(PHASES[one] for one in phases)


@app.command("call")
def call(
    name: Name,
    call_id: Annotated[str, typer.Argument(metavar="CALL", show_default=False)],
    arguments: Annotated[
        str, typer.Argument(metavar="JSON", help="Its arguments.")
    ] = "{}",
    request: Annotated[
        str, typer.Option(help="Names this use: done once, however often asked.")
    ] = "",
) -> None:
    """Use a function on a live call, and show what came of it."""
    use = FunctionUse(arguments=_read(arguments), request=request, author="cli")

    async def work() -> str:
        async with connected() as system:
            done = await system.use_function(call_id, name, use)
            refused = f" ({done.refused})" if done.refused else ""
            output().print(Text(f"{done.result}{refused}"))
            return done.refused

    if asyncio.run(work()):
        raise typer.Exit(1)


def _read(arguments: str) -> dict[str, JsonValue]:
    """Read a JSON object.

    Raises:
        BadInput: It is none.
    """
    try:
        given = json.loads(arguments)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise BadInput(
            "no JSON object", where="JSON", advice="""write them as '{"digits": "1"}'"""
        )
    return given
