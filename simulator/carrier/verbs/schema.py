"""Which elements TwiML has: their attributes, and what may stand in them.

What is not in this table is met with Twilio's warning 12200. What Twilio knows but this
network does nothing about is in it as well, and met with a warning of our own: a test
holds the table to the signatures of the vendor's own package, and to what verbs read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

SPEECH_MARKUP = "break emphasis lang p phoneme prosody s say-as sub w"


SCHEMA, FINISH_KEY, PLAY_LOOP, SAY_LOOP = 12200, 13310, 13410, 13510
OURS = 0
"""The number of a warning that is this network's own: Twilio has none to give."""


@dataclass(frozen=True, slots=True)
class Warned:
    """One of Twilio's warnings: its number and a sentence, never a value."""

    code: int
    why: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element of TwiML."""

    attributes: frozenset[str]
    """What verbs go by."""
    children: frozenset[str] = frozenset()
    inert: frozenset[str] = frozenset()
    """Attributes that Twilio has, and that do nothing here."""

    @property
    def known(self) -> frozenset[str]:
        """Every attribute that Twilio has."""
        return self.attributes | self.inert


def _element(attributes: str = "", children: str = "", inert: str = "") -> Element:
    words = (frozenset(given.split()) for given in (attributes, children, inert))
    return Element(*words)


ELEMENTS: Mapping[str, Element] = {
    "Response": _element(
        children="Connect Dial Gather Hangup Pause Play Record Redirect Reject Say"
        " Start Stop"
    ),
    "Connect": _element("action method", "Stream"),
    "Start": _element(children="Stream", inert="action method"),
    "Stop": _element(children="Stream"),
    "Stream": _element(
        "name url track statusCallback statusCallbackMethod",
        "Parameter",
        inert="connectorName beforeConnectStatusCallback audioFormat sampleRate",
    ),
    "Parameter": _element("name value"),
    "Dial": _element(
        "action method timeout hangupOnStar timeLimit callerId record trim"
        " recordingStatusCallback recordingStatusCallbackMethod"
        " recordingStatusCallbackEvent recordingTrack",
        "Conference Number",
        inert="answerOnBridge events passports recordingConfigurationId referMethod"
        " referUrl ringTone sequential",
    ),
    "Number": _element(
        "sendDigits url method statusCallbackEvent statusCallback"
        " statusCallbackMethod machineDetection amdStatusCallbackMethod"
        " amdStatusCallback machineDetectionTimeout"
        " machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold"
        " machineDetectionSilenceTimeout",
        inert="byoc clientNotificationUrl",
    ),
    "Conference": _element(
        "muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod"
        " maxParticipants record coach trim statusCallbackEvent"
        " statusCallback statusCallbackMethod recordingStatusCallback"
        " recordingStatusCallbackMethod recordingStatusCallbackEvent"
        " participantLabel",
        inert="eventCallbackUrl jitterBufferSize recordingConfigurationId region",
    ),
    "Gather": _element(
        "input action method timeout speechTimeout finishOnKey numDigits language"
        " bargeIn actionOnEmptyResult",
        "Say Play Pause",
        inert="debug enhanced hints maxSpeechTime partialResultCallback"
        " partialResultCallbackMethod profanityFilter speechModel",
    ),
    "Record": _element(
        "action method timeout finishOnKey maxLength playBeep trim"
        " recordingStatusCallback recordingStatusCallbackMethod"
        " recordingStatusCallbackEvent",
        inert="recordingConfigurationId transcribe transcribeCallback",
    ),
    "Say": _element("voice loop language", SPEECH_MARKUP),
    "Play": _element("loop digits"),
    "Pause": _element("length"),
    "Redirect": _element("method"),
    "Reject": _element("reason"),
    "Hangup": _element(),
}


def warnings(root: ET.Element) -> Iterator[Warned]:
    """Return what Twilio would warn of and go on, and what is passed over here."""
    known = ELEMENTS.get(root.tag)
    if known is None:
        return
    for name in sorted(set(root.keys()) - known.known):
        yield Warned(SCHEMA, f"attribute {name} is not allowed in {root.tag}")
    for name in sorted(set(root.keys()) & known.inert):
        if root.get(name) != "false":  # which is what happens anyway
            yield Warned(OURS, f"attribute {name} of {root.tag} does nothing here")
    yield from _values(root)
    for child in root:
        if child.tag not in known.children:
            yield Warned(SCHEMA, f"element {child.tag} is not allowed in {root.tag}")
        yield from warnings(child)


def _values(element: ET.Element) -> Iterator[Warned]:
    loop = element.get("loop", "1")
    if element.tag in LOOPS and not (loop.isascii() and loop.isdigit()):
        yield Warned(LOOPS[element.tag], "loop must be a whole number from 0")
    finish = element.get("finishOnKey", "")
    if element.tag == "Gather" and set(finish) - set("0123456789#*"):
        yield Warned(FINISH_KEY, "finishOnKey must be of 0123456789#*")


LOOPS: Mapping[str, int] = {"Play": PLAY_LOOP, "Say": SAY_LOOP}
