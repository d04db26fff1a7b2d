"""What must hold before the processes are started: the mistakes of a command."""

from __future__ import annotations

import errno
import socket
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from simulator.businesses import scenario
from simulator.businesses.yamltext import ScenarioError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

PORTS = ("carrier", "model", "speech")


class CannotStart(Exception):  # noqa: N818 - reads as what happened
    """The command cannot be carried out as it was given; says what to mend."""


def port(text: str) -> int:
    """Read a port of an option: a number from 0 (any that is free) to 65535.

    Raises:
        ArgumentTypeError: It is none.
    """
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65535:
        raise ArgumentTypeError(f"{text}: a port is a number from 0 to 65535")
    return number


def check(options: argparse.Namespace) -> None:
    """Make sure of the ports, the folders and the scenario; create the folders.

    Raises:
        CannotStart: One of them cannot be used.
    """
    for name in PORTS:
        _check_free(f"--{name}-port", getattr(options, f"{name}_port"))
    _make("--ledger-dir", options.ledger_dir)
    if options.audio is not None:
        _make("--audio", options.audio)
    try:
        scenario.load(options.scenario)
    except ScenarioError as error:
        lines = (f"{options.scenario}/{problem}" for problem in error.problems)
        raise CannotStart("\n".join(lines)) from None


def _check_free(option: str, number: int) -> None:
    """Try a port that was asked for; 0 is always free."""
    with socket.socket() as trial:
        # As the servers do: a port whose last connections fade away is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", number))
            trial.listen(1)
        except OSError as error:
            used = error.errno == errno.EADDRINUSE
            why = "something listens there already" if used else str(error.strerror)
            raise CannotStart(f"{option} {number}: {why}") from None


def _make(option: str, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror
        raise CannotStart(f"{option} {folder}: no folder can be here: {why}") from None
