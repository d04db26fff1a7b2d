"""One installation to a data directory, and to a port: what a second one is told.

`cluster.json` and the database in a data directory belong to one installation. A lock
on a file beside them says that it runs; the kernel lets go of it with the process,
however that ends, so nothing has to be tidied up after a crash.
"""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from panda.errors import BadInput

if TYPE_CHECKING:
    from panda.settings import Settings

FILE = "installation.lock"
REACH_S = 2.0
"""How long a cluster on this machine may take to accept a connection."""


class Claim:
    """Holds a data directory until it is released, or this process ends."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let another installation have the directory; once is enough."""
        os.close(self._handle)


def claim(settings: Settings) -> Claim:
    """Take the data directory of an installation before anything in it is touched.

    Raises:
        BadInput: One runs there, or something else listens at one of its ports.
    """
    folder = Path(settings.data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    # Python's files are closed in the processes it starts: Ray's do not hold the lock.
    handle = os.open(folder / FILE, os.O_CREAT | os.O_RDWR, 0o600)
    taken = Claim(handle)
    try:
        _lock(handle, folder)
        check_port(settings.front_host, settings.front_port, "PANDA_FRONT_PORT")
        check_port("127.0.0.1", settings.serve_port, "PANDA_SERVE_PORT")
    except BadInput:
        taken.release()
        raise
    return taken


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BadInput(
            "an installation runs here already",
            where=str(folder),
            advice="use it, stop it, or set PANDA_DATA_DIR to another folder",
        ) from None


def check_port(host: str, port: int, where: str) -> None:
    """Make sure that a port can be listened at; 0 always can.

    Raises:
        BadInput: It cannot; `where` is the variable that names it.
    """
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        problem = (
            f"nobody can listen at {host}:{port} ({os.strerror(error.errno or 0)})"
        )
        if error.errno == errno.EADDRINUSE:
            problem = f"something listens at {host}:{port} already"
        raise BadInput(problem, where=where, advice="choose another") from None


def is_reachable(address: str) -> bool:
    """Whether anything answers at `host:port`.

    Ray itself looks for a cluster that has gone for a minute, and prints meanwhile.
    """
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), REACH_S).close()
    except (OSError, ValueError, OverflowError):
        return False
    return True
