"""`panda users …`: who may sign in at the dashboard."""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.errors import BadInput, PandaError
from panda.users import SALT_BYTES, Role, User, Users
from panda_cli.running import connected
from panda_cli.screen import output

app = typer.Typer(help="Who may sign in at the dashboard.", no_args_is_help=True)

USERS = "users.json"
"""Where the commands keep them; `panda dash` asks for names once it is there."""

Name = Annotated[str, typer.Argument(show_default=False)]
File = Annotated[
    Path | None,
    typer.Option(
        "--file",
        help=f"Where they are kept. [default: {USERS} in PANDA_DATA_DIR, or var]",
        show_default=False,
    ),
]


def beside_data(name: str) -> Path:
    """Return where a file of the installation's folder is looked for by default."""
    return Path(os.environ.get("PANDA_DATA_DIR") or "var") / name


@app.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.OPERATOR,
    file: File = None,
) -> None:
    """Let somebody sign in, or give them another password or role."""
    file = file or beside_data(USERS)
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    user = User.of(name, role, password, secrets.token_bytes(SALT_BYTES))
    _write(file, _read(file).put(user))
    output().print(Text(f"{name} may sign in as {role}."))


@app.command("drop")
def drop(name: Name, file: File = None) -> None:
    """Let somebody in no more; who is signed in is out at once."""
    file = file or beside_data(USERS)
    users = _read(file)
    if (user := users.find(name)) is None:
        raise BadInput(
            "nobody of this name", where=name, advice="see `panda users list`"
        )
    _write(file, users.drop(name))
    output().print(Text(f"{name} cannot sign in any more."))
    if told := asyncio.run(_send_away(user.name)):
        output().print(f"{told} live call{'s' * (told > 1)} will not be heard by them.")


async def _send_away(name: str) -> int:
    """Have live calls close their sockets; return how many calls were told."""
    with suppress(PandaError):  # nothing runs, so nobody listens
        async with connected() as system:
            return await system.dismiss(name)
    return 0


@app.command("list")
def list_(file: File = None) -> None:
    """List who may sign in."""
    table = Table("Name", "Role", box=SIMPLE_HEAD)
    for one in sorted(
        _read(file or beside_data(USERS)).users, key=lambda one: one.name.casefold()
    ):
        table.add_row(Text(one.name), str(one.role))
    output().print(table)


def _read(file: Path) -> Users:
    if not file.exists():
        return Users()
    return Users.read(file.read_text(encoding="utf-8"), str(file))


def _write(file: Path, users: Users) -> None:
    """Replace the file at once, readable by nobody else."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(users.model_dump_json(indent=2))
    fresh.replace(file)
