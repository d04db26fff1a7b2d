"""`panda functions …`: which there are, what they take, who may call them."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.call import PHASES, CallState
from panda.errors import BadInput
from panda.functions.catalogue import built_in
from panda.functions.released import objections, released
from panda.functions.spec import FunctionUse
from panda_cli.newplugin import write_plugin
from panda_cli.running import connected
from panda_cli.scenario import read_file
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


@app.command("check")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="PLUGINS.yaml",
            help="The allow-list; that of PANDA_PLUGINS if left out.",
            show_default=False,
        ),
    ] = None,
    kept: Annotated[
        Path | None,
        typer.Option(
            metavar="JSON",
            help="Schemas in use: functions.json of a data folder; changes that "
            "would break them are told.",
        ),
    ] = None,
) -> None:
    """Load plugins as an installation would, and say what runs and what does not."""
    problems = objections(released(), built_in())
    given = file or (
        Path(named) if (named := os.environ.get("PANDA_PLUGINS")) else None
    )
    console = output()
    if given is not None:
        from actors.functions import check_plugins  # noqa: PLC0415 - it loads Ray

        in_use = read_file(kept) if kept else ""
        checked = asyncio.run(check_plugins(read_file(given), str(given), in_use))
        for spec in checked.specs:
            console.print(Text(f"{spec.origin}: {spec.name} {spec.version}"))
        for name, digest in checked.digests.items():
            console.print(Text(f"{name}: sha256 {digest}"), soft_wrap=True)
        problems += [f"{name}: {why}" for name, why in checked.refused.items()]
    for problem in problems:
        console.print(Text(problem, "yellow"), soft_wrap=True)
    if problems:
        raise typer.Exit(1)
    console.print("All of them run, and take what they took before.")


@app.command("new")
def new(
    name: Annotated[
        str, typer.Argument(help="Small letters, digits and _.", show_default=False)
    ],
    into: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Its folder; NAME if left out.")
    ] = None,
) -> None:
    """Write a new plugin: a package that works, with its test."""
    for file in write_plugin(name, into or Path(name)):
        output().print(Text(str(file)))
    output().print(
        Text("Next: pip install it, and name it in the file of PANDA_PLUGINS.")
    )


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
