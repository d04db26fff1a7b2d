"""Alerts on the dashboard: told on every page, taken in hand on the first."""

from asyncio import run
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared import feed
from dashboard.signin import Person
from panda.testing.clock import START
from panda.users import Role
from tests.dashboard.conftest import api_of
from tests.dashboard.stage import TALKING

APP = str(Path(__file__).parents[2] / "dashboard" / "app.py")


@pytest.fixture
def alarmed(stage):
    """A stage on which one call is stuck; its business has an odd name."""
    shown = stage.shown[TALKING]
    update = {
        "business": "**Mesa** <b>Dental</b>",
        "updated_at": START - timedelta(seconds=30),
    }
    stage.shown = {TALKING: shown.model_copy(update=update)}
    (news,) = run(stage.look())
    assert news.alert.kind == "call_stuck"
    return stage


def texts(page):
    return [one.value for one in page.text]


def test_what_is_open_is_listed_and_taken_in_hand(alarmed, opened):
    page = opened("live")
    said = "🟠 **Mesa** <b>Dental</b>: nothing was said or done for 2 min"
    assert said in texts(page)
    page.button(key="acknowledge-0").click().run()
    assert "✓ local" in texts(page)
    assert not [one for one in page.button if one.key == "acknowledge-0"]
    (alert,) = run(alarmed.alerts())
    assert alert.acknowledged_by == "local"


def test_a_viewer_sees_alerts_and_cannot_take_them(alarmed, opened, monkeypatch):
    viewer = Person("kim", Role.VIEWER)
    monkeypatch.setattr("dashboard.views.alerts.person", lambda: viewer)
    page = opened("live")
    assert any("nothing was said" in one for one in texts(page))
    assert not [one for one in page.button if one.key == "acknowledge-0"]


def test_every_other_page_says_what_is_most_urgent_until_somebody_has_it(
    alarmed, connected
):
    connected(api_of(alarmed))

    def script():
        from dashboard.views.alerts import strip

        strip()

    page = AppTest.from_function(script, default_timeout=20).run()
    assert [one for one in texts(page) if "nothing was said" in one]
    (alert,) = run(alarmed.alerts())
    run(alarmed.acknowledge(alert.alert_id, "kim"))
    feed()._alerts.forget()
    assert texts(page.run()) == []


def test_the_first_page_lists_alerts_once(alarmed, connected):
    connected(api_of(alarmed))
    page = AppTest.from_file(APP, default_timeout=20).run()
    assert not page.exception
    assert sum("nothing was said" in one for one in texts(page)) == 1
