"""Runs a program that dies with its parent: `python -m gateways.plugins.leashed CMD …`.

A plugin's process is killed with its group; the server of an MCP plugin leads a group
of its own, and one that hangs would outlive whoever asked it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h; it survives an execve."""


def main() -> None:
    """Bind ourselves to our parent, then become the program."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - no shell wanted


if __name__ == "__main__":
    main()
