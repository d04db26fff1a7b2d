"""Find and book a dentist over several seeds; print what the ledger says of it.

    python -m benchmarks.dental [--seeds 1,2,3,4,5] [--keep DIR]

The offices are those of `scenarios/dental`, whose prices, free times, plans and whether
they take new patients each seed draws anew; a seed names them anew, too. An appointment
is right if by the network's ledger that office alone keeps a time in the end, it is the
time that stands in the calendar, and it is kept for whom we called.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from icalendar import Calendar

from simulator.businesses.scenario import load
from simulator.scoring import records

SCENARIO = Path("scenarios") / "dental"
NAMES = {
    "Lakeview": ("Lakeview", "Riverside", "Hillcrest", "Meadowbrook", "Elm Grove"),
    "Maple Street": ("Maple Street", "Oak Street", "Station Road", "Park Avenue"),
    "Northgate": ("Northgate", "Southgate", "Eastfield", "Old Town"),
    "Cornerstone": ("Cornerstone", "Keystone", "Milestone", "Brookside"),
    "Harbor": ("Harbor", "Lighthouse", "Anchor", "Bayview"),
    "Westfield": ("Westfield", "Ashford", "Clifton", "Redwood"),
}
"""What an office of the scenario may be called."""
COLUMNS = {
    "completion_rate": "completion",
    "precision": "precision",
    "recall": "recall",
    "disclosed_rate": "told it is an AI",
    "double_dials": "double dials",
    "words_late_ms": "words late, ms",
}
LONGEST_S = 1200


def world(seed: int, folder: Path) -> Path:
    """Write the scenario with the names of a seed; return its folder."""
    dice = random.Random(f"names/{seed}")
    chosen = {name: dice.choice(names) for name, names in NAMES.items()}
    scenario = folder / f"dental{seed}"
    shutil.copytree(SCENARIO, scenario)
    for file in (scenario / "providers.csv", *scenario.glob("businesses/*.yaml")):
        text = file.read_text()
        for name, new in chosen.items():
            text = text.replace(name, new)
        file.write_text(text)
    return scenario


def run(seed: int, folder: Path) -> dict[str, Any]:
    """Run one demonstration; return its figures, or how it failed."""
    scenario, out = world(seed, folder), folder / f"out{seed}"
    results = folder / f"seed{seed}.json"
    command = [sys.executable, "-m", "panda_cli", "demo", "--scenario", str(scenario)]
    command += ["--seed", str(seed), "--ears", "data", "--keep"]
    command += ["--json", str(results), "--out", str(out)]
    began = time.monotonic()
    log = folder / f"seed{seed}.log"
    with log.open("w") as file:
        code = subprocess.run(
            command, stdout=file, stderr=file, timeout=LONGEST_S, check=False
        ).returncode
    took_s = round(time.monotonic() - began)
    if code or not results.exists():
        return {"failed": code, "seconds": took_s}
    truth: dict[str, Any] = json.loads(results.read_text())["truth"]
    kept = Path(log.read_text().rpartition("Kept: ")[2].strip())
    booked = booking(scenario, out, kept / "ledger")
    shutil.rmtree(kept, ignore_errors=True)
    return {**truth, **booked, "seconds": took_s}


def booking(scenario: Path, out: Path, ledgers: Path) -> dict[str, Any]:
    """Hold the appointment that was written against the ledger."""
    world = load(scenario)
    held = records.read(ledgers).held
    file = out / "appointment.ics"
    if not file.exists():
        return {"booked": "no", "right": not held}
    (event,) = Calendar.from_ical(file.read_bytes()).events
    begins = f"{event.decoded('DTSTART'):%Y-%m-%dT%H:%M}"
    named = str(event.get("SUMMARY", "")) + str(event.get("LOCATION", ""))
    if len(held) != 1:
        return {"booked": named, "right": False}
    business = world.business(held[0].number)
    assert business is not None
    right = (held[0].slot, held[0].party) == (begins, world.questions.caller)
    return {"booked": business.name, "right": right and business.name in named}


def main(argv: list[str]) -> int:
    """Print one row a seed; 1 if any run failed or booked wrongly."""
    parser = argparse.ArgumentParser(description="find and book a dentist")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--keep", type=Path, help="where results and logs stay")
    asked = parser.parse_args(argv)
    heads = ["seed", *COLUMNS.values(), "booked", "booking right", "seconds"]
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for seed in (int(text) for text in asked.seeds.split(",")):
            found = run(seed, folder)
            failed = failed or not found.get("right")
            cells = [found.get(name, "failed") for name in COLUMNS]
            cells += [found.get("booked", "failed"), found.get("right", "failed")]
            row = " | ".join(map(str, [seed, *cells, found["seconds"]]))
            print(f"| {row} |", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
