"""`panda routes …`: the phone menus that were learned, and how well they serve."""

from __future__ import annotations

import asyncio
from pathlib import Path  # noqa: TC003 - typer reads the signatures
from typing import Annotated, Any, Literal

import typer
import typer.core

from panda.errors import BadInput
from panda.menu.memory.files import dump, load
from panda.research.phones import number_of
from panda_cli.routetree import route_tree, stats_table
from panda_cli.running import connected
from panda_cli.screen import output
from panda_cli.tables import routes_table


class _Numbers(typer.core.TyperGroup):
    """Takes a number in place of a command: `panda routes +1217…` lists its ways."""

    # Some versions of typer bring a click of their own: its types have no public name.
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put `list` before a number."""
        if args and args[0][:1] in "+(0123456789":
            args = ["list", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(help="Phone menus that were learned.", cls=_Numbers)

Number = Annotated[
    str | None,
    typer.Argument(help="As in a list; all numbers if left out.", metavar="NUMBER"),
]


def _none(number: str | None) -> str:
    """Say that nothing was learned yet, and how something is."""
    whose = "" if number is None else f" of {number}"
    return (
        f"No ways through phone menus are known{whose}. Each call through a menu "
        "teaches one: panda campaign run. Menus of another installation are taken in "
        "with: panda routes import."
    )


@app.callback(invoke_without_command=True)
def routes(context: typer.Context) -> None:
    """List the ways through phone menus that were learned."""
    if context.invoked_subcommand is None:
        list_()


@app.command("list")
def list_(number: Number = None) -> None:
    """List the ways through phone menus, of one number or of all."""
    wanted = None if number is None else number_of(number)

    async def work() -> None:
        async with connected() as system:
            found = await system.routes(wanted)
            output().print(routes_table(found) if found else _none(wanted))

    asyncio.run(work())


@app.command("show")
def show(
    number: Annotated[str, typer.Argument(help="As in a list.", show_default=False)],
    *,
    every: Annotated[
        bool, typer.Option("--all", help="The versions that are out of date, too.")
    ] = False,
) -> None:
    """Draw a number's menus as a tree, with what came of each key."""
    number = number_of(number)

    async def work() -> None:
        async with connected() as system:
            graphs = await system.graphs(number)
            if not graphs:
                raise BadInput(
                    "no menus were learned of this number",
                    where=number,
                    advice="see `panda routes`",
                )
            for graph in graphs if every else graphs[-1:]:
                output().print(route_tree(graph, system.now()))

    asyncio.run(work())


@app.command("stats")
def stats(
    by: Annotated[
        Literal["number", "version", "transport"],
        typer.Option(help="What to group by."),
    ] = "number",
) -> None:
    """Show how often menus were got through, how fast, and with how many wrong keys."""

    async def work() -> None:
        async with connected() as system:
            found = await system.route_stats(by)
            output().print(stats_table(found, by) if found else _none(None))

    asyncio.run(work())


@app.command("export")
def export(
    number: Number = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Where to write it; else it is printed."),
    ] = None,
) -> None:
    """Write menus as YAML, of one number or of all."""
    wanted = None if number is None else number_of(number)

    async def work() -> None:
        async with connected() as system:
            graphs = await system.graphs(wanted)
            if out is None:
                typer.echo(dump(graphs), nl=False)
                return
            out.write_text(dump(graphs))
            output().print(f"{len(graphs)} versions of menus written to {out}.")

    asyncio.run(work())


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(show_default=False, metavar="FILE")],
) -> None:
    """Take in menus from YAML; versions that are known already stay as they are."""
    try:
        text = file.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "cannot be read",
            where=str(file),
            advice="name a file of `panda routes export`",
        ) from error

    async def work() -> None:
        async with connected() as system:
            graphs = load(text, file.name, now=system.now())
            new = await system.put_graphs(graphs)
            known = len(graphs) - new
            output().print(f"{new} versions of menus taken in, {known} known already.")

    asyncio.run(work())
