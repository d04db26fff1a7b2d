"""What time it is: really, and in a scenario."""

from datetime import UTC, datetime, timedelta

from actors.clock import SystemClock
from panda.settings import Settings
from tests.actors.test_crew import VARIABLES

MONDAY = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
SOON = timedelta(minutes=1)


def test_a_scenario_has_its_own_time_and_the_carrier_the_real_one():
    started = datetime.now(UTC)
    settings = Settings.from_env(
        {
            **VARIABLES,
            "TWILIO_API_URL": "http://127.0.0.1:1",
            "PANDA_CLOCK_START": MONDAY.isoformat(),
            "PANDA_CLOCK_STARTED_AT": str(started.timestamp()),
        }
    )
    clock = SystemClock(settings)
    assert MONDAY <= clock.now() < MONDAY + SOON
    assert started <= clock.real_now() < started + SOON


def test_without_a_scenario_there_is_one_time():
    clock = SystemClock(Settings.from_env(VARIABLES))
    assert abs(clock.now() - clock.real_now()) < SOON
