"""A real CalDAV server, on 127.0.0.1, for as long as a test needs it."""

import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

USER, PASSWORD = "maria", "a password for tests"
_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[web]
type = none
[logging]
level = error
"""


def free_port(first=25000, last=25999):
    for port in range(first, last):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@contextlib.contextmanager
def radicale(folder: Path, port: int | None = None):
    """Run a server with one empty calendar; yield the calendar's address."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    config = folder / "config"
    config.write_text(_CONFIG.format(port=port, folder=folder))
    server = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--config", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
    )
    url = f"http://127.0.0.1:{port}/{USER}/calendar/"
    try:
        _make(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _make(url, server):
    with httpx.Client(auth=(USER, PASSWORD), trust_env=False) as client:
        for _ in range(600):
            assert server.poll() is None, "radicale did not start"
            with contextlib.suppress(httpx.HTTPError):
                assert client.request("MKCALENDAR", url).status_code == 201
                return
            time.sleep(0.05)
    raise AssertionError("radicale did not answer")


def put(url, name, text):
    """Put an event of the user's own into the calendar."""
    body = text.strip().replace("\n", "\r\n") + "\r\n"
    headers = {"Content-Type": "text/calendar"}
    with httpx.Client(auth=(USER, PASSWORD), trust_env=False) as client:
        answer = client.put(f"{url}{name}.ics", content=body, headers=headers)
    assert answer.status_code in {201, 204}, answer.text


def get(url, name):
    """Return an object, None if there is none of this name."""
    with httpx.Client(auth=(USER, PASSWORD), trust_env=False) as client:
        answer = client.get(f"{url}{name}.ics")
    return answer.content if answer.status_code == 200 else None


def delete(url, name):
    """Have the user take an event out."""
    with httpx.Client(auth=(USER, PASSWORD), trust_env=False) as client:
        assert client.delete(f"{url}{name}.ics").status_code in {200, 204}


def event(name, *lines, summary="Private"):
    """Write an event of the user's own."""
    return "\n".join(
        (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A user//EN", "BEGIN:VEVENT",
            f"UID:{name}@user", "DTSTAMP:20261101T000000Z", f"SUMMARY:{summary}",
            *lines,
            "END:VEVENT", "END:VCALENDAR",
        )
    )  # fmt: skip
