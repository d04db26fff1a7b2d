"""Features switched for a share of calls."""

from panda.features import FEATURES, Feature, arms, is_on

CALLS = [f"call-{number}" for number in range(2000)]


def test_about_as_many_calls_have_a_feature_as_were_asked_for():
    with_it = sum(is_on(Feature.LENDING, call, 0.25) for call in CALLS)
    assert 420 < with_it < 580


def test_the_same_call_is_always_in_the_same_arm_and_stays_when_the_share_grows():
    for call in CALLS[:200]:
        assert is_on(Feature.LENDING, call, 0.4) == is_on(Feature.LENDING, call, 0.4)
        if is_on(Feature.LENDING, call, 0.2):
            assert is_on(Feature.LENDING, call, 0.4)


def test_two_features_split_calls_independently():
    one = {call for call in CALLS if is_on(Feature.LENDING, call, 0.5)}
    other = {call for call in CALLS if is_on(Feature.CALLBACKS, call, 0.5)}
    assert 400 < len(one & other) < 600


def test_a_call_has_the_defaults_and_what_its_campaign_says():
    assert arms("a", {}) == {name: one.default for name, one in FEATURES.items()}
    assert arms("a", {Feature.LENDING: 0.0})[Feature.LENDING] is False
