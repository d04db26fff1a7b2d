"""Debian's Chromium, driven by Playwright, before a dashboard over the stage."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import httpx
import numpy as np
import pytest

from panda.operator.views import Admission
from panda.users import Role, User, Users
from tests.dashboard.door import RATE, Door
from tests.dashboard.stage import Stage, served
from tests.serve.town import API_TOKEN, SETTINGS

CHROMIUM = shutil.which("chromium")
APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PASSWORD = "correct horse"
PEOPLE = {
    "kim": Role.OPERATOR,
    "lee": Role.OPERATOR,
    "vic": Role.VIEWER,
    "pat": Role.VIEWER,
}
MICROPHONE_HZ = 1000.0
WAIT_MS = 20_000
"""How long anything on a page may take on a busy machine."""
SETUP_S = 180
"""How long the first test may take, with the browser and the dashboard."""


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(SETUP_S))
            if CHROMIUM is None or find_spec("playwright") is None:
                reason = "chromium or playwright is not installed"
                item.add_marker(pytest.mark.skip(reason=reason))


def apart(work):
    """Run something asynchronous; Playwright has this thread's loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


PAGES = []
"""What a test has opened, for when it fails."""
ERRORS = []
"""What went wrong in the scripts of those pages."""


def watched(page):
    """Remember a page, and what goes wrong in it."""
    PAGES.append(page)
    page.on("pageerror", lambda error: ERRORS.append(str(error)))
    page.on("crash", lambda _: ERRORS.append("the page crashed"))
    return page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell with a failure what was on the pages."""
    report = yield
    if report.failed:
        for page in PAGES:
            if not page.is_closed():
                report.sections.append((page.url, page.inner_text("body")))
        report.sections.append(("errors in pages", "\n".join(ERRORS)))
    if call.when == "teardown":
        PAGES.clear()
        ERRORS.clear()
    return report


class Guarded(Stage):
    """A stage whose calls have a door for operators."""

    def __init__(self, seconds) -> None:
        super().__init__(seconds)
        self.door = Door(SETTINGS.signing_key, lambda: self.now().timestamp())
        self._serial = 0

    def admission(self, call_id, request):
        self._serial += 1
        return Admission.to(
            call_id,
            request,
            public_url=self.door.url,
            key=SETTINGS.signing_key,
            now_s=self.now().timestamp(),
            serial=str(self._serial),
        )


@pytest.fixture(scope="session")
def stage():
    began = time.monotonic()
    made = Guarded(lambda: time.monotonic() - began)
    apart(made.play())
    return made


@pytest.fixture
def door(stage):
    """The door of the stage's calls, new for each test."""
    stage.door = Door(SETTINGS.signing_key, lambda: stage.now().timestamp())
    with stage.door.serving() as open_door:
        yield open_door


@pytest.fixture(scope="session")
def dashboard(stage, tmp_path_factory):
    """The address of a dashboard over the stage."""
    with (
        served(stage) as api,
        dashboard_of(api, API_TOKEN, tmp_path_factory.mktemp("dashboard")) as url,
    ):
        yield url


@contextmanager
def dashboard_of(api, token, folder, port=0, identities=None):
    """Run a dashboard of its own over an API, that people sign in to.

    With a file of identities also by the provider that it names.
    """
    users = Users()
    for name, role in PEOPLE.items():
        users = users.put(User.of(name, role, PASSWORD, name.encode().ljust(16)))
    file = folder / "users.json"
    file.write_text(users.model_dump_json())
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "streamlit", "run", str(APP)]
        command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
        command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
        command += [
            "--runner.magicEnabled",
            "false",
            "--server.fileWatcherType",
            "none",
        ]
        environ = os.environ | {
            "PANDA_API_URL": api,
            "PANDA_API_TOKEN": token,
            "PANDA_USERS_FILE": str(file),
        }
        if identities is not None:
            command += ["--secrets.files", str(identities)]
            environ["PANDA_IDENTITIES_FILE"] = str(identities)
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
        try:
            yield address_of(process, Path(log.name))
        finally:
            process.terminate()
            process.wait(20)


def address_of(process, log):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        for line in log.read_text().splitlines():
            if "URL: " in line:
                url = line.split("URL: ")[1].strip()
                if httpx.get(f"{url}/_stcore/health").is_success:
                    return url
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright, tmp_path_factory):
    """A browser whose microphone hears a tone of 1 kHz for ever."""
    browser = launched(playwright, tmp_path_factory.mktemp("microphone"), sounds_s=1.0)
    yield browser
    browser.close()


def launched(playwright, folder, *, sounds_s):
    """Start a browser whose microphone hears that much of a tone in every second."""
    wav = folder / "tone.wav"
    times = np.arange(48_000) / 48_000
    samples = 0.5 * 32767 * np.sin(2 * np.pi * MICROPHONE_HZ * times)
    samples[times >= sounds_s] = 0
    with wave.open(str(wav), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())
    return playwright.chromium.launch(
        executable_path=CHROMIUM,
        timeout=SETUP_S * 1000,
        args=[
            "--no-sandbox",
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={wav}",
        ],
    )


@pytest.fixture(scope="session")
def cookies():
    """Who has signed in before, by name."""
    return {}


@pytest.fixture
def visit(chromium, dashboard, cookies):
    """Open a page as somebody; signs them in, once in all tests."""
    contexts = []

    def go(path="", *, name="kim"):
        context = chromium.new_context(
            storage_state=cookies.get(name), viewport={"width": 1440, "height": 900}
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = watched(context.new_page())
        page.goto(f"{dashboard}/{path}")
        if name not in cookies:
            sign_in(page, name, PASSWORD)
            page.wait_for_function("document.cookie.includes('panda_session')")
            cookies[name] = context.storage_state()
        return page

    yield go
    for context in contexts:
        context.close()


def sign_in(page, name, password):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").first.fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def until(check, what="", wait_s=WAIT_MS / 1000):
    """Wait for something that is no page's business."""
    deadline = time.monotonic() + wait_s
    while not (seen := check()):
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
    return seen


def loudest_hz(samples):
    """The frequency most of the sound's power is at."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    return float(np.argmax(power) * RATE / len(samples)), float(
        np.sort(power)[-5:].sum() / power.sum()
    )


class Console:
    """A console as a person uses it."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(".console")
        self.root.wait_for()

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()

    def says(self, text):
        self.root.locator(".what", has_text=text).wait_for()

    def warns(self, text):
        self.root.locator(".message", has_text=text).wait_for()

    def number(self, name):
        return int(self.root.get_attribute(f"data-{name}") or 0)
