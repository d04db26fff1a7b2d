"""A visitor's process: started with the network in its environment, and ended."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conformance.visitors import HERE, ROOT, command
from panda_cli.simulated import CALLER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.visitors import Visitor
    from panda_cli.simulated import Network

READY_S = 90
"""How long a bot may take to listen: it imports a great deal on a busy machine."""
LIFE_S = 90
"""How long a REST client may take for the life of a call."""
STOP_S = 10
LOOK_S = 0.1
RECEPTIONIST = "+12175550161"
"""Who answers in the scenario beside this file."""


class VisitorFailed(Exception):  # noqa: N818 - reads as what happened
    """A visitor did not start, or ended with an error; its log says more."""


def environment(network: Network, *, port: int = 0) -> dict[str, str]:
    """Return what a visitor is told: everything it knows of the simulator."""
    realtime = network.model_url.replace("http", "ws", 1) + "/v1/realtime"
    return {
        "PORT": str(port),
        "TWILIO_ACCOUNT_SID": network.account_sid,
        "TWILIO_AUTH_TOKEN": network.auth_token,
        "TWILIO_API_URL": network.carrier_url,
        "TWILIO_FROM_NUMBER": CALLER,
        "TWILIO_TO_NUMBER": RECEPTIONIST,
        "OPENAI_API_KEY": network.api_key,
        "OPENAI_BASE_URL": f"{network.model_url}/v1",
        "OPENAI_REALTIME_URL": realtime,
        "BOT_INSTRUCTIONS": (HERE / "instructions.txt").read_text(encoding="utf-8"),
        # What the openai package for JavaScript and others would send elsewhere.
        "OPENAI_AGENTS_DISABLE_TRACING": "1",
    }


@contextmanager
def serving(visitor: Visitor, network: Network, log: Path) -> Iterator[str]:
    """Run a bot for as long as the block lasts; yields the URL of its webhook.

    Raises:
        VisitorFailed: It did not begin to listen.
    """
    port = free_port()
    with log.open("w") as output:
        process = subprocess.Popen(
            command(visitor),
            cwd=ROOT,
            env={**os.environ, **environment(network, port=port)},
            stdout=output,
            stderr=output,
        )
    try:
        _await_listening(process, port)
        yield f"http://127.0.0.1:{port}/incoming-call"
    finally:
        _stop(process)


def live(visitor: Visitor, network: Network, log: Path) -> None:
    """Run a REST client to its end.

    Raises:
        VisitorFailed: It ended with an error, or not in time.
    """
    with log.open("w") as output:
        try:
            done = subprocess.run(
                command(visitor),
                cwd=ROOT,
                env={**os.environ, **environment(network)},
                stdout=output,
                stderr=output,
                timeout=LIFE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise VisitorFailed(f"not done after {LIFE_S} s") from None
    if done.returncode:
        raise VisitorFailed(f"ended with code {done.returncode}")


def free_port() -> int:
    """Return a port on loopback that nobody listens at now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _await_listening(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise VisitorFailed(f"ended with code {process.returncode} while starting")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:  # not yet: nothing else tells that a foreign server is up
            time.sleep(LOOK_S)
        else:
            return
    raise VisitorFailed(f"not listening after {READY_S} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
