"""`python -m conformance`: try every visitor, print a table, fail if one failed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from twilio.rest import Client

from conformance import conversation, judging
from conformance.running import RECEPTIONIST, VisitorFailed, live, serving
from conformance.versions import version
from conformance.visitors import HERE, ROOT, VISITORS
from panda_cli import simulated
from panda_cli.simulated import CALLER
from simulator import ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.visitors import Visitor
    from panda_cli.simulated import Network

RUNS = ROOT / "var" / "conformance"
"""Where ledgers, logs and conversations go, a folder a run."""
CALL_S = 150
"""Longest call: a bot that neither ends nor is hung up on has failed."""
LOOK_S = 0.5
OVER = {"completed", "busy", "failed", "no-answer", "canceled"}
STEPS = ("create", "fetch", "list", "update", "complete", "unknown")
"""What a REST client must have told, in this order."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a visitor did."""

    visitor: Visitor
    seen: str
    """What happened, in a few words."""
    wrong: tuple[str, ...]
    """What did not; a pass has none."""


def main(argv: Sequence[str] | None = None) -> int:
    """Try visitors; returns 0 if all passed."""
    options = _arguments(argv)
    folder: Path = options.out or RUNS / f"{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005
    folder.mkdir(parents=True)
    wanted = [one for one in VISITORS if not options.only or one.name in options.only]
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(f"ledgers, logs and conversations: {folder}")
    verdicts: list[Verdict] = []
    with ExitStack() as stack:
        network = stack.enter_context(
            simulated.network(HERE / "scenario", folder, seed=options.seed)
        )
        for visitor in wanted:
            console.print(f"{visitor.name} …")
            verdicts.append(tried(visitor, network, folder))
    console.print(table(verdicts))
    return 1 if any(verdict.wrong for verdict in verdicts) else 0


def tried(visitor: Visitor, network: Network, folder: Path) -> Verdict:
    """Let one visitor do what it is for, and say how it did."""
    log = folder / f"{visitor.name}.log"
    try:
        if visitor.kind == "bot":
            return _bot(visitor, network, log)
        return _client(visitor, network, log)
    except (VisitorFailed, FileNotFoundError) as error:
        return Verdict(visitor, "", (f"{error} ({log.name})",))


def _bot(visitor: Visitor, network: Network, log: Path) -> Verdict:
    client = Client(network.account_sid, network.auth_token)
    client.api.base_url = network.carrier_url
    with serving(visitor, network, log) as url:
        call = client.calls.create(
            to=RECEPTIONIST, from_=CALLER, url=url, time_limit=CALL_S
        )
        deadline = time.monotonic() + 2 * CALL_S
        while time.monotonic() < deadline and call.status not in OVER:
            time.sleep(LOOK_S)
            call = call.fetch()
    records = list(ledger.read(Path(network.ledger)))
    talk = judging.judge(records, str(call.sid))
    page = log.with_suffix(".txt")
    page.write_text(conversation.written(records, str(call.sid)), encoding="utf-8")
    seen = (
        f"{talk.bot_turns} + {talk.receptionist_turns} turns, "
        f"interrupted {talk.interruptions} times, {talk.hung_up_by} hung up "
        f"after {talk.seconds:.0f} s"
    )
    return Verdict(visitor, seen, tuple(talk.wrong))


def _client(visitor: Visitor, network: Network, log: Path) -> Verdict:
    live(visitor, network, log)
    told = [
        json.loads(line) for line in log.read_text().splitlines() if line[:1] == "{"
    ]
    steps = tuple(str(one["step"]) for one in told)
    sids = {str(one["sid"]) for one in told if "sid" in one}
    wrong = [] if steps == STEPS else [f"did {', '.join(steps)}"]
    records = [
        record
        for record in ledger.read(Path(network.ledger))
        if record.get("call_sid") in sids
    ]
    ends = [str(record["by"]) for record in records if record["kind"] == "hangup"]
    if len(sids) != 1 or ends != ["caller"]:
        wrong.append("the network did not see one call, ended by the client")
    unknown = [(one["http"], one["code"]) for one in told if one["step"] == "unknown"]
    if unknown != [(404, 20404)]:
        wrong.append("no error 20404 for an unknown call")
    return Verdict(visitor, " · ".join(steps), tuple(wrong))


def table(verdicts: Sequence[Verdict]) -> Table:
    """Lay the verdicts out for reading."""
    made = Table(title="Conformance of the simulated network")
    for heading in ("visitor", "packages", "", "what the ledger saw"):
        made.add_column(heading)
    for verdict in verdicts:
        packages = (
            f"{one} {version(verdict.visitor, one)}" for one in verdict.visitor.packages
        )
        made.add_row(
            verdict.visitor.name,
            "\n".join(packages),
            "FAIL" if verdict.wrong else "PASS",
            "\n".join(filter(None, (verdict.seen, *verdict.wrong))),
        )
    return made


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m conformance", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=[visitor.name for visitor in VISITORS],
        help="try this one; may be given more than once",
    )
    parser.add_argument("--out", type=Path, help="a new folder for ledgers and logs")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
