"""Signatures, held to the published vectors and to the SDK's validator."""

import json
from pathlib import Path

import pytest
from twilio.request_validator import RequestValidator

from simulator.carrier.signature import sign

VECTORS = (
    Path(__file__).parents[4] / "shared" / "protocol" / "twilio_signature_vectors.json"
)


def test_the_published_vectors_pass():
    if not VECTORS.exists():
        pytest.skip("the protocol vectors (../shared/protocol) are not here")
    known = json.loads(VECTORS.read_text())
    checked = 0
    for vector in known["vectors"]:
        if "signature" not in vector or "url" not in vector:
            continue
        source = known["vectors"][vector.get("same_params_as", -1)]
        params = [tuple(pair) for pair in vector.get("params", source.get("params"))]
        urls = {vector["url"], vector["url"].replace(":1234", "")}
        signatures = {sign(known["auth_token"], url, params) for url in urls}
        assert vector["signature"] in signatures
        checked += 1
    assert checked >= 4


def test_the_sdk_accepts_what_is_signed_here():
    params = [("CallSid", "CA1"), ("Digits", "1"), ("Digits", "2"), ("Empty", "")]
    url = "https://phone.example/tw/status?x=1&y=2"
    grouped = {"CallSid": "CA1", "Digits": ["1", "2"], "Empty": ""}

    class Multi(dict):
        def getall(self, name):
            value = self[name]
            return value if isinstance(value, list) else [value]

    validator = RequestValidator("secret")
    assert validator.validate(url, Multi(grouped), sign("secret", url, params))
    assert not validator.validate(url, Multi(grouped), sign("other", url, params))


def test_the_sdk_accepts_a_signed_handshake():
    url = "wss://phone.example/media/7"
    assert RequestValidator("secret").validate(url, {}, sign("secret", url))
