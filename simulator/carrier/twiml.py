"""TwiML documents as plain data.

A verb is a frozen dataclass and an entry in `READERS`; the interpreter's `match` is
then incomplete until it knows the verb too, and mypy says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.carrier.params import Method

MAX_PARAMETER = 500
"""Name and value of a ``<Parameter>`` together, characters (PROTOCOLS B3)."""


class BadDocument(ValueError):  # noqa: N818 - reads as what happened
    """The document cannot be run; `code` is Twilio's error number."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Stream:
    """A bidirectional media stream to `url`."""

    url: str
    name: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    status_callback: str = ""
    status_method: Method = "POST"


@dataclass(frozen=True, slots=True)
class Connect:
    """Blocks until its stream is over."""

    stream: Stream


@dataclass(frozen=True, slots=True)
class Redirect:
    """Goes on with another document; an empty URL is the current one."""

    url: str
    method: Method = "POST"


@dataclass(frozen=True, slots=True)
class Play:
    """Keys to play as tones; ``w`` waits half a second."""

    digits: str


@dataclass(frozen=True, slots=True)
class Say:
    """Words to speak, `loop` times."""

    text: str
    voice: str = ""
    language: str = "en"
    loop: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence."""

    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Hangup:
    """The end of the call."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Refuses an incoming call; ends an outgoing one."""

    reason: str = "rejected"


Verb = Connect | Redirect | Play | Say | Pause | Hangup | Reject


def parse(text: str) -> tuple[Verb, ...]:
    """Read a document.

    Raises:
        BadDocument: Not XML, not a ``<Response>``, or a verb or attribute that is
            unknown or wrong.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadDocument(12100, "document type declarations are not allowed")
    try:
        root = ET.fromstring(text.strip())  # noqa: S314 - no entities, see above
    except ET.ParseError as error:
        line, column = error.position
        raise BadDocument(12100, f"not XML: line {line}, column {column}") from None
    if root.tag != "Response":
        raise BadDocument(12102, "the root element must be Response")
    return tuple(_verb(element) for element in root)


def _verb(element: ET.Element) -> Verb:
    read = READERS.get(element.tag)
    if read is None:
        raise BadDocument(12200, f"no verb {element.tag}")
    return read(element)


def _connect(element: ET.Element) -> Verb:
    nouns = list(element)
    if len(nouns) != 1 or nouns[0].tag != "Stream":
        raise BadDocument(12200, "Connect needs exactly one Stream")
    noun = nouns[0]
    url = noun.get("url", "")
    if not url.startswith(("wss://", "ws://")):
        raise BadDocument(31921, "the stream's url must be wss")
    return Connect(
        Stream(
            url=url,
            name=noun.get("name", ""),
            parameters=tuple(map(_parameter, noun.findall("Parameter"))),
            status_callback=noun.get("statusCallback", ""),
            status_method=_method(noun, "statusCallbackMethod"),
        )
    )


def _parameter(element: ET.Element) -> tuple[str, str]:
    name, value = element.get("name", ""), element.get("value", "")
    if len(name) + len(value) >= MAX_PARAMETER:
        raise BadDocument(12200, "a Parameter is too long")
    return name, value


def _redirect(element: ET.Element) -> Verb:
    return Redirect((element.text or "").strip(), _method(element, "method"))


def _play(element: ET.Element) -> Verb:
    digits = element.get("digits", "")
    if not digits or set(digits) - set("0123456789ABCDabcd*#wW"):
        raise BadDocument(13325, "Play needs digits; recordings are not simulated")
    return Play(digits)


def _say(element: ET.Element) -> Verb:
    text = " ".join("".join(element.itertext()).split())
    if not text:
        raise BadDocument(13520, "Say has nothing to say")
    return Say(
        text,
        voice=element.get("voice", ""),
        language=element.get("language", "en").partition("-")[0],
        loop=int(_number(element, "loop", 1)),
    )


def _pause(element: ET.Element) -> Verb:
    return Pause(_number(element, "length", 1))


def _method(element: ET.Element, name: str) -> Method:
    method = element.get(name, "POST").upper()
    if method not in {"GET", "POST"}:
        raise BadDocument(12200, f"{name} must be GET or POST")
    return cast("Method", method)


def _number(element: ET.Element, name: str, default: float) -> float:
    text = element.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 86_400:
        raise BadDocument(12200, f"{name} must be a number of at least 0")
    return value


READERS: Mapping[str, Callable[[ET.Element], Verb]] = {
    "Connect": _connect,
    "Redirect": _redirect,
    "Play": _play,
    "Say": _say,
    "Pause": _pause,
    "Hangup": lambda _: Hangup(),
    "Reject": lambda element: Reject(element.get("reason", "rejected")),
}
