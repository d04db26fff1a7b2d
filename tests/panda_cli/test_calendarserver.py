"""The calendar of a demonstration, served by radicale itself."""

from pathlib import Path

import httpx
import pytest

from panda.errors import BadInput
from panda_cli.calendarserver import calendar_server

DENTAL = Path(__file__).parents[2] / "scenarios" / "dental"


def test_a_calendar_has_what_the_scenario_says_and_asks_for_a_password(tmp_path):
    busy = (DENTAL / "calendar.ics").read_bytes().decode()
    with calendar_server(tmp_path / "calendar", busy) as server:
        assert "Visiting family" in server.content()
        assert "BEGIN:VALARM" not in server.content()
        assert httpx.get(server.url).status_code == 401
        assert server.values["PANDA_CALENDAR_ZONE"] == "America/Chicago"
    with pytest.raises(httpx.ConnectError):
        server.content()
    users = tmp_path / "calendar" / "users"
    assert users.stat().st_mode & 0o077 == 0, "others read no password"


def test_what_is_no_calendar_is_refused(tmp_path):
    with (
        pytest.raises(BadInput, match="an iCalendar file"),
        calendar_server(tmp_path / "calendar", "no calendar at all"),
    ):
        pass
