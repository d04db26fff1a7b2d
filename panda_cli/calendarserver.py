"""A CalDAV server on this machine for a demonstration: radicale, with one calendar."""

from __future__ import annotations

import importlib.util
import re
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

USER = "demo"
READY_S = 60.0
STOP_S = 10.0
_ZONE = re.compile(r"^X-WR-TIMEZONE:(.+)$", re.MULTILINE)
"""What calendars name their zone by; no standard, and everybody does."""


@dataclass(frozen=True, slots=True)
class CalendarServer:
    """A calendar that is served, and how it is met."""

    url: str
    """Of the calendar."""
    password: str
    zone: str
    """The user's."""

    @property
    def values(self) -> Mapping[str, str]:
        """The variables that name it to an installation."""
        return {
            "PANDA_CALENDAR_URL": self.url,
            "PANDA_CALENDAR_USER": USER,
            "PANDA_CALENDAR_PASSWORD": self.password,
            "PANDA_CALENDAR_ZONE": self.zone,
        }

    def content(self) -> str:
        """Return all that stands in the calendar, as an iCalendar file.

        Raises:
            httpx.HTTPError: The server does not answer.
        """
        answer = httpx.get(self.url, auth=(USER, self.password), timeout=READY_S)
        return answer.raise_for_status().text


@contextmanager
def calendar_server(folder: Path, busy: str = "") -> Iterator[CalendarServer]:
    """Serve a calendar on loopback for as long as the block lasts.

    Args:
        folder: Where the server keeps it.
        busy: What stands in it from the start, as an iCalendar file; its
            `X-WR-TIMEZONE` is the user's zone, else that is UTC.

    Raises:
        BadInput: radicale is not installed or did not start, or `busy` is no calendar.
    """
    if importlib.util.find_spec("radicale") is None:
        raise BadInput(
            "radicale is not installed",
            where="calendar",
            advice="pip install 'panda-assist[simulator]', or set PANDA_CALENDAR_URL",
        )
    zone = _zone(busy)
    folder.mkdir(parents=True, exist_ok=True)
    password, port = secrets.token_urlsafe(18), _free_port()
    users = folder / "users"
    users.touch(mode=0o600)
    users.write_text(f"{USER}:{password}\n")
    command = [sys.executable, "-m", "radicale", "--config", ""]
    command += ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "htpasswd"]
    command += ["--auth-htpasswd-filename", str(users)]
    command += ["--auth-htpasswd-encryption", "plain", "--logging-level", "warning"]
    command += ["--storage-filesystem-folder", str(folder / "collections")]
    with (folder / "radicale.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - a module of ours to name, no shell
            command, stdout=log, stderr=log, start_new_session=True
        )
    try:
        url = f"http://127.0.0.1:{port}/{USER}/calendar/"
        server = CalendarServer(url, password, zone)
        _make(server, process, busy)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _make(server: CalendarServer, process: subprocess.Popen[bytes], busy: str) -> None:
    """Make the calendar as soon as the server answers.

    Raises:
        BadInput: It ended, or did not answer in time.
    """
    empty = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//demo//EN\r\nEND:VCALENDAR\r\n"
    deadline = time.monotonic() + READY_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            made = httpx.put(
                server.url,
                content=busy or empty,
                headers={"Content-Type": "text/calendar"},
                auth=(USER, server.password),
                timeout=READY_S,
            )
        except httpx.ConnectError:
            time.sleep(0.1)
            continue
        if made.is_success:
            return
        raise BadInput(
            f"the calendar server will not have it: {made.status_code}",
            where="calendar",
            advice="mend the file; it has to be an iCalendar file",
        )
    raise BadInput("the calendar server did not start", where="radicale")


def _zone(busy: str) -> str:
    """Return the zone that a calendar names; "UTC" if it names none."""
    found = _ZONE.search(busy)
    return found[1].strip() if found else "UTC"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
