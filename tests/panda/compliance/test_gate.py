"""Which numbers are called, when, and why not; every refusal has its reason."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from panda.campaign import Campaign, Provider
from panda.compliance import ADVICE, Reason
from panda.compliance.gate import check
from panda.research.questionnaire import FieldType, Question, Questionnaire

CHICAGO = ZoneInfo("America/Chicago")
MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=CHICAGO)
"""14:00 in New York, 11:00 in Los Angeles, 9:00 in Honolulu: open everywhere."""

CAMPAIGN = Campaign(
    campaign_id="c",
    title="t",
    questionnaire=Questionnaire(
        goal="schedule a cleaning",
        fields=(Question(name="x", type=FieldType.TEXT, ask="What is it?"),),
    ),
    attested=True,
    created_at=MONDAY,
)
UNATTESTED = CAMPAIGN.model_copy(update={"attested": False})


def verdict(phone, now=MONDAY, campaign=CAMPAIGN, timezone="", **more):
    provider = Provider(name="Office", phone=phone, timezone=timezone)
    return check(provider, campaign, now, **more)


# fmt: off
CALLED = [
    "+12175550123", "+12135550123", "+12125550123", "+13125550123", "+14155550123",
    "+16175550123", "+12025550123", "+13055550123", "+17025550123", "+15035550123",
    "+12065550123", "+16025550123", "+15055550109", "+13035550162", "+16085550147",
    "+13165550118", "+14045550123", "+17135550123", "+12145550123", "+15125550142",
    "+16465550123", "+19175550123", "+14805550123", "+18015550123", "+19075550123",
    "+18085550123", "+16505550123", "+13015550123", "+19195550123", "+16155550123",
    "+18005550123", "+18885550123", "+18775550123", "+18665550123", "+18555550123",
]
REFUSED = {
    Reason.NOT_E164: [
        "", "+", "2175550123", "(217) 555-0123", "1-217-555-0123", "+1 217 555 0123",
        "+1-217-555-0123", "tel:+12175550123", "+12175550123 x12", "+12175550123;ext=1",
        "\uff0b12175550123", "+1\uff12175550123", "+0123456789",
        "+1217555012345678",
        "+12175550123\n", " +12175550123", "+12175550123 ", "0012175550123",
        "01112175550123", "+1800FLOWERS", "sip:office@example.com", "+1217555O123",
        "+123456", "*67+12175550123", "+12175550123,,1",
    ],
    Reason.EMERGENCY: [
        "911", "+1911", "112", "999", "000", "988", "+1988", "933", "+1933", "9-1-1",
        "+19115550123", "+12179110123", "+18002738255", "+18002221222", "+18007997233",
        "+18006564673", "+18883737888", "+18009855990", "+18664887386",
    ],
    Reason.SERVICE_CODE: [
        "211", "311", "411", "511", "611", "711", "811", "+1411", "+1611",
        "+14115550123", "+12174110123", "+12176110123", "+12172110123",
    ],
    Reason.PREMIUM: [
        "+19005550199", "+19002345678", "+19762345678", "+12129760000", "+12139765555",
        "+14155551212", "+12125551212",
    ],
    Reason.INVALID_NUMBER: [
        "+11234567890", "+10175550123", "+11175550123", "+12170550123", "+12171550123",
        "+15550123456", "+1217555012", "+19995550123", "+12225550123", "+13335550123",
        "+102079460958", "+5215512345678", "+999123456789", "+17005550123",
    ],
    Reason.REGION_NOT_ALLOWED: [
        "+18765550123", "+14165550123", "+16045550123", "+12423221234", "+18095550123",
        "+17875551234", "+16715551234", "+13405551234", "+12644972514",
        "+442079460958", "+4930901820", "+33142685300", "+525512345678", "+61293744000",
        "+81332245000", "+919812345678", "+8613800138000", "+905321234567",
    ],
    Reason.LINE_TYPE: [
        "+15005550006", "+15215550123", "+15335550123", "+15225550123",
    ],
}
# fmt: on


def table():
    for reason, numbers in REFUSED.items():
        yield from ((number, reason) for number in numbers)


def test_the_table_is_large_enough():
    assert len(CALLED) + len(list(table())) >= 120


@pytest.mark.parametrize("phone", CALLED)
def test_a_business_line_is_called(phone):
    found = verdict(phone)

    assert found.allowed, found
    assert (found.reasons, found.until) == ((), None)


@pytest.mark.parametrize(("phone", "reason"), list(table()))
def test_a_number_is_refused_for_its_reason(phone, reason):
    found = verdict(phone)

    assert not found.allowed
    assert reason in found.reasons, found
    assert found.until is None


def test_every_reason_has_advice():
    assert set(ADVICE) == set(Reason)


# --- the campaign


def test_a_campaign_without_attestation_calls_nobody():
    assert verdict(CALLED[0], campaign=UNATTESTED).reasons == (Reason.NOT_ATTESTED,)


def test_a_toll_free_number_needs_the_attestation_twice_over():
    assert Reason.TOLL_FREE_UNATTESTED in (
        verdict("+18005550123", campaign=UNATTESTED).reasons
    )


def test_who_asked_not_to_be_called_is_not_called():
    found = verdict(CALLED[0], do_not_call={CALLED[0]})

    assert found.reasons == (Reason.DO_NOT_CALL,)


def test_other_countries_can_be_allowed():
    night = MONDAY.replace(hour=4)  # 10:00 in London

    assert verdict("+442079460958", night, regions={"US", "GB"}).allowed


# --- hours


@pytest.mark.parametrize(
    ("local", "open_"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00:00", True),
        ("2026-11-23T16:59:59", True),
        ("2026-11-23T17:00:00", False),
        ("2026-11-21T11:00:00", False),  # Saturday
        ("2026-11-22T11:00:00", False),  # Sunday
        ("2026-11-26T11:00:00", False),  # Thanksgiving
        ("2026-11-27T11:00:00", True),
        ("2026-12-25T11:00:00", False),
        ("2027-01-01T11:00:00", False),
        ("2026-07-03T11:00:00", False),  # Independence Day, kept on Friday
        ("2026-06-19T11:00:00", False),  # Juneteenth
        ("2026-03-09T09:00:00", True),  # the day after clocks went forward
        ("2026-11-02T16:59:00", True),  # the day after clocks went back
        ("2021-12-31T11:00:00", False),  # New Year's Day 2022, kept the year before
    ],
)
def test_offices_are_called_in_office_hours(local, open_):
    now = datetime.fromisoformat(local).replace(tzinfo=CHICAGO)
    found = verdict("+12175550123", now.astimezone(UTC))

    assert found.allowed is open_
    assert found.reasons == (() if open_ else (Reason.OUTSIDE_HOURS,))


@pytest.mark.parametrize(
    ("phone", "local", "opens"),
    [
        ("+12175550123", "2026-11-23T07:00", "2026-11-23T09:00"),
        ("+12175550123", "2026-11-23T18:00", "2026-11-24T09:00"),
        ("+12175550123", "2026-11-25T18:00", "2026-11-27T09:00"),  # over Thanksgiving
        ("+12175550123", "2026-11-27T18:00", "2026-11-30T09:00"),  # over a weekend
        ("+12135550123", "2026-11-23T09:30", "2026-11-23T11:00"),  # Los Angeles
        ("+12085550123", "2026-11-23T10:30", "2026-11-23T11:00"),  # Idaho has two
    ],
)
def test_a_closed_office_is_called_when_it_opens(phone, local, opens):
    now = datetime.fromisoformat(local).replace(tzinfo=CHICAGO)
    found = verdict(phone, now)

    assert found.until == datetime.fromisoformat(opens).replace(tzinfo=CHICAGO)
    assert verdict(phone, found.until).allowed
    assert not verdict(phone, found.until - timedelta(seconds=1)).allowed


def test_a_number_of_several_zones_waits_until_all_are_open():
    boise_opens = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 9:30 there, 8:30 LA

    assert verdict("+12085550123", boise_opens).until == datetime(
        2026, 11, 23, 17, 0, tzinfo=UTC
    )


def test_a_toll_free_number_is_called_when_all_states_are_open():
    assert not verdict("+18005550123", MONDAY.replace(hour=10)).allowed
    assert verdict("+18005550123", MONDAY.replace(hour=13)).allowed


def test_the_business_zone_goes_before_the_numbers_zones():
    early = MONDAY.replace(hour=10)

    assert verdict("+18005550123", early, timezone="America/New_York").allowed
    assert verdict("+12125550123", early, timezone="America/Detroit").allowed


@pytest.mark.parametrize(
    "timezone", ["America/Los_Angeles", "Europe/Berlin", "Chicago", "../etc/passwd"]
)
def test_a_zone_the_number_cannot_lie_in_is_a_mistake(timezone):
    found = verdict("+12175550123", timezone=timezone)

    assert found.reasons == (Reason.TIMEZONE_MISMATCH,)
    assert found.until is None


def test_a_refusal_for_good_has_no_time_to_wait_for():
    night = MONDAY.replace(hour=3)

    assert verdict(CALLED[0], night, campaign=UNATTESTED).until is None


def test_what_is_due_is_always_office_time_somewhen():
    moment = MONDAY
    for _ in range(60):
        found = verdict("+18005550123", moment)
        opens = moment if found.allowed else found.until
        assert opens is not None
        assert verdict("+18005550123", opens).allowed
        moment = opens + timedelta(hours=5)
