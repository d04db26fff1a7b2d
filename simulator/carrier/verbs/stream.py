"""Verbs that join a call to a media socket: Connect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.verbs.base import BadDocument, Next, method

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.params import Method
    from simulator.carrier.stage import CallStage

MAX_PARAMETER = 500
"""Name and value of a ``<Parameter>`` together, characters (PROTOCOLS B3)."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A media stream to `url`."""

    url: str
    name: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    status_callback: str = ""
    status_method: Method = "POST"


@dataclass(frozen=True, slots=True)
class Connect:
    """Blocks until its stream is over."""

    stream: Stream

    @classmethod
    def read(cls, element: ET.Element) -> Connect:
        """Read the verb.

        Raises:
            BadDocument: It has no Stream, or one that cannot be opened.
        """
        nouns = list(element)
        if len(nouns) != 1 or nouns[0].tag != "Stream":
            raise BadDocument(12200, "Connect needs exactly one Stream")
        return cls(read_stream(nouns[0]))

    async def perform(self, stage: CallStage) -> Next:
        """Run the stream to its end."""
        await stage.stream(self.stream)
        return None


def read_stream(noun: ET.Element) -> Stream:
    """Read a ``<Stream>``.

    Raises:
        BadDocument: Its URL or a parameter is wrong.
    """
    url = noun.get("url", "")
    if not url.startswith(("wss://", "ws://")):
        raise BadDocument(31921, "the stream's url must be wss")
    return Stream(
        url=url,
        name=noun.get("name", ""),
        parameters=tuple(map(_parameter, noun.findall("Parameter"))),
        status_callback=noun.get("statusCallback", ""),
        status_method=method(noun, "statusCallbackMethod"),
    )


def _parameter(element: ET.Element) -> tuple[str, str]:
    name, value = element.get("name", ""), element.get("value", "")
    if len(name) + len(value) >= MAX_PARAMETER:
        raise BadDocument(12200, "a Parameter is too long")
    return name, value
