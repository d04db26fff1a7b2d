"""`panda campaign set`, `panda calls set` and `panda campaign results`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import ValidationError
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from panda.changes import CallChange, CampaignChange, words
from panda.errors import BadInput
from panda.features import FEATURES
from panda.plainly import plainly
from panda.research.arms import compare_arms
from panda_cli.calls import AUTHOR, CallId
from panda_cli.campaigns import CampaignId, known
from panda_cli.live import spaced
from panda_cli.pairs import features, pairs
from panda_cli.running import connected
from panda_cli.screen import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult

Made = TypeVar("Made", CallChange, CampaignChange)
Several = list[str] | None

Goal = Annotated[str | None, typer.Option(help="What to reach at the business.")]
Ask = Annotated[
    Several,
    typer.Option(metavar="NAME:TYPE:QUESTION", help="Add a question; once or more."),
]
Drop = Annotated[Several, typer.Option(metavar="NAME", help="Drop a question.")]
Reword = Annotated[
    Several, typer.Option(metavar="NAME=WORDS", help="Put a question in other words.")
]
CallS = Annotated[int | None, typer.Option("--call-s", help="Longest call, seconds.")]
HoldS = Annotated[int | None, typer.Option("--hold-s", help="Longest wait, seconds.")]


def campaign_set(
    campaign_id: CampaignId,
    *,
    concurrency: Annotated[int | None, typer.Option(help="Calls at a time.")] = None,
    budget: Annotated[float | None, typer.Option(help="In USD, for all.")] = None,
    attempts: Annotated[int | None, typer.Option(help="Tries a business.")] = None,
    call_s: CallS = None,
    hold_s: HoldS = None,
    goal: Goal = None,
    voice: Annotated[str | None, typer.Option(help="Of calls from now on.")] = None,
    priority: Annotated[
        int | None, typer.Option(help="-10 to 10; the higher campaign is called first.")
    ] = None,
    first: Annotated[
        Several,
        typer.Option(metavar="TARGET=N", help="Raise a call that waits, -10 to 10."),
    ] = None,
    ask: Ask = None,
    drop: Drop = None,
    reword: Reword = None,
    feature: Annotated[
        Several,
        typer.Option(
            metavar="NAME=SHARE", help=f"on, off, or 0 to 1: {', '.join(FEATURES)}."
        ),
    ] = None,
) -> None:
    """Change a campaign while it runs; its calls take the questions and `--hold-s`."""
    limits = {
        "concurrency": concurrency,
        "budget_usd": budget,
        "attempts": attempts,
        "call_s": call_s,
        "hold_s": hold_s,
    }
    what = {
        "limits": {name: one for name, one in limits.items() if one is not None},
        "goal": goal,
        "voice": voice,
        "priority": priority,
        "first": {name: _whole(n) for name, n in pairs(first)},
        "questions": _form(ask, drop, reword),
        "features": features(feature),
    }

    async def work() -> None:
        async with connected() as system:
            seen = await known(system, campaign_id)
            change = _made(CampaignChange, seen.version, what)
            after = await system.change_campaign(campaign_id, change)
        told = f"{after.title}: {words(change)} changed (version {after.version})"
        output().print(Text(told))

    asyncio.run(work())


def calls_set(
    call_id: CallId,
    *,
    call_s: CallS = None,
    hold_s: HoldS = None,
    goal: Goal = None,
    ask: Ask = None,
    drop: Drop = None,
    reword: Reword = None,
    feature: Annotated[
        Several,
        typer.Option(metavar="NAME=on|off", help=f"Of {', '.join(FEATURES)}."),
    ] = None,
) -> None:
    """Change what a live call goes by."""
    what = {
        "call_s": call_s,
        "hold_s": hold_s,
        "goal": goal,
        "questions": _form(ask, drop, reword),
        "features": {name: part > 0 for name, part in features(feature).items()},
    }

    async def work() -> None:
        async with connected() as system:
            seen = await system.snapshot(call_id)
            version = seen.config.version if seen and seen.config else 1
            change = _made(CallChange, version, what)
            if not await system.change_call(call_id, change):
                raise BadInput(
                    "this call is not live", where=call_id, advice="see `panda calls`"
                )
        output().print("The call is told; its log says whether it was done.")

    asyncio.run(work())


def results(campaign_id: CampaignId) -> None:
    """List what came of each call, and hold calls with a feature against those without.

    A call is listed with the features in which it differs from the default.
    """

    async def work() -> None:
        async with connected() as system:
            campaign = await known(system, campaign_id)
            targets = await system.targets(campaign.campaign_id)
            came = await system.results(campaign.campaign_id)
        names = {one.target_id: one.provider.name for one in targets}
        console = output()
        console.print(_calls(came, names))
        if arms := compare_arms(came):
            table = Table(box=SIMPLE_HEAD, title="With and without", title_style="bold")
            for head in ("Feature", "Calls", "Completed", "Findings", "To a person"):
                table.add_column(head)
            table.add_column("Length")
            table.add_column("Cost")
            for arm in arms:
                there = arm.to_person_s
                table.add_row(
                    Text(f"{'with' if arm.on else 'without'} {spaced(arm.feature)}"),
                    str(arm.calls),
                    f"{arm.completed / arm.calls:.0%}",
                    f"{arm.findings:.1f}",
                    "" if there is None else f"{there:.0f} s",
                    f"{arm.seconds:.0f} s",
                    f"${arm.cost_usd:.4f}",
                )
            console.print(table)

    asyncio.run(work())


def _calls(came: Sequence[CallResult], names: dict[str, str]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for head in ("Call", "Business", "Outcome", "Length", "Cost", "Features"):
        table.add_column(head)
    for one in came:
        differs = ", ".join(
            f"{'with' if on else 'without'} {spaced(name)}"
            for name, on in one.features.items()
            if on is not FEATURES[name].default
        )
        table.add_row(
            Text(one.call_id),
            Text(names.get(one.target_id, "")),
            Text(spaced(one.outcome)),
            f"{one.answered_s:.0f} s",
            f"${one.cost_usd:.4f}",
            Text(differs),
        )
    return table


def _form(ask: Several, drop: Several, reword: Several) -> dict[str, object] | None:
    add = []
    for one in ask or ():
        name, _, rest = one.partition(":")
        kind, _, question = rest.partition(":")
        add.append({"name": name, "type": kind, "ask": question})
    form = {"add": add, "remove": drop or [], "reword": dict(pairs(reword))}
    return form if any(form.values()) else None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise BadInput("no number", where=text, advice="-10 to 10") from None


def _made(kind: type[Made], version: int, what: dict[str, Any]) -> Made:
    """Make a change of what was given.

    Raises:
        BadInput: It does not fit; says what does.
    """
    given = {name: one for name, one in what.items() if one not in (None, {})}
    try:
        return kind.model_validate({"version": version, "author": AUTHOR, **given})
    except ValidationError as error:
        (first, *_) = error.errors(include_input=False, include_url=False)
        where = ".".join(map(str, first["loc"])) or "set"
        raise BadInput(plainly(first), where=where, advice="see --help") from None
