"""The simulated phone network as a child process; met only over its wires."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

READY_S = 120
"""How long the network may take: its recogniser loads 150 MB of weights."""
STOP_S = 15
CALLER = "+12175550100"
"""The number our calls come from on the simulated network."""


class Network(BaseModel):
    """Where a running simulated network is; what it prints when it is ready."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    carrier_url: str
    model_url: str
    speech_url: str | None = None
    ledger: str
    account_sid: str
    auth_token: str
    api_key: str

    @property
    def ledger_dir(self) -> Path:
        """The folder of the ledgers."""
        return Path(self.ledger).parent


@contextmanager
def simulated_network(
    scenario: Path, ledger_dir: Path, *, seed: int, ears: str = "speech"
) -> Iterator[Network]:
    """Run `python -m simulator serve` for as long as the block lasts.

    Raises:
        BadInput: It did not get ready; says what it printed last.
    """
    ledger_dir.mkdir(parents=True, exist_ok=True)
    log = ledger_dir / "simulator.log"
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = [sys.executable, "-m", "simulator", "serve"]
        command += ["--scenario", str(scenario), "--ledger-dir", str(ledger_dir)]
        command += ["--carrier-port", "0", "--model-port", "0", "--speech-port", "0"]
        command += ["--seed", str(seed), "--ears", ears, "--ready-file", str(ready)]
        with log.open("w") as output:
            # Its own session: a Ctrl-C is ours to handle; live calls end first.
            process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                command, stdout=output, stderr=output, start_new_session=True
            )
        try:
            yield _await_ready(process, ready, log)
        finally:
            _stop(process)


def _await_ready(process: subprocess.Popen[bytes], ready: Path, log: Path) -> Network:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        if ready.exists() and (text := ready.read_text().strip()):
            return Network.model_validate_json(text)
        time.sleep(0.05)
    last = log.read_text().strip().splitlines()[-5:]
    raise BadInput(
        "the simulated network did not start: " + " / ".join(last),
        where="simulator",
        advice=f"the whole of it is in {log}",
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
    network: Network, *, data_dir: Path, clock_start: datetime | None
) -> dict[str, str]:
    """The variables with which this installation meets a simulated network."""
    front, serve = _free_port(), _free_port()
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
        "PANDA_DATA_DIR": str(data_dir.resolve()),
        "PANDA_RUN_DIR": f"{tempfile.gettempdir()}/panda-{os.getpid()}",
    }
    if clock_start is not None:
        values["PANDA_CLOCK_START"] = clock_start.isoformat()
        values["PANDA_CLOCK_STARTED_AT"] = str(time.time())  # noqa: TID251 - its origin
    return values


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
