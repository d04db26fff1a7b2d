"""Run the demo over several seeds and print its truths as a table for the README.

    python -m benchmarks.seeds [--seeds 1,2,3,4,5] [--scenario DIR] [--ears data]
        [--keep DIR]

Every figure is from the truth block of the run's own results file, which separate code
computes from the network's ledger. Nothing is left out: a run that fails is a row, too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = {
    "navigation_rate": "menus reached",
    "completion_rate": "completion",
    "precision": "precision",
    "recall": "recall",
    "disclosed_rate": "told it is an AI",
    "double_dials": "double dials",
    "skipped": "skipped",
    "frame_gaps_over_60ms": "gaps > 60 ms",
    "max_talking_at_once": "at once",
}
BARS = {"navigation_rate": 1.0, "completion_rate": 0.9, "precision": 0.98}
"""At least this much of each, in every seed."""
NONE = ("double_dials", "skipped")
LONGEST_S = 600


def run(
    seed: int, scenario: str, ears: str, folder: Path
) -> tuple[dict[str, object], float]:
    """Run one demo; return its truth block and how long it took, in seconds."""
    results = folder / f"seed{seed}.json"
    command = [sys.executable, "-m", "panda_cli", "demo", "--seed", str(seed)]
    command += ["--scenario", scenario, "--ears", ears, "--json", str(results)]
    began = time.monotonic()
    with (folder / f"seed{seed}.log").open("w") as log:
        code = subprocess.run(
            command, stdout=log, stderr=log, timeout=LONGEST_S, check=False
        ).returncode
    took_s = time.monotonic() - began
    if code or not results.exists():
        return {"failed": code}, took_s
    truth: dict[str, object] = json.loads(results.read_text())["truth"]
    return truth, took_s


def is_good(truth: Mapping[str, object]) -> bool:
    """Say whether a run reached every bar."""
    reached = all(_figure(truth, name) >= bar for name, bar in BARS.items())
    return reached and all(truth.get(name) == 0 for name in NONE)


def _figure(truth: Mapping[str, object], name: str) -> float:
    value = truth.get(name)
    return value if isinstance(value, int | float) else 0.0


def main(argv: list[str]) -> int:
    """Print one row a seed; 1 if any run failed or stayed under a bar."""
    parser = argparse.ArgumentParser(description="the demo over several seeds")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--scenario", default="scenarios/dental5")
    parser.add_argument("--ears", default="speech", choices=("speech", "data"))
    parser.add_argument("--keep", type=Path, help="where results and logs stay")
    asked = parser.parse_args(argv)
    print("| seed | " + " | ".join(COLUMNS.values()) + " | seconds |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in (int(text) for text in asked.seeds.split(",")):
            truth, took_s = run(seed, asked.scenario, asked.ears, folder)
            failed = failed or not is_good(truth)
            cells = [str(truth.get(name, "failed")) for name in COLUMNS]
            row = " | ".join([str(seed), *cells, f"{took_s:.0f}"])
            print(f"| {row} |", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
