"""`panda calls questions` and `answer`: what calls ask their people."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.text import Text

from panda.errors import BadInput
from panda.people.answering import AnswerText, asked_by
from panda_cli.calls import AUTHOR, CallId
from panda_cli.running import connected
from panda_cli.screen import output


def questions(
    campaign: Annotated[
        str | None, typer.Option(metavar="ID", help="Only those of one campaign.")
    ] = None,
) -> None:
    """List what calls have asked their people and wait for."""

    async def work() -> None:
        async with connected() as system:
            asked = asked_by(await system.snapshots(campaign))
            now = system.now()
        console = output()
        if not asked:
            console.print("No call has a question.")
        for one in asked:
            left_s = max(0, int((one.due_at - now).total_seconds()))
            line = Text.assemble(
                (f"{one.call_id} {one.question_id}  ", "dim"),
                (f"{one.business}: ", "bold"),
                one.ask,
                (f"  {' / '.join(one.choices)}" if one.choices else "", "cyan"),
                (f"  ({left_s} s left)", "dim"),
            )
            console.print(line, soft_wrap=True)

    asyncio.run(work())


def answer(
    call_id: CallId,
    words: Annotated[
        str,
        typer.Argument(
            metavar="ANSWER",
            show_default=False,
            help="The answer; - reads it from the terminal, unseen.",
        ),
    ],
    question: Annotated[
        str, typer.Option(metavar="ID", help="Which one; the first that is open.")
    ] = "",
) -> None:
    """Answer what a call has asked; give `-` for what is private."""
    if words == "-":
        words = typer.prompt("Answer", hide_input=True)

    async def work() -> None:
        async with connected() as system:
            snapshot = await system.snapshot(call_id)
            asked = asked_by([snapshot]) if snapshot is not None else []
            first = asked[0].question_id if asked else ""
            given = AnswerText(answer=words, author=AUTHOR)
            if not await system.answer(call_id, question or first, given):
                raise BadInput(
                    "this call has no such question",
                    where=call_id,
                    advice="see `panda calls questions`",
                )
        output().print("The call knows.")

    asyncio.run(work())
