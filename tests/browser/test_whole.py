"""Everything at once: an operator's browser, the system on Ray, the simulated network.

The people of the town understand tones instead of speech; the operator's microphone
hears six tenths of a tone in every second, which is how the network's ledger tells
the operator's voice from the AI's.
"""

import os
import socket
from pathlib import Path

import pytest

from panda.settings import Settings
from panda_cli.network import environment, simulated_network
from panda_cli.running import installation as running, workspace
from tests.browser.conftest import (
    PASSWORD,
    Console,
    dashboard_of,
    launched,
    sign_in,
    until,
    watched,
)
from tests.cluster import town
from tests.cluster.installation import MARKS, Installation
from tests.cluster.witness import Witness

pytestmark = [*MARKS]
SOUNDS_S = 0.6
PATIENCE_S = 60


@pytest.fixture(scope="module")
def installation():
    """An installation that lets pages of our dashboard connect to calls."""
    before = dict(os.environ)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with workspace(keep=False) as folder:
        scenario = town.build(folder / "town")
        with simulated_network(
            scenario, folder / "ledger", seed=1, ears="data"
        ) as network:
            values = environment(network, folder=folder, clock_start=town.CLOCK)
            values["PANDA_DASHBOARD_ORIGINS"] = f"http://127.0.0.1:{port}"
            with running(values):
                from actors.blocking import connect  # it loads Ray

                settings = Settings.from_env(os.environ)
                witness = Witness(network.carrier_url, Path(network.ledger))
                made = Installation(settings, witness, connect(settings), scenario)
                yield made, port
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="module")
def system(installation):
    return installation[0]


@pytest.fixture(scope="module")
def visit(installation, playwright, tmp_path_factory):
    """Open the dashboard as somebody, in a browser that hears the microphone."""
    system, port = installation
    folder = tmp_path_factory.mktemp("whole")
    token = system.settings.api_token
    with dashboard_of(system.url, token, folder, port) as url:
        browser = launched(playwright, folder, sounds_s=SOUNDS_S)

        def go(path="", *, name="kim"):
            page = watched(browser.new_page(viewport={"width": 1440, "height": 1000}))
            page.set_default_timeout(PATIENCE_S * 1000)
            page.goto(f"{url}/{path}")
            sign_in(page, name, PASSWORD)
            page.wait_for_function("document.cookie.includes('panda_session')")
            return page

        yield go
        browser.close()


def begin(page, office):
    """Upload a list of one office, and call it."""
    page.get_by_role("tab", name="New").click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "list.csv",
            "mimeType": "text/csv",
            "buffer": f"{town.listed(office)}Nobody,12\n".encode(),
        }
    )
    page.get_by_text("1 rows are not").wait_for()
    page.get_by_text("Every number is a business line").click()
    page.get_by_role("button", name="Call 1 businesses").click()
    page.get_by_text("It has begun").wait_for()


def opened(page, office):
    """Open an office's call from the board while it talks."""
    page.get_by_role("link", name="Live").click()
    row = page.locator("tr", has_text=office.name)
    row.locator(".pill", has_text="talking").wait_for()
    call_id = row.get_attribute("data-call")
    row.click()
    return call_id, Console(page)


def floors(system, call_id):
    """Who was given the floor, in order."""
    events = system.get(f"/api/calls/{call_id}/events")
    return [one["talker"] for one in events if one["kind"] == "floor_given"]


def bursts_of_the_operator(system, office):
    """What the callee heard that sounds as long as the microphone's tone."""
    (dial,) = system.witness.dials(office)
    heard = system.witness.records("audible", dial["call_sid"])
    lengths = [one["end_ms"] - one["start_ms"] for one in heard]
    return [one for one in lengths if abs(one - SOUNDS_S * 1000) <= 100]


def test_an_operator_begins_hears_takes_over_and_gives_back(system, visit):
    office = town.MAPLE
    lee = visit(name="lee")
    page = visit("campaigns")
    begin(page, office)
    call_id, console = opened(page, office)
    console.press("Take over")
    console.says("You are speaking")
    until(lambda: len(bursts_of_the_operator(system, office)) >= 3, "not heard")
    assert console.number("heard") > 50

    lee.goto(f"{lee.url.partition('?')[0].rstrip('/')}/call?call={call_id}")
    other = Console(lee)
    other.press("Listen")
    other.says("kim is speaking")
    other.root.locator(".take").evaluate("b => { b.disabled = false; b.click(); }")
    other.warns("kim has the call")

    console.root.locator("textarea").fill("the desk is kind")
    console.press("Pin note")
    page.locator('.entry[data-kind="note"]', has_text="the desk is kind").wait_for()
    console.press("Hand back")
    console.says("Listening")
    until(lambda: floors(system, call_id)[-1:] == ["ai"], "not given back")

    def goes_on():
        events = system.get(f"/api/calls/{call_id}/events")
        kinds = [one.get("speaker", one["kind"]) for one in events]
        back = max(i for i, kind in enumerate(kinds) if kind == "floor_given")
        return "agent" in kinds[back:]

    until(goes_on, "the AI says nothing after it was given the call back", PATIENCE_S)


def test_a_call_is_cared_for_when_its_operators_browser_goes_away(system, visit):
    office = town.LINDEN
    page = visit("campaigns")
    begin(page, office)
    call_id, console = opened(page, office)
    console.press("Take over")
    console.says("You are speaking")
    page.close()
    until(lambda: floors(system, call_id)[-1:] == ["ai"], "nobody speaks", PATIENCE_S)
