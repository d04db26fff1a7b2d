import pytest

from panda.campaign import Limits
from panda.cost import CallUsage, cost_usd, prices, reserve_usd
from panda.realtime.agent import Usage


def test_a_million_tokens_of_each_kind_cost_the_listed_price():
    million = 1_000_000

    assert cost_usd(CallUsage(audio_in=million), call_s=0) == 32
    assert cost_usd(CallUsage(audio_out=million), call_s=0) == 64
    assert cost_usd(CallUsage(text_in=million), call_s=0) == 4
    assert cost_usd(CallUsage(text_out=million), call_s=0) == 24
    assert cost_usd(CallUsage(supervisor_in=million), call_s=0) == 0.25
    assert cost_usd(CallUsage(supervisor_out=million), call_s=0) == 2


def test_the_carrier_bills_every_minute_begun():
    assert cost_usd(CallUsage(), call_s=0) == 0
    assert cost_usd(CallUsage(), call_s=1) == cost_usd(CallUsage(), call_s=60) == 0.018
    assert cost_usd(CallUsage(), call_s=61) == 0.036


def test_cached_input_is_cheaper_and_is_not_billed_twice():
    usage = CallUsage(audio_in=1_000_000, cached=1_000_000)

    assert cost_usd(usage, call_s=0) == 0.4
    assert cost_usd(CallUsage(audio_in=1_000_000, cached=500_000), call_s=0) == 16.2


def test_more_cached_than_heard_makes_no_negative_price():
    assert cost_usd(CallUsage(audio_in=10, cached=1_000_000), call_s=0) >= 0


def test_usage_adds_up():
    usage = CallUsage()
    for _ in range(3):
        usage = usage.add_voice(Usage(audio_in=2, audio_out=3, transcription_seconds=5))
        usage = usage.add_supervisor(7, 1)

    assert usage == CallUsage(
        audio_in=6, audio_out=9, transcription_s=15, supervisor_in=21, supervisor_out=3
    )


def test_an_unknown_model_is_priced_as_the_dearest_of_its_family():
    assert prices(voice="gpt-realtime-9").voice == prices().voice
    assert (
        prices(supervisor="someone-else").supervisor == prices("", "gpt-5").supervisor
    )


@pytest.mark.parametrize("call_s", [60, 900, 3600])
def test_what_is_set_aside_covers_a_call_that_talks_all_the_time(call_s):
    talk = CallUsage(
        audio_in=call_s // 2 * 10,
        audio_out=call_s // 2 * 20,
        transcription_s=call_s / 2,
        supervisor_in=call_s // 60 * 10_000,
        supervisor_out=call_s // 60 * 480,
    )

    assert reserve_usd(Limits(call_s=call_s)) >= cost_usd(talk, call_s=call_s)


def test_a_minute_on_an_operators_telephone_is_paid_as_it_begins():
    assert cost_usd(CallUsage(), call_s=0, phone_minutes=3) == 0.0528


def test_what_is_set_aside_covers_a_call_that_an_operator_talks_on():
    """Its minutes on the telephone cost less than those of a talk with the voice."""
    limits = Limits(call_s=900)
    transferred = cost_usd(CallUsage(), call_s=900, phone_minutes=16)
    assert transferred < reserve_usd(limits)
