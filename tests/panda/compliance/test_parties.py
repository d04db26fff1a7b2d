import phonenumbers
import pytest
from phonenumbers import timezone

from panda.compliance.parties import ONE_PARTY, all_must_agree

CODES = [code for codes in ONE_PARTY.values() for code in codes.split()]


@pytest.mark.parametrize(
    ("number", "home", "all_of_them"),
    [
        ("+12125550100", "NY", False),
        ("+16025550100", "TX", False),
        ("+14155550100", "NY", True),  # California
        ("+12065550100", "NY", True),  # Washington
        ("+12175550123", "NY", True),  # Illinois
        ("+13055550100", "NY", True),  # Florida
        ("+12125550100", "CA", True),  # whom the call is for lives there
        ("+12125550100", "", True),  # nobody has said where they live
        ("+12125550100", "ny", True),
        ("+18005550100", "NY", True),  # lies anywhere
        ("+14165550100", "NY", True),  # Toronto
        ("+442079460000", "NY", True),
        ("2125550100", "NY", True),
    ],
)
def test_the_stricter_of_both_ends_counts_and_what_is_not_known_is_strict(
    number, home, all_of_them
):
    assert all_must_agree(number, home) is all_of_them


def test_no_area_code_is_in_two_states():
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("code", CODES)
def test_each_of_them_is_in_the_united_states_and_has_a_place(code):
    number = phonenumbers.parse(f"+1{code}5550100")
    assert phonenumbers.region_code_for_number(number) == "US"
    assert len(timezone.time_zones_for_number(number)) <= 2


def test_states_in_which_everybody_must_agree_are_not_listed():
    everybody = "CA CT DE FL IL MA MD MI MT NH NV OR PA WA"
    assert not set(everybody.split()) & set(ONE_PARTY)
    assert len(ONE_PARTY) == 51 - len(everybody.split())
