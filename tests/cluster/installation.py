"""An installation as a person with its token sees it, and as a saboteur does."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
import psutil
import pytest
import ray

from actors.blocking import Panda
from actors.line import door_path
from actors.service import find_service
from panda.settings import Settings
from tests.cluster.town import QUESTIONS, Office, listed
from tests.cluster.witness import Witness

_T = TypeVar("_T")

MARKS = [
    pytest.mark.ray,
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
]
"""Of every test here; the first one waits for the cluster to start."""
LIMITS = {"attempts": 1}
PATIENCE_S = 120


@dataclass
class Installation:
    """What runs, and where."""

    settings: Settings
    witness: Witness
    panda: Panda
    folder: Path
    """Of its scenario: `providers.csv`, `questions.yaml`."""

    @property
    def url(self) -> str:
        """The front door."""
        return self.settings.public_url

    @property
    def http(self) -> httpx.Client:
        """The API, with the token."""
        bearer = {"Authorization": f"Bearer {self.settings.api_token}"}
        return httpx.Client(base_url=self.url, headers=bearer, timeout=20)

    def get(self, path: str, **query):
        """Ask the API."""
        with self.http as http:
            answer = http.get(path, params=query)
            assert answer.status_code == 200, answer.text
            return answer.json()

    def post(self, path: str, body=None, *, status: int = 200):
        """Have the API do something."""
        with self.http as http:
            answer = http.post(path, json=body)
            assert answer.status_code == status, answer.text
            return answer.json()

    def end(self, call: str) -> None:
        """End a call, unless it has ended by itself meanwhile."""
        with self.http as http:
            answer = http.post(f"/api/calls/{call}/end")
        over = answer.status_code == 409 and self.get(f"/api/calls/{call}")
        assert answer.status_code == 202 or over["state"] == "ended", answer.text

    def answers(self, path: str) -> bool:
        """Whether the API can answer a question now."""
        with self.http as http:
            try:
                return http.get(path).status_code == 200
            except httpx.TransportError:
                return False

    def try_to_begin(self, title: str, *offices: Office, **limits) -> httpx.Response:
        """Ask for a campaign."""
        body = {
            "title": title,
            "providers_csv": listed(*offices),
            "questions_yaml": QUESTIONS,
            "attested": True,
            "limits": LIMITS | limits,
            "fresh": True,  # the tests share an installation and its offices
        }
        with self.http as http:
            return http.post("/api/campaigns/from-files", json=body)

    def begin(self, title: str, *offices: Office, **limits) -> str:
        """Begin a campaign; returns its id."""
        answer = self.try_to_begin(title, *offices, **limits)
        assert answer.status_code == 201, answer.text
        return answer.json()["campaign"]["campaign_id"]

    def call_of(self, campaign: str, office: Office) -> str:
        """The id of the latest call to an office, once there is one."""

        def latest():
            calls = self.get("/api/calls", campaign_id=campaign)
            mine = [one for one in calls if one["number"] == office.phone]
            return max(mine, key=lambda one: one["attempt"], default=None)

        return until(latest)["call_id"]

    def transcript(self, call: str) -> list[dict]:
        """The stored log of a call."""
        return self.get(f"/api/calls/{call}/transcript")

    def kinds(self, call: str) -> list[str]:
        """The kinds of events in the stored log of a call."""
        return [line["kind"] for line in self.transcript(call)]

    def until_logged(self, call: str, kind: str) -> None:
        """Wait for an event of a live call."""

        def logged():
            kinds = self.kinds(call)
            assert kind in kinds or "ended" not in kinds, self.transcript(call)
            return kind in kinds

        until(logged)

    def epoch(self, call: str) -> int:
        """How often a call was taken over."""
        return ray.get(find_service("store").intent.remote(call)).epoch

    def result(self, call: str) -> dict:
        """What came of a call, once it has ended."""
        return until(lambda: self.get(f"/api/calls/{call}")["result"])

    def finished(self, campaign: str) -> dict:
        """A campaign, once every business of it is done."""

        def done():
            view = self.get(f"/api/campaigns/{campaign}")
            return view if view["campaign"]["status"] == "done" else None

        return until(done)

    # --- sabotage

    def kill_call(self, call: str) -> None:
        """SIGKILL the process at a call's own door: the actor of that call."""
        door = door_path(self.settings.run_dir, call)
        (actor,) = [one for one in _our_processes() if door in _doors(one)]
        assert _title(actor).startswith("ray::CallActor")
        os.kill(actor.pid, signal.SIGKILL)

    def kill_actor(self, kind: str) -> None:
        """SIGKILL the one actor of a class."""
        (actor,) = [
            process
            for process in _our_processes()
            if _title(process).startswith(f"ray::{kind}")
        ]
        os.kill(actor.pid, signal.SIGKILL)


def now_ms() -> int:
    """The wall clock of the ledger."""
    return time.time_ns() // 1_000_000


def _our_processes() -> list[psutil.Process]:
    """The processes of this cluster, which is a child of this process."""
    return psutil.Process().children(recursive=True)


def _doors(process: psutil.Process) -> set[str]:
    """The Unix sockets a process listens at."""
    try:
        return {one.laddr for one in process.net_connections("unix")}
    except psutil.Error:  # it is ending
        return set()


def _title(process: psutil.Process) -> str:
    try:
        return process.cmdline()[0]
    except (psutil.Error, IndexError):  # it is ending
        return ""


def until(look: Callable[[], _T | None], seconds: float = PATIENCE_S) -> _T:
    """Wait for a state, and return it; the patience is for a loaded machine."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come to that in time")
