"""Which elements TwiML has: their attributes, and what may stand in them.

What is not in this table is met with Twilio's warning 12200. Attributes that are known
but mean nothing on this network (speech models, caller names) are in it as well: a test
holds it to the signatures of the vendor's own package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

STREAM = (
    "name connectorName url track statusCallback statusCallbackMethod"
    " beforeConnectStatusCallback audioFormat sampleRate"
)
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
    children: frozenset[str] = frozenset()


def _element(attributes: str = "", children: str = "") -> Element:
    return Element(frozenset(attributes.split()), frozenset(children.split()))


ELEMENTS: Mapping[str, Element] = {
    "Response": _element(
        children="Connect Dial Gather Hangup Pause Play Record Redirect Reject Say"
        " Start Stop"
    ),
    "Connect": _element("action method", "Stream"),
    "Start": _element("action method", "Stream"),
    "Stop": _element(children="Stream"),
    "Stream": _element(STREAM, "Parameter"),
    "Parameter": _element("name value"),
    "Dial": _element(
        "action method timeout hangupOnStar timeLimit callerId record trim"
        " recordingStatusCallback recordingStatusCallbackMethod"
        " recordingStatusCallbackEvent recordingConfigurationId answerOnBridge"
        " ringTone recordingTrack sequential referUrl referMethod events passports",
        "Conference Number",
    ),
    "Number": _element(
        "sendDigits url method statusCallbackEvent statusCallback"
        " statusCallbackMethod byoc machineDetection amdStatusCallbackMethod"
        " amdStatusCallback machineDetectionTimeout"
        " machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold"
        " machineDetectionSilenceTimeout clientNotificationUrl"
    ),
    "Conference": _element(
        "muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod"
        " maxParticipants record region coach trim statusCallbackEvent"
        " statusCallback statusCallbackMethod recordingStatusCallback"
        " recordingStatusCallbackMethod recordingStatusCallbackEvent eventCallbackUrl"
        " jitterBufferSize participantLabel recordingConfigurationId"
    ),
    "Gather": _element(
        "input action method timeout speechTimeout maxSpeechTime profanityFilter"
        " finishOnKey numDigits partialResultCallback partialResultCallbackMethod"
        " language hints bargeIn debug actionOnEmptyResult speechModel enhanced",
        "Say Play Pause",
    ),
    "Record": _element(
        "action method timeout finishOnKey maxLength playBeep trim"
        " recordingStatusCallback recordingStatusCallbackMethod"
        " recordingStatusCallbackEvent transcribe transcribeCallback"
        " recordingConfigurationId"
    ),
    "Say": _element("voice loop language", SPEECH_MARKUP),
    "Play": _element("loop digits"),
    "Pause": _element("length"),
    "Redirect": _element("method"),
    "Reject": _element("reason"),
    "Hangup": _element(),
}


def warnings(root: ET.Element) -> Iterator[Warned]:
    """Return what Twilio would warn of, and go on."""
    known = ELEMENTS.get(root.tag)
    if known is None:
        return
    for name in sorted(set(root.keys()) - known.attributes):
        yield Warned(SCHEMA, f"attribute {name} is not allowed in {root.tag}")
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
