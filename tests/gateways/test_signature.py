import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from gateways.signature import is_handshake_signed, is_signed, sign

VECTORS = (
    Path(__file__).parent.parent.parent.parent
    / "shared/protocol/twilio_signature_vectors.json"
)
TOKEN = "12345"
HOOK = "https://panda.example/twilio/status/c1"
MEDIA = "wss://panda.example/media/c1"

words = st.text(st.characters(codec="utf-8"), max_size=12)
forms = st.lists(st.tuples(words.filter(bool), words), max_size=6)
urls = st.builds(
    "{}://panda.example{}{}".format,
    st.sampled_from(["https", "http"]),
    st.sampled_from(["", ":443", ":80", ":8700"]),
    st.sampled_from(["", "/", "/twilio/status/c1", "/a?b=c&d=e"]),
)


def vectors():
    if not VECTORS.exists():
        pytest.skip("the published signature vectors are not on this machine")
    book = json.loads(VECTORS.read_text())
    listed = [one for one in book["vectors"] if "signature" in one]
    for one in listed:
        if "same_params_as" in one:
            one["params"] = listed[one["same_params_as"]]["params"]
    return book["auth_token"], listed


def test_the_published_vectors_hold():
    token, listed = vectors()
    assert listed
    for one in listed:
        pairs = [(name, value) for name, value in one["params"]]
        assert is_signed(one["signature"], token=token, url=one["url"], params=pairs)
        assert not is_signed(one["signature"], token="other", url=one["url"])


@given(url=urls, form=forms)
def test_we_sign_as_twilios_own_package_does(url, form):
    by_twilio = RequestValidator(TOKEN).compute_signature(url, _multi(form))
    assert sign(TOKEN, url, form) == by_twilio


@given(url=urls, form=forms, algorithm=st.sampled_from(["HMAC_SHA1", "HMAC_SHA256"]))
def test_what_twilios_package_accepts_is_accepted(url, form, algorithm):
    validator = RequestValidator(TOKEN)
    signature = validator.compute_signature(url, _multi(form), algorithm)
    settings = f"key=k1,algorithm={algorithm}"
    ours = is_signed(signature, token=TOKEN, url=url, params=form, settings=settings)
    assert ours
    assert validator.validate(url, _multi(form), signature, algorithm)


@given(form=forms, extra=st.tuples(words.filter(bool), words))
def test_one_more_parameter_breaks_the_signature(form, extra):
    signature = sign(TOKEN, HOOK, form)
    changed = [*form, extra]
    same = set(changed) == set(form)
    accepted = is_signed(signature, token=TOKEN, url=HOOK, params=changed)
    # Twilio runs names and values together, so ("a", "bc") reads like ("ab", "c").
    reads_alike = sign(TOKEN, HOOK, changed) == signature
    assert accepted == (same or reads_alike)


@pytest.mark.parametrize("signature", ["", "x", "é", "A" * 28])
def test_anything_else_is_refused(signature):
    assert not is_signed(signature, token=TOKEN, url=HOOK)
    assert not is_handshake_signed(signature, token=TOKEN, url=MEDIA)


def test_an_unknown_algorithm_is_refused():
    signature = sign(TOKEN, HOOK)
    assert not is_signed(
        signature, token=TOKEN, url=HOOK, settings="key=k,algorithm=HMAC_MD5"
    )
    assert not is_handshake_signed(
        signature, token=TOKEN, url=MEDIA, settings="algorithm=NONE"
    )


def test_another_url_is_refused():
    signature = sign(TOKEN, HOOK)
    assert not is_signed(signature, token=TOKEN, url=HOOK.replace("c1", "c2"))


@pytest.mark.parametrize(
    "signed",
    [
        "wss://panda.example/media/c1",
        "wss://panda.example:443/media/c1",
        "wss://panda.example/media/c1/",
        "https://panda.example/media/c1",
        "https://panda.example:443/media/c1",
    ],
)
def test_a_handshake_holds_however_twilio_spells_our_address(signed):
    assert is_handshake_signed(sign(TOKEN, signed), token=TOKEN, url=MEDIA)


@pytest.mark.parametrize(
    "signed",
    [
        "wss://panda.example:80/media/c1",
        "wss://panda.example/media/c2",
        "wss://evil.example/media/c1",
    ],
)
def test_a_handshake_for_another_address_is_refused(signed):
    assert not is_handshake_signed(sign(TOKEN, signed), token=TOKEN, url=MEDIA)


def test_a_loopback_handshake_with_a_port_holds():
    url = "wss://127.0.0.1:8700/media/c1"
    assert is_handshake_signed(sign(TOKEN, url), token=TOKEN, url=url)
    without = "wss://127.0.0.1/media/c1"
    assert is_handshake_signed(sign(TOKEN, without), token=TOKEN, url=url)


def _multi(form):
    return MultiDict(form)


@given(st.text(), st.lists(st.tuples(st.text(), st.text()), max_size=2))
def test_no_header_and_no_parameter_raises(header, params):
    odd = header + "\udcff"  # as servers hand on an octet that is no UTF-8

    assert not is_signed(odd, token=TOKEN, url=HOOK, params=[*params, ("a", odd)])
    assert not is_handshake_signed(odd, token=TOKEN, url=MEDIA, settings=odd)
