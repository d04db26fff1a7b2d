import pytest

from panda.errors import BadInput
from panda.settings import Settings

NEEDED = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "unused",
    "TWILIO_FROM_NUMBER": "+12175550100",
    "OPENAI_API_KEY": "unused",
    "PANDA_PUBLIC_URL": "https://panda.example.com",
    "PANDA_API_TOKEN": "t" * 16,
    "PANDA_SIGNING_KEY": "k" * 16,
}


def test_tones_and_the_carrier_s_keys_are_offered_unless_said_otherwise():
    assert Settings.from_env(NEEDED).transports == ("in-band", "update")


@pytest.mark.parametrize("given", ["update", " update , in-band"])
def test_what_carries_keys_is_a_list(given):
    settings = Settings.from_env(NEEDED | {"PANDA_KEYS": given})
    assert settings.transports == tuple(one.strip() for one in given.split(","))


@pytest.mark.parametrize("given", ["smoke", "in-band,,update", ","])
def test_what_carries_no_keys_is_refused_by_name(given):
    with pytest.raises(BadInput, match="PANDA_KEYS"):
        Settings.from_env(NEEDED | {"PANDA_KEYS": given})


def test_when_operators_are_told_can_be_set():
    settings = Settings.from_env(NEEDED | {"PANDA_ALERTS": "hold_s=300, person=false"})
    assert (settings.alerts.hold_s, settings.alerts.person) == (300, False)
    assert settings.alerts.stuck_s == Settings.from_env(NEEDED).alerts.stuck_s


@pytest.mark.parametrize("given", ["hold_s", "holds=3", "budget=2", "gaps=1,gaps=2"])
def test_thresholds_that_are_none_are_refused_by_name(given):
    with pytest.raises(BadInput, match="PANDA_ALERTS"):
        Settings.from_env(NEEDED | {"PANDA_ALERTS": given})
