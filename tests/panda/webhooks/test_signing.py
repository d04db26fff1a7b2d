"""Signatures as the Standard Webhooks scheme has them."""

import base64

import pytest
from hypothesis import given, settings, strategies as st

from panda.errors import BadInput
from panda.webhooks.endpoints import secret_for
from panda.webhooks.signing import TOLERANCE_S, headers, is_signed, key_of, secret_of

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = 1_614_265_330
BODY = b'{"test": 2432232314}'


def sent(body=BODY, secret=SECRET, at=NOW):
    return headers(secret, "msg_1", at, body)


def test_a_receiver_with_the_secret_believes_us():
    assert is_signed(SECRET, sent(), BODY, now_s=NOW + 5)


@settings(max_examples=30)
@given(st.binary(max_size=200), st.binary(min_size=24, max_size=64))
def test_whatever_is_sent_is_believed_as_it_is_and_no_other_way(body, random):
    secret = secret_of(random)
    given_headers = headers(secret, "msg_1", NOW, body)
    assert is_signed(secret, given_headers, body, now_s=NOW)
    assert not is_signed(secret, given_headers, body + b" ", now_s=NOW)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp"])
def test_id_and_time_are_signed_too(name):
    changed = sent() | {name: str(NOW + 1)}
    assert not is_signed(SECRET, changed, BODY, now_s=NOW)


@pytest.mark.parametrize("late_s", [TOLERANCE_S + 1, -TOLERANCE_S - 1])
def test_what_was_recorded_long_ago_is_not_believed(late_s):
    assert not is_signed(SECRET, sent(), BODY, now_s=NOW + late_s)


@pytest.mark.parametrize("timestamp", ["", "soon", "-5", "१२", "9" * 20])
def test_a_time_that_is_none_is_not_believed(timestamp):
    changed = sent() | {"webhook-timestamp": timestamp}
    assert not is_signed(SECRET, changed, BODY, now_s=NOW)


def test_one_good_signature_among_others_is_enough():
    several = sent()
    several["webhook-signature"] = f"v1,AAAA v1a,xyz {several['webhook-signature']}"
    assert is_signed(SECRET, several, BODY, now_s=NOW)


def test_without_any_header_nothing_is_believed():
    assert not is_signed(SECRET, {}, BODY, now_s=NOW)


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_AAAA", SECRET.removeprefix("whsec_"), "whsec_é!"]
)
def test_what_is_no_secret_is_not_quoted(secret):
    with pytest.raises(BadInput) as refused:
        key_of(secret)
    assert not secret or secret not in refused.value.problem


def test_each_endpoint_has_a_secret_of_its_own_that_is_kept_nowhere():
    one = secret_for("e1", "k" * 16)
    assert one == secret_for("e1", "k" * 16)
    assert one != secret_for("e2", "k" * 16)
    assert one != secret_for("e1", "K" * 16)
    assert len(base64.b64decode(one.removeprefix("whsec_"))) == 32
