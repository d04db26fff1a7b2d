from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from gateways import twiml
from panda.errors import ProtocolError
from panda.tokens import CallToken, sign

PUBLIC = "https://panda.example"
CALL = "01a207fdc0007226b63c5ab791b7584a"
text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]),
    max_size=200,
)


def verbs(document):
    root = ET.fromstring(document)
    assert root.tag == "Response"
    return [(verb.tag, verb.text or "") for verb in root]


def test_a_call_is_streamed_and_then_asked_about():
    document = twiml.connect(PUBLIC, CALL, epoch=2, token="t0k")
    assert verbs(document) == [
        ("Connect", ""),
        ("Redirect", f"https://panda.example/twilio/recover/{CALL}/2"),
    ]
    stream = ET.fromstring(document).find("Connect/Stream")
    assert stream.get("url") == f"wss://panda.example/media/{CALL}"
    assert stream.find("Parameter").attrib == {"name": "token", "value": "t0k"}
    assert ET.fromstring(document).find("Redirect").get("method") == "POST"


def test_a_real_tokens_document_is_short_enough_to_go_inline():
    token = sign(CallToken(CALL, 1, 1_800_000_000), b"k" * 32)
    assert len(twiml.connect(PUBLIC, CALL, epoch=1, token=token)) < 1000


def test_a_token_that_does_not_fit_a_parameter_is_refused():
    with pytest.raises(ProtocolError, match="Parameter"):
        twiml.connect(PUBLIC, CALL, epoch=0, token="x" * 500)


def test_a_document_longer_than_twilio_takes_is_refused():
    with pytest.raises(ProtocolError, match="too long"):
        twiml.connect(PUBLIC, CALL, epoch=0, token="t", say="word " * 1000)


def test_a_simulated_network_on_loopback_is_streamed_to_as_wss_too():
    url = twiml.stream_url("http://127.0.0.1:8700", CALL)
    assert url == f"wss://127.0.0.1:8700/media/{CALL}"


@given(text)
def test_words_arrive_as_they_were_whatever_they_hold(words):
    said = verbs(twiml.hang_up(words))
    assert said[-1] == ("Hangup", "")
    assert "".join(word for verb, word in said if verb == "Say") == words


def test_waiting_asks_again_at_the_same_place():
    assert verbs(twiml.wait(f"{PUBLIC}/x?a=1&b=2", seconds=2, say="One moment.")) == [
        ("Say", "One moment."),
        ("Pause", ""),
        ("Redirect", f"{PUBLIC}/x?a=1&b=2"),
    ]


def test_keys_are_pressed_before_the_document_goes_on():
    resume = twiml.connect(PUBLIC, CALL, epoch=1, token="t")
    document = twiml.press("1w2#", resume=resume)
    assert [verb for verb, _ in verbs(document)] == ["Play", "Connect", "Redirect"]
    assert ET.fromstring(document).find("Play").get("digits") == "1w2#"


def test_only_a_document_can_be_resumed():
    with pytest.raises(ProtocolError):
        twiml.press("1", resume="hello")


def test_an_operator_is_asked_twice_and_then_hung_up_on():
    document = twiml.ask_to_take("Bright & Sons", choose=f"{PUBLIC}/twilio/leg/c/1")
    root = ET.fromstring(document)
    assert [verb.tag for verb in root] == ["Gather", "Gather", "Hangup"]
    gather = root[0]
    assert gather.get("action") == f"{PUBLIC}/twilio/leg/c/1"
    assert gather.get("numDigits") == "1"
    assert "Bright & Sons" in gather.find("Say").text


def test_a_callee_who_was_put_through_is_streamed_to_us_afterwards():
    token = sign(CallToken(CALL, 1, 1_800_000_000), b"k" * 32)
    stream = twiml.connect(PUBLIC, CALL, epoch=1, token=token)
    document = twiml.join(twiml.room(CALL, 3), then=stream)
    assert [tag for tag, _ in verbs(document)] == ["Dial", "Connect", "Redirect"]
    conference = ET.fromstring(document).find("Dial/Conference")
    assert conference.text == f"panda-{CALL}-3"
    assert conference.get("endConferenceOnExit") == "true"
    assert conference.get("beep") == "false"
