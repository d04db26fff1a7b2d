"""The simulated phone network as a child process; met only over its wires.

Nothing of the product and nothing of the simulator is imported here: whoever tries
one of them, or both, starts the network by this.
"""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterator

READY_S = 120
"""How long the network may take: its recogniser loads 150 MB of weights."""
STOP_S = 30
"""Longer than the network gives its own processes, one after the other."""
CALLER = "+12175550100"
"""The number our calls come from on the simulated network."""
_PR_SET_PDEATHSIG = 1
"""linux/prctl.h"""


class NotStarted(Exception):  # noqa: N818 - reads as what happened
    """The network did not get ready; the message is what it printed last."""


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


@contextmanager
def network(
    scenario: Path, ledger_dir: Path, *, seed: int, ears: str = "speech"
) -> Iterator[Network]:
    """Run `python -m simulator serve` for as long as the block lasts.

    Raises:
        NotStarted: It did not get ready; says what it printed last.
    """
    ledger_dir.mkdir(parents=True, exist_ok=True)
    log = ledger_dir / "simulator.log"
    ready = ledger_dir / "ready.json"
    command = [sys.executable, "-m", "simulator", "serve"]
    command += ["--scenario", str(scenario), "--ledger-dir", str(ledger_dir)]
    command += ["--seed", str(seed), "--ears", ears, "--ready-file", str(ready)]
    with log.open("w") as output:
        # Its own group: a Ctrl-C is ours to handle; live calls end first. Not its own
        # session: to Linux those are equals, however nice who is in them (decision
        # 0028), and the carrier's clock would wait for our servers.
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command,
            stdout=output,
            stderr=output,
            process_group=0,
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
    raise NotStarted("the simulated network did not start: " + " / ".join(last))


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
