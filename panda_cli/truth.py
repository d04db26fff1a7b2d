"""Holding a run against the truth: a child process, which believes the ledger only."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCORE_S = 60

ROWS = (
    ("navigation_rate", "menus that led to the goal"),
    ("completion_rate", "talks that answered every required question, rightly"),
    ("precision", "recorded answers that are right"),
    ("recall", "obtainable answers that were recorded"),
    ("disclosed_rate", "people told first that it is an AI"),
    ("double_dials", "numbers dialled twice without reason"),
    ("skipped", "businesses never called"),
    ("frame_gaps_over_60ms", "gaps over 60 ms in our audio"),
    ("max_talking_at_once", "most calls in two-way audio at once"),
)
"""What is shown of the truth block, and in which words."""

WORDS_LATE_MS = 3000
"""People on the phone have been understood within a second or two; from here on they
talk across each other, hear an answer to the question before last, and hang up."""
CLOCK_LATE_MS = 500
"""How late the network's clock may be before calls are torn; it aims at 20 ms."""


def score(ledger_dir: Path, scenario: Path, results: Path) -> dict[str, Any]:
    """Run `python -m simulator score` on a run.

    Raises:
        BadInput: It could not; says why.
    """
    command = [sys.executable, "-m", "simulator", "score"]
    command += ["--ledger-dir", str(ledger_dir), "--scenario", str(scenario)]
    command += ["--results", str(results)]
    done = subprocess.run(  # noqa: S603 - our own module, no shell
        command, capture_output=True, text=True, timeout=SCORE_S, check=False
    )
    if done.returncode:
        raise BadInput(done.stderr.strip() or "no answer", where="simulator score")
    truth: dict[str, Any] = json.loads(done.stdout)
    return truth


def truth_table(truth: Mapping[str, Any]) -> Table:
    """Draw the truth block."""
    title = "By the ledger of the simulated network"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    table.add_column("Measured")
    table.add_column("Value", justify="right")
    for name, words in ROWS:
        table.add_row(words, _figure(name, truth.get(name)))
    return table


def kept_times(truth: Mapping[str, Any]) -> str:
    """Say which businesses keep a time for somebody in the end, by the ledger."""
    names = {one["number"]: one["business"] for one in truth["calls"]}
    kept = [
        f"{names.get(one['number'], one['number'])} keeps"
        f" {one['slot'].replace('T', ' ')} for {one['party'] or 'somebody'}"
        for one in truth["appointments"]
    ]
    return f"By the ledger {' and '.join(kept) or 'nobody keeps a time'}."


def distrust(truth: Mapping[str, Any]) -> str:
    """Say why a run's figures mean little, if this machine was too busy; else ""."""
    words_ms = truth.get("words_late_ms") or 0
    clock_ms = truth.get("clock_late_ms") or 0
    late = []
    if words_ms > WORDS_LATE_MS:
        late.append(f"words came {words_ms / 1000:.1f} s late")
    if clock_ms > CLOCK_LATE_MS:
        late.append(f"the network's clock was {clock_ms / 1000:.1f} s late")
    if not late:
        return ""
    cheaper = ", or with --ears data" if words_ms > WORDS_LATE_MS else ""
    return (
        f"This machine was too busy: {' and '.join(late)}. Do not trust this run; try"
        f" again when nothing else runs{cheaper}."
    )


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "none to count"
    if name.endswith("_rate") or name in ("precision", "recall"):
        return f"{value:.1%}"
    return str(value)
