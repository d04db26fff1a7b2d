# ruff: noqa: INP001 - scripts beside the documents, no package
"""Run the notebooks again and keep their output.

`python -m docs.notebooks` starts for each of them a simulated network and the system,
runs it there as Jupyter would, and writes it back: ten minutes on two cores. With
names it runs those. `--here PARAMETERS.json --out FOLDER` runs those the file names
at the same time against the installation of the environment, with its parameters, and
writes them elsewhere: that is how the tests do it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import yaml
from nbclient import NotebookClient

from panda_cli.network import environment, simulated_network
from panda_cli.running import installation, workspace
from panda_cli.scenario import read_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
PARAMETERS = "parameters"
"""The tag of the cell whose assignments may be replaced."""
STARTS_S = 180
"""A kernel is up in a second, on a machine that has one to spare."""
_DRAWN_INLINE = "module://matplotlib_inline.backend_inline"
"""What a kernel sets by itself, unless whoever starts it draws elsewhere."""
LONGEST_S = 1500
"""A cell may wait for a hundred calls."""
PEACEFUL = {"languages": {"en": 1}, "hold_s": [5, 12], "difficult": 0, "noisy": 0}
"""Of generated businesses: quick ones, which carry modem tones on clean lines."""


@dataclass(frozen=True)
class World:
    """What a notebook is run against."""

    scenario: str = ""
    """A folder of the source; else businesses are generated."""
    businesses: int = 0
    mix: Mapping[str, object] = field(default_factory=dict)
    calls: int = 10
    """Most at once."""


WORLDS = {
    "campaign": World(scenario="scenarios/dental"),
    "routes": World(
        businesses=8,
        mix={**PEACEFUL, "answered": {"menu": 1}, "changed": 0.5, "queue": 0.1},
    ),
    "hundred": World(
        businesses=100,
        mix={
            **PEACEFUL,
            "answered": {"menu": 14, "person": 3, "voicemail": 2, "busy": 1},
        },
        calls=8,
    ),
}


@contextmanager
def installed(world: World) -> Iterator[dict[str, object]]:
    """Run a network and an installation; yield the parameters that fit them."""
    with workspace(keep=False) as folder:
        scenario = ROOT / world.scenario if world.scenario else folder / "world"
        if not world.scenario:
            _generate(world, folder)
        clock = read_scenario(scenario).clock
        with simulated_network(
            scenario, folder / "ledger", seed=1, ears="data"
        ) as network:
            values = environment(network, folder=folder, clock_start=clock)
            with installation(values | {"PANDA_MAX_CALLS": str(world.calls)}):
                yield {} if world.scenario else _files(scenario)


def _generate(world: World, folder: Path) -> None:
    mix = folder / "mix.yaml"
    mix.write_text(yaml.safe_dump(dict(world.mix)))
    command = [sys.executable, "-m", "simulator", "generate", "--sector", "dental"]
    command += ["--businesses", str(world.businesses), "--seed", "1"]
    command += ["--mix", str(mix), "--out", str(folder / "world"), "--quiet"]
    subprocess.run(command, check=True)  # noqa: S603 - our own module, no shell


def _files(scenario: Path) -> dict[str, object]:
    return {
        "PROVIDERS": str(scenario / "providers.csv"),
        "QUESTIONS": str(scenario / "questions.yaml"),
    }


async def run(name: str, parameters: Mapping[str, object]) -> nbformat.NotebookNode:
    """Run a notebook in a kernel of its own, in its folder.

    Args:
        name: Of the notebook.
        parameters: What its cell of parameters is to say instead. They are not kept:
            the notebook is returned with the cell as it was.
    """
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    cell = next(
        one for one in notebook.cells if PARAMETERS in one.metadata.get("tags", ())
    )
    written = cell.source
    lines = [f"{key} = {value!r}" for key, value in parameters.items()]
    cell.source = "\n".join([written, *lines])
    settings = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        startup_timeout=STARTS_S,
        timeout=LONGEST_S,
        record_timing=False,
        resources={"metadata": {"path": str(FOLDER)}},
    )
    settings |= {"PYTHONPATH": str(ROOT), "MPLBACKEND": _DRAWN_INLINE}
    await client.async_execute(env=settings)
    cell.source = written
    return notebook


async def run_all(parameters: Mapping[str, Mapping[str, object]], out: Path) -> None:
    """Run several at the same time, and write them."""
    ran = await asyncio.gather(*(run(name, its) for name, its in parameters.items()))
    for name, notebook in zip(parameters, ran, strict=True):
        nbformat.write(notebook, out / f"{name}.ipynb")


def main(argv: list[str]) -> None:
    """Run some notebooks, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(WORLDS))
    parser.add_argument("--here", type=Path, metavar="PARAMETERS.json")
    parser.add_argument("--out", type=Path, default=FOLDER)
    asked = parser.parse_args(argv)
    if asked.here:
        asyncio.run(run_all(json.loads(asked.here.read_text()), asked.out))
        return
    if len(asked.names) != 1:  # a process, and so a cluster, for each
        for name in asked.names or WORLDS:
            command = [sys.executable, "-m", "docs.notebooks", name]
            command += ["--out", str(asked.out)]
            subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 - ourselves
        return
    (name,) = asked.names
    with installed(WORLDS[name]) as parameters:
        asyncio.run(run_all({name: parameters}, asked.out))


if __name__ == "__main__":
    main(sys.argv[1:])
