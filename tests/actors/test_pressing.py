"""Keys that the carrier presses for a call, and what a failure means."""

import re

import pytest

from actors.pressing import CarrierKeys
from panda.errors import CarrierError, CarrierUnsure
from panda.session.inputs import KeysRefused, KeysUnsure
from panda.settings import Settings
from panda.testing.briefings import briefing
from panda.testing.clock import FakeClock
from panda.tokens import verify

KEY = "k" * 16


class Carrier:
    """Takes keys, or fails as it is told to."""

    def __init__(self, trouble=None):
        self.trouble = trouble
        self.asked = []

    async def press(self, call_sid, digits, *, resume):
        self.asked.append((call_sid, digits, resume))
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def settings():
    return Settings(
        twilio_account_sid="AC1",
        twilio_auth_token="unused",
        twilio_from="+12175550100",
        openai_api_key="unused",
        public_url="http://127.0.0.1:1",
        api_token="t" * 16,
        signing_key=KEY,
    )


async def press(carrier, settings, clock, epoch=0):
    """Press keys; return what was told of them."""
    told = []
    keys = CarrierKeys(
        briefing(epoch=epoch),
        settings,
        clock,
        carrier,
        tell=told.append,
    )
    await keys.press("CA1", "12", 4_000)
    return told


async def test_the_next_stream_is_let_in_however_long_the_call_has_lasted(
    settings, clock
):
    clock.advance(seconds=3_000)
    carrier = Carrier()
    assert await press(carrier, settings, clock, epoch=1) == []
    ((call_sid, digits, resume),) = carrier.asked
    assert (call_sid, digits) == ("CA1", "12")
    text = re.search(r'name="token" value="([^"]+)"', resume)[1]
    token = verify(text, KEY.encode(), now_s=clock.now().timestamp() + 60)
    assert (token.call_id, token.epoch) == ("call1", 1)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (CarrierError("refused", code=21220), KeysRefused(4_000)),
        (CarrierUnsure(""), KeysUnsure(4_000)),
    ],
)
async def test_what_is_not_pressed_and_what_nobody_knows_are_told_apart_and_by_name(
    settings, clock, trouble, told
):
    assert await press(Carrier(trouble), settings, clock) == [told]
