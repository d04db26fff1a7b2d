"""The `panda` command: its subcommands, and how what goes wrong is told."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer
from rich.text import Text

from panda.errors import BadInput, PandaError
from panda_cli import (
    alerts,
    appointments,
    calls,
    campaigns,
    changing,
    demo,
    donotcall,
    facts,
    followup,
    form,
    functions,
    insurance,
    menus,
    notes,
    questions,
    reporting,
    routes,
    scenarios,
    simulate,
    up,
    users,
    webhooks,
)
from panda_cli.beginning import STOPPED
from panda_cli.screen import complaints

FAILED = 1
BAD_INPUT = 2
"""Exit code when a person must mend something; 130 after a Ctrl-C."""
ENDED = {"ActorDiedError", "RayActorError"}
"""What Ray says of an actor that is gone. Ours come back unless all were stopped; by
name, for nobody waits for Ray's import to be told of a wrong option."""

app = typer.Typer(
    name="panda",
    help="Call many businesses at once and compare what they say, with evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
calls.app.command("questions")(questions.questions)
calls.app.command("answer")(questions.answer)
calls.app.command("set")(changing.calls_set)
campaigns.app.command("follow-up")(followup.follow_up_command)
campaigns.app.command("set")(changing.campaign_set)
campaigns.app.command("results")(changing.results)
app.add_typer(campaigns.app, name="campaign")
app.add_typer(calls.app, name="calls")
app.add_typer(alerts.app, name="alerts")
app.add_typer(appointments.app, name="appointments")
app.add_typer(donotcall.app, name="do-not-call")
app.add_typer(functions.app, name="functions")
app.add_typer(scenarios.app, name="scenarios")
app.add_typer(facts.app, name="facts")
app.add_typer(insurance.app, name="insurance")
app.add_typer(menus.app, name="menus")
app.add_typer(notes.app, name="notes")
app.add_typer(form.app, name="questions")
app.add_typer(routes.app, name="routes")
app.add_typer(users.app, name="users")
app.add_typer(webhooks.app, name="webhooks")
app.command("report")(reporting.report)
app.command("demo")(demo.demo)
app.command("up")(up.up)
app.command("simulate", context_settings=simulate.PASSED_THROUGH)(simulate.simulate)
app.command("ledger", context_settings=simulate.LEDGER)(simulate.ledger)
app.command("dash")(up.dash)


def _show_version(asked: bool) -> None:
    if asked:
        try:
            typer.echo(f"panda {version('panda-assist')}")
        except PackageNotFoundError:
            typer.echo("panda, not installed")
        raise typer.Exit


@app.callback()
def panda(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Say which it is."
        ),
    ] = False,
) -> None:
    """Call many businesses at once and compare what they say, with evidence."""


def main() -> None:
    """Run the command; what a person can mend is told in a line."""
    try:
        app()
    except PandaError as error:
        complaints().print(Text.assemble(("panda: ", "bold red"), str(error)))
        sys.exit(BAD_INPUT if isinstance(error, BadInput) else FAILED)
    except Exception as error:  # Ray has no common base; what is not its goes on
        if not type(error).__module__.startswith("ray."):
            raise
        told = f"the installation failed ({type(error).__name__})"
        if type(error).__name__ in ENDED:
            told = STOPPED
        complaints().print(Text.assemble(("panda: ", "bold red"), told))
        sys.exit(FAILED)
