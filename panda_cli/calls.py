"""`panda calls …`: what calls say and do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from pydantic import ValidationError
from rich.text import Text

from panda.errors import BadInput
from panda.events import Heard, Metered, describe
from panda.mailbox import (
    Attended,
    End,
    Hold,
    Note,
    PressKeys,
    Resume,
    Speak,
    Transfer,
    Whisper,
)
from panda.plainly import plainly
from panda_cli.campaigns import known
from panda_cli.running import connected
from panda_cli.screen import output
from panda_cli.tables import calls_table

if TYPE_CHECKING:
    from panda.mailbox import Order

Made = TypeVar("Made", Note, PressKeys, Speak, Transfer, Whisper)
AUTHOR = "panda"
"""Whom the log names for what is typed at a terminal."""

app = typer.Typer(help="Calls of a running installation.")

CallId = Annotated[str, typer.Argument(metavar="CALL", show_default=False)]
WordsToSay = Annotated[str, typer.Argument(metavar="WORDS", show_default=False)]
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
    _tell(call_id, End(author=AUTHOR), "The call is being ended.")


@app.command("say")
def say(call_id: CallId, words: WordsToSay) -> None:
    """Have the AI say something to the callee."""
    _tell(call_id, _made(Speak, text=words, author=AUTHOR), "The AI will say so.")


@app.command("whisper")
def whisper(call_id: CallId, words: WordsToSay) -> None:
    """Instruct the AI; the callee does not hear it."""
    _tell(call_id, _made(Whisper, text=words, author=AUTHOR), "The AI knows.")


@app.command("keys")
def keys(
    call_id: CallId,
    digits: Annotated[
        str, typer.Argument(help="0-9, * and #; w waits.", show_default=False)
    ],
) -> None:
    """Press keys."""
    order = _made(PressKeys, digits=digits, author=AUTHOR)
    _tell(call_id, order, "The keys are being pressed.")


@app.command("hold")
def hold(call_id: CallId) -> None:
    """Play music to the callee, for two minutes at most."""
    _tell(call_id, Hold(author=AUTHOR), "The callee hears music.")


@app.command("resume")
def resume(call_id: CallId) -> None:
    """End the music."""
    _tell(call_id, Resume(author=AUTHOR), "The call goes on.")


@app.command("transfer")
def transfer(
    call_id: CallId,
    to: Annotated[
        str,
        typer.Argument(metavar="NAME", help="One of PANDA_TRANSFER_PHONES."),
    ],
) -> None:
    """Put the callee through to an operator's own telephone.

    It rings while they hear music; who answers presses 1 to take the call. If nobody
    does, the AI goes on.
    """
    _tell(
        call_id,
        _made(Transfer, to=to, author=AUTHOR),
        "The telephone is called.",
        listed=to,
    )


@app.command("attended")
def attended(call_id: CallId) -> None:
    """Say that you have seen to what a person was needed for."""
    _tell(call_id, Attended(author=AUTHOR), "No person is needed any more.")


@app.command("note")
def note(
    call_id: CallId,
    words: WordsToSay,
    at: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS", min=0, help="Of the call, as its transcript has them."
        ),
    ] = None,
) -> None:
    """Pin a note to this moment of a call, or to another; also once it is over."""
    about_ms = None if at is None else round(at * 1000)
    pinned = _made(Note, text=words, author=AUTHOR, about_ms=about_ms)

    async def work() -> None:
        async with connected() as system:
            if not await system.tell(call_id, pinned):
                await system.annotate(call_id, pinned)
        output().print("It is in the log.")

    asyncio.run(work())


def _made(kind: type[Made], **fields: str | int | None) -> Made:
    """Make an order of what a person typed.

    Raises:
        BadInput: It does not fit; says what does.
    """
    try:
        return kind(**fields)
    except ValidationError as error:
        (wrong,) = error.errors(include_input=False, include_url=False)
        raise BadInput(
            plainly(wrong), where=str(wrong["loc"][0]), advice="see docs/guides"
        ) from None


def _tell(call_id: str, order: Order, done: str, *, listed: str = "") -> None:
    """Tell a call something; `listed` must be a telephone of the installation."""

    async def work() -> None:
        async with connected() as system:
            if listed:
                system.transfer_phones().checked(listed)
            if not await system.tell(call_id, order):
                ever = await system.result(call_id) or await system.events(call_id)
                raise BadInput(
                    "this call is over" if ever else "no such call",
                    where=call_id,
                    advice="see `panda calls`",
                )
            output().print(done)

    asyncio.run(work())
