"""Ties a child process to its parent: it ends when the parent is gone, however.

A parent that is killed hard can tell nobody. But the system closes its end of the pipe
that is the child's standard input, on every platform, and the child reads the end.
"""

from __future__ import annotations

import os
import signal
import threading
import time

GRACE_S = 10.0
"""How long the child may take to end in good order."""


def tie() -> None:
    """End this process when its standard input does."""
    threading.Thread(target=_wait, name="tether", daemon=True).start()


def _wait() -> None:
    # Not sys.stdin: its lock, held in a read, would trouble the interpreter's end.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os._exit(1)
