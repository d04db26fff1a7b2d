# ruff: noqa: INP001 - scripts beside the documents, no package
"""Take the pictures of the dashboard, while a campaign runs.

`python -m docs.screens` starts the simulated network, the system, a campaign and the
dashboard, and opens every page in Debian's Chromium; the call that talks is listened
to. It takes three minutes. With an address it takes those of a dashboard that runs.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import sync_playwright

from panda.booking import BookingTerms, Manner
from panda.campaign import Limits
from panda.recording.mode import Recording
from panda_cli.network import environment, simulated_network
from panda_cli.running import installation, workspace
from panda_cli.scenario import SHIPPED, read_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from actors.client import Client
    from panda_cli.scenario import Scenario

FOLDER = Path(__file__).parent / "pictures"
SCENARIO = SHIPPED
WIDTH, HEIGHT = 1440, 900
PATIENCE_MS = 240_000
"""How long a call may take to come to where its picture is taken."""
SETTLED_MS = 2_500
"""Tables and drawings come after the page around them."""
READY_S = 120
HOLD_S = 3
"""From when on a queue is told of: sooner than usual, so that there is an alert."""
DONE = 3
"""How many calls are over before their answers are compared."""
DAYS = 60
"""How far ahead an appointment may be."""
PAGES = ("campaigns", "functions", "system", "settings")


@contextmanager
def campaign() -> Iterator[str]:
    """Run a campaign on the simulated network; yield its dashboard's address."""
    with workspace(keep=False) as folder:
        scenario = read_scenario(SCENARIO)
        with simulated_network(
            SCENARIO, folder / "ledger", seed=1, ears="data"
        ) as network:
            port = _free_port()
            values = environment(network, folder=folder, clock_start=scenario.clock)
            values |= {
                "PANDA_DASHBOARD_ORIGINS": f"http://127.0.0.1:{port}",
                "PANDA_KEEP_AUDIO_DAYS": "7",
                "PANDA_ALERTS": f"hold_s={HOLD_S}",
            }
            with installation(values) as system, dashboard(port) as url:
                asyncio.run(_begin(system, scenario))
                yield url


async def _begin(system: Client, scenario: Scenario) -> None:
    await system.create(
        title="Cleanings in Springfield",
        questionnaire=scenario.questionnaire,
        providers=scenario.providers,
        limits=Limits(record=Recording.ANNOUNCE),
        attested=True,
        booking=BookingTerms(
            service="cleaning",
            first_day=scenario.clock.date(),
            last_day=scenario.clock.date() + timedelta(days=DAYS),
            manner=Manner.OFFERS,
        ),
    )


@contextmanager
def dashboard(port: int) -> Iterator[str]:
    """Run the dashboard over the installation of this process's environment."""
    command = [sys.executable, "-m", "panda_cli", "dash", "--port", str(port)]
    environ = os.environ | {"STREAMLIT_SERVER_HEADLESS": "true"}
    process = subprocess.Popen(command, env=environ)  # noqa: S603 - ours, no shell
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + READY_S
        while not _answers(f"{url}/_stcore/health"):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the dashboard did not start")
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def take(url: str) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url)
        page.locator("td.keys", has_text=re.compile(r"\d")).first.wait_for()
        page.locator(".board .pill", has_text="talking").first.wait_for()
        _take(page, "live-calls")
        page.locator(".st-key-alerts").wait_for()
        _take(page, "alerts")
        page.locator("tr", has_text="talking").first.click()
        page.get_by_role("button", name="Listen", exact=True).click()
        page.locator(".what", has_text="Listening").wait_for()
        page.locator(".entry").nth(10).wait_for()
        _take(page, "call")
        page.locator(".st-key-alerts-strip").wait_for()
        for name in PAGES:
            _open(page, f"{url}/{name}")
            _take(page, name)
        _open(page, url)
        page.locator(".board .pill", has_text="completed").nth(DONE - 1).wait_for()
        for name in ("results", "routes"):
            _open(page, f"{url}/{name}")
            _take(page, name)
        _open(page, f"{url}/appointments")
        page.get_by_label("Campaign", exact=True).click()
        page.get_by_role("option").nth(1).click()
        page.get_by_role("button", name="Choose", exact=True).click()
        page.get_by_text("How they were judged").wait_for()
        _take(page, "appointments")
        _open(page, f"{url}/results")
        page.get_by_role("tab", name="Evidence").click()
        page.get_by_label("Hear it said").click()
        page.get_by_role("option").first.click()
        page.locator("audio").wait_for()
        _take(page, "evidence")
        browser.close()


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".stMain [data-testid=stVerticalBlock] > *").nth(2).wait_for()


def _take(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{name}.png")


def main(url: str) -> None:
    """Take the pictures of a dashboard that runs, or of one of our own."""
    if url:
        take(url)
        return
    with campaign() as ours:
        take(ours)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
