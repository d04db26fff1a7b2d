"""Where a command meets the installation: one of its own, or one that runs already.

What loads Ray is imported only when it is used: `panda --help` is quick.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import tempfile
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from actors.known import SIMULATED
from panda.errors import BadInput
from panda.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from types import FrameType

    from actors.client import Client

RAY = {
    # How long Ray looks for a cluster that has died under it; then it ends the process.
    "RAY_gcs_rpc_server_reconnect_timeout_s": "10",
    # A dozen actors are no surprise: Ray warns from eight on two cores.
    "RAY_worker_maximum_startup_concurrency": "8",
    # Serve's controller kills a proxy that was not ready three times in a row, each
    # after so long; its 5 s are too short where everything starts on a busy machine.
    "RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S": "20",
}
"""Ray's own settings for an installation of ours; the environment goes before."""


def _matters(record: logging.LogRecord) -> bool:
    """Whether a person at a terminal wants to know; Serve tells of every step."""
    return record.levelno >= logging.WARNING


@contextmanager
def workspace(*, keep: bool) -> Iterator[Path]:
    """A new folder for all that a run writes; removed in the end unless kept.

    Directly under the system's temporary folder: the path of a Unix socket in it may
    have 108 bytes, and Ray uses most of them.
    """
    folder = Path(tempfile.mkdtemp(prefix="panda-"))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a command as Ctrl-C does: everything is stopped."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def installation(
    values: Mapping[str, str], address: str | None = None
) -> Iterator[Client]:
    """Run a whole installation for as long as the block lasts.

    Args:
        values: Variables to add to the environment of this process, which is where
            every actor finds its settings.
        address: A Ray cluster to run on; one of our own if left out.

    Raises:
        BadInput: The settings are wrong, or the cluster cannot be joined.
    """
    for name, value in RAY.items():  # Ray reads them when it is loaded
        os.environ.setdefault(name, value)
    logging.getLogger("ray.serve").addFilter(_matters)
    from actors.client import Client  # noqa: PLC0415 - it loads Ray
    from actors.start import start, stop  # noqa: PLC0415 - it loads Ray
    from serve_app import serve_http  # noqa: PLC0415 - it loads Ray

    os.environ.update(values)
    settings = Settings.from_env(os.environ)
    system = start(settings, address)
    try:
        serve_http(settings)
        yield Client(settings)
    finally:
        stop(system)


@asynccontextmanager
async def connected() -> AsyncIterator[Client]:
    """Connect to the installation that runs on this machine.

    It is the one of the environment; if that names none, the one that `panda up
    --simulate` started in this folder.

    Raises:
        BadInput: None runs.
    """
    from actors.client import connect  # noqa: PLC0415 - it loads Ray

    yield connect()


def check_alone() -> None:
    """Make sure that none is simulated from this folder, before anything is started.

    Raises:
        BadInput: One is. Of two that start at once, `left_for_others` lets one by.
    """
    if SIMULATED.exists():
        raise _not_alone()


def _not_alone() -> BadInput:
    return BadInput(
        "a simulated installation runs from this folder already",
        where=str(SIMULATED),
        advice="stop it, or remove the file if it was killed",
    )


@contextmanager
def left_for_others(values: Mapping[str, str]) -> Iterator[None]:
    """Leave the variables of a simulated installation where other commands look.

    Raises:
        BadInput: Another one runs from this folder.
    """
    SIMULATED.parent.mkdir(exist_ok=True)
    try:
        handle = os.open(SIMULATED, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise _not_alone() from None
    with os.fdopen(handle, "w") as file:
        json.dump(dict(values), file)
    try:
        yield
    finally:
        SIMULATED.unlink(missing_ok=True)
