"""Days count where the phone rings."""

from datetime import UTC, datetime

import pytest

from panda.campaign import Provider
from panda.compliance.whereabouts import local_times

EVENING_IN_GREENWICH = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
"""Tuesday there, Monday afternoon in all of America."""


def times(phone, at=EVENING_IN_GREENWICH, zone=""):
    provider = Provider(name="Bright Dental", phone=phone, timezone=zone)
    return [f"{time:%a %H:%M}" for time in local_times(provider, at)]


@pytest.mark.parametrize(
    ("phone", "zone", "expected"),
    [
        ("+12175550123", "", ["Mon 18:30"]),
        ("+18085550123", "", ["Mon 14:30"]),
        ("+12135550123", "", ["Mon 16:30"]),
        ("+12175550123", "America/Chicago", ["Mon 18:30"]),
        ("+18005550123", "Pacific/Honolulu", ["Mon 14:30"]),
        ("+34911234567", "", ["Tue 01:30"]),
    ],
)
def test_the_callees_clock_is_that_of_their_list_or_of_their_number(
    phone, zone, expected
):
    assert times(phone, zone=zone) == expected


def test_a_number_of_several_zones_has_one_time_as_long_as_it_is_one_day_there():
    assert len(times("+12085550123")) == 1
    assert len(times("+18005550123")) == 1


def test_where_it_may_be_two_dates_both_are_told():
    at_night = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)

    found = times("+18005550123", at=at_night)

    assert {time[:3] for time in found} == {"Mon", "Tue"}
    assert times("+18005550123", at=at_night, zone="America/New_York") == ["Tue 02:30"]


@pytest.mark.parametrize("phone", ["", "office", "+99912345678"])
def test_where_nothing_is_known_the_time_is_left_as_it_is(phone):
    assert local_times(
        Provider(name="Bright Dental", phone=phone), EVENING_IN_GREENWICH
    ) == (EVENING_IN_GREENWICH,)
