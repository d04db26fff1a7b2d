"""What TwiML does not have: warned of, and held to the vendor's own package."""

import inspect
import re
from xml.etree import ElementTree as ET

import pytest
from twilio.twiml import voice_response

from simulator.carrier import twiml
from simulator.carrier.testing import OFFICE, Listener
from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.verbs.schema import ELEMENTS
from simulator.carrier.verbs.stream import read_stream
from simulator.carrier.verbs.table import VERBS

TEXTS = {"message", "url", "number", "phone_number", "name", "words", "sid"}
"""Parameters of the package's methods that become an element's text."""


def codes(text: str, **how) -> list[int]:
    document = twiml.read(f"<Response>{text}</Response>", **how)
    return [warned.code for warned in document.warnings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Say>fine</Say>", []),
        ("<Say volume='11'>odd</Say>", [12200]),
        ("<Say loop='often'>odd</Say>", [13510]),
        ("<Play loop='-1' digits='1'/>", [13410]),
        ("<Gather finishOnKey='x'/>", [13310]),
        ("<Gather><Hangup/></Gather>", [12200]),
        ("<Say>a <break/> b</Say>", []),
        ("<Connect><Stream url='wss://h/' volume='1'/></Connect>", [12200]),
        ("<Gather maxSpeechTime='3' partialResultCallback='/p'/>", [0, 0]),
        ("<Record transcribe='true'/>", [0]),
        ("<Record transcribe='false'/>", []),
        (f"<Dial answerOnBridge='true' sequential='true'>{OFFICE}</Dial>", [0, 0]),
    ],
)
def test_what_is_odd_is_warned_of_and_run(text, expected):
    assert codes(text) == expected


def test_an_unknown_verb_fails_the_document_unless_it_is_set_to_be_skipped():
    with pytest.raises(BadDocument):
        codes("<Dance/><Hangup/>")
    document = twiml.read("<Response><Dance/><Hangup/></Response>", unknown_verb="skip")
    assert len(document.verbs) == 1
    assert [warned.code for warned in document.warnings] == [12200]


async def test_warnings_are_in_the_ledger(rig):
    rig.town.answers(OFFICE, Listener())
    await rig.ended(await rig.dial("<Hangup reason='done'/>"))
    [warning] = rig.records("warning")
    assert warning["code"] == 12200
    assert "done" not in warning["why"]


def test_every_verb_that_can_be_run_may_stand_in_a_document():
    assert set(VERBS) == ELEMENTS["Response"].children


def snake(tag: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", tag).lower()


def camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def offered(tag: str) -> set[str]:
    """The attributes that the package's methods offer for an element."""
    found: set[str] = set()
    for owner in vars(voice_response).values():
        make = getattr(owner, snake(tag), None) if inspect.isclass(owner) else None
        if inspect.isfunction(make):
            found |= set(inspect.signature(make).parameters) - {"self", "kwargs"}
    return {camel(name) for name in found}


@pytest.mark.parametrize("tag", sorted(set(ELEMENTS) - {"Response"}))
def test_the_table_has_every_attribute_that_the_vendors_package_offers(tag):
    assert offered(tag) - {camel(text) for text in TEXTS} <= ELEMENTS[tag].known


class Watched(ET.Element):
    """An element that remembers what it was asked for."""

    def __init__(self, tag: str, text: str, attributes: dict[str, str]) -> None:
        super().__init__(tag, attributes)
        self.text = text
        self.asked: set[str] = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)


READABLE = {
    "Stream": ("", {"url": "wss://h/", "name": "ear"}),
    "Dial": (OFFICE, {}),
    "Number": (OFFICE, {"machineDetection": "Enable", "statusCallback": "/s"}),
    "Conference": (
        "room",
        {
            "record": "record-from-start",
            "statusCallback": "/s",
            "statusCallbackEvent": "join",
            "waitUrl": "/w",
        },
    ),
    "Say": ("words", {}),
    "Play": ("/sound", {}),
}
"""What an element needs to be read in full: its text and attributes."""


def watched(tag: str) -> Watched:
    return Watched(tag, *READABLE.get(tag, ("", {})))


def asked_for(tag: str) -> set[str]:
    element = watched(tag)
    match tag:
        case "Connect" | "Start" | "Stop":
            element.append(watched("Stream"))
            VERBS[tag](element)
        case "Number" | "Conference":
            dial = ET.Element("Dial")
            dial.append(element)
            VERBS["Dial"](dial)
        case "Stream":
            read_stream(element)
        case "Parameter":
            stream = watched("Stream")
            stream.append(element)
            read_stream(stream)
        case _:
            VERBS[tag](element)
    return element.asked


@pytest.mark.parametrize("tag", sorted(set(ELEMENTS) - {"Response"}))
def test_what_does_nothing_is_what_no_verb_asks_for(tag):
    element = ELEMENTS[tag]
    assert asked_for(tag) & element.known == element.attributes
    assert not element.attributes & element.inert
