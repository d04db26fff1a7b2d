"""Clocks that change, in zones that differ."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panda.appointments.zones import in_zone, later, local, zone_of_provider
from panda.campaign import Provider
from panda.errors import BadInput
from tests.panda.appointments.material import CHICAGO, booking

ZONES = st.sampled_from(
    ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "America/Phoenix"]
)
CHANGES = [
    "2026-03-08", "2026-11-01", "2026-10-25", "2026-03-29", "2026-04-05", "2026-10-04",
]  # fmt: skip
NEAR_CHANGES = st.builds(
    lambda day, minutes: datetime.fromisoformat(day) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-300, 600),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(NEAR_CHANGES, ZONES)
def test_a_wall_time_is_kept_or_refused_because_clocks_skip_it(wall, name):
    zone = ZoneInfo(name)
    try:
        meant = local(wall, zone)
    except BadInput:
        back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        assert back.replace(tzinfo=None) != wall
    else:
        there = meant.astimezone(UTC).astimezone(zone)
        assert there.replace(tzinfo=None) == wall


@FEW
@given(NEAR_CHANGES, ZONES, st.integers(5, 720))
def test_an_appointment_lasts_as_long_as_it_says_whatever_clocks_do(wall, name, length):
    begins = wall.replace(tzinfo=ZoneInfo(name))
    ends = later(begins, length)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(minutes=length)
    assert later(ends, -length).astimezone(UTC) == begins.astimezone(UTC)


@FEW
@given(NEAR_CHANGES, ZONES)
def test_written_and_read_again_it_begins_at_the_same_wall_time(wall, name):
    slot = wall.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    first = booking(slot, zone=name)
    again = type(first).model_validate_json(first.model_dump_json())
    assert again.begins == first.begins
    assert again.begins.replace(tzinfo=None) == first.begins.replace(tzinfo=None)
    assert again.begins.utcoffset() == first.begins.utcoffset()


def test_the_hour_that_clocks_skip_is_no_time():
    with pytest.raises(BadInput, match="no such time"):
        local(datetime.fromisoformat("2026-03-08T02:30"), CHICAGO)
    twice = datetime.fromisoformat("2026-11-01T01:30")
    assert local(twice, CHICAGO).utcoffset() == timedelta(hours=-5)


def test_a_business_is_where_its_list_or_its_number_says():
    named = Provider(name="B", phone="+15125550100", timezone="America/New_York")
    assert zone_of_provider(named) == "America/New_York"
    assert zone_of_provider(Provider(name="B", phone="+15125550100")) in {
        "America/Chicago", ""
    }  # fmt: skip
    assert in_zone(datetime(2026, 7, 1, 12, tzinfo=UTC), "").hour == 12
