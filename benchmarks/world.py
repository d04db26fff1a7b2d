"""A scenario of many offices with a person at each phone, and the network it needs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "scenarios" / "dental5"
READY_S = 120


def phone(number: int) -> str:
    """Return the number of one of at most a hundred offices, counted from 0."""
    return f"+160855501{number:02}"


def many_offices(folder: Path, count: int) -> Path:
    """Write a scenario in which `count` people answer at once, on `folder`."""
    scenario = folder / "scenario"
    (scenario / "businesses").mkdir(parents=True)
    office = (MODEL / "businesses" / "prairie.yaml").read_text()
    rows = ["name,phone"]
    for number in range(count):
        name, line = f"Prairie{number} Smiles", phone(number)
        text = office.replace("Prairie Smiles", name).replace("+16085550147", line)
        (scenario / "businesses" / f"office{number}.yaml").write_text(text)
        rows.append(f"{name},{line}")
    (scenario / "providers.csv").write_text("\n".join([*rows, ""]))
    for file in ("scenario.yaml", "questions.yaml"):
        (scenario / file).write_text((MODEL / file).read_text())
    return scenario


@contextmanager
def network(scenario: Path, folder: Path, *, seed: int) -> Iterator[dict[str, Any]]:
    """Run the simulated network with data voices, its marks in the ledger."""
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "simulator", "serve", "--ears", "data"]
    command += ["--scenario", str(scenario), "--ledger-dir", str(folder / "ledger")]
    command += ["--seed", str(seed), "--ready-file", str(ready)]
    command += ["--set", "trace=true", "--set", "calls_per_second=20"]
    with (folder / "simulator.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, process_group=0
        )
    try:
        deadline = time.monotonic() + READY_S
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "simulator.log").read_text()[-2000:])
            time.sleep(0.1)
        yield json.loads(ready.read_text())
    finally:
        process.terminate()
        process.wait(30)


def ledger(path: str) -> list[dict[str, Any]]:
    """Read the whole lines of a ledger."""
    lines = Path(path).read_text().splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]
