"""``<Number>``: a telephone that a ``<Dial>`` rings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

from simulator.carrier.detection import detection_beside
from simulator.carrier.errors import BadParameter
from simulator.carrier.form import E164, Form
from simulator.carrier.params import KEYS, Event, StatusCallback
from simulator.carrier.verbs.base import BadDocument, method, text

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.detection import Amd
    from simulator.carrier.form import Method


AMD = (
    "machineDetection",
    "machineDetectionTimeout",
    "machineDetectionSpeechThreshold",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSilenceTimeout",
    "amdStatusCallback",
    "amdStatusCallbackMethod",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone, what it hears before it is put through, and who is told."""

    number: str
    url: str = ""
    method: Method = "POST"
    send_digits: str = ""
    callback: StatusCallback | None = None
    amd: Amd | None = None

    @classmethod
    def read(cls, element: ET.Element) -> Number:
        """Read the noun, or a ``<Dial>`` that holds nothing but a number.

        Raises:
            BadDocument: Not a number, or an attribute is wrong.
        """
        number = "".join(text(element).split())
        if not E164.fullmatch(number):
            raise BadDocument(13223, "Dial needs a phone number in E.164 form")
        digits = element.get("sendDigits", "")
        if digits and not KEYS.fullmatch(digits):
            raise BadDocument(12200, "sendDigits may hold 0-9 A-D # * w W")
        if element.tag == "Dial":
            return cls(number)
        return cls(
            number,
            url=element.get("url", ""),
            method=method(element, "method"),
            send_digits=digits,
            callback=_callback(element),
            amd=_amd(element),
        )


def _amd(element: ET.Element) -> Amd | None:
    """Read what the Calls resource has as parameters, by the same names."""
    names = ["sendDigits", *AMD]
    given = ((name[0].upper() + name[1:], element.get(name, "")) for name in names)
    try:
        return detection_beside(Form(given))
    except BadParameter as error:
        raise BadDocument(12200, str(error)) from error


def _callback(element: ET.Element) -> StatusCallback | None:
    url = element.get("statusCallback", "")
    words = element.get("statusCallbackEvent", "").split()
    if set(words) - set(get_args(Event)):
        raise BadDocument(12200, f"statusCallbackEvent: {' '.join(get_args(Event))}")
    if not url:
        return None
    events = frozenset(cast("list[Event]", [*words, "completed"]))
    return StatusCallback(url, method(element, "statusCallbackMethod"), events)
