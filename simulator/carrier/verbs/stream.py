"""Verbs that join a call to a media socket: Connect, Start, Stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.verbs.base import BadDocument, Goto, Next, method

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

    from simulator.carrier.form import Method
    from simulator.carrier.stage import CallStage
    from simulator.carrier.stream import Track

INSECURE = 31922
"""The error of a stream whose URL is not ``wss``."""
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
    tracks: tuple[Track, ...] = ("inbound",)
    """What a one-way stream carries."""


TRACKS: Mapping[str, tuple[Track, ...]] = {
    "inbound_track": ("inbound",),
    "outbound_track": ("outbound",),
    "both_tracks": ("inbound", "outbound"),
}


@dataclass(frozen=True, slots=True)
class Connect:
    """Blocks until its stream is over; goes on at the action, if there is one."""

    stream: Stream
    action: str = ""
    method: Method = "POST"

    @classmethod
    def read(cls, element: ET.Element) -> Connect:
        """Read the verb.

        Raises:
            BadDocument: It has no Stream, or one that cannot be opened.
        """
        nouns = list(element)
        if len(nouns) != 1 or nouns[0].tag != "Stream":
            raise BadDocument(12200, "Connect needs exactly one Stream")
        stream = read_stream(nouns[0])
        if stream.tracks != ("inbound",):
            raise BadDocument(31941, "Connect carries the inbound track only")
        return cls(stream, element.get("action", ""), method(element, "method"))

    async def perform(self, stage: CallStage) -> Next:
        """Run the stream to its end."""
        await stage.stream(self.stream)
        if not self.action:
            return None
        return Goto(self.action, self.method, recovers=True)


@dataclass(frozen=True, slots=True)
class Start:
    """Starts a one-way stream beside the document."""

    stream: Stream

    @classmethod
    def read(cls, element: ET.Element) -> Start:
        """Read the verb.

        Raises:
            BadDocument: It has no Stream, or one that cannot be opened.
        """
        nouns = list(element)
        if len(nouns) != 1 or nouns[0].tag != "Stream":
            raise BadDocument(12200, "Start needs exactly one Stream")
        return cls(read_stream(nouns[0]))

    async def perform(self, stage: CallStage) -> Next:
        """Start it and go on."""
        stage.streams.start(self.stream)
        return None


@dataclass(frozen=True, slots=True)
class Stop:
    """Stops a one-way stream by its name."""

    name: str

    @classmethod
    def read(cls, element: ET.Element) -> Stop:
        """Read the verb.

        Raises:
            BadDocument: It does not name a Stream.
        """
        noun = element.find("Stream")
        if noun is None or not noun.get("name"):
            raise BadDocument(12200, "Stop needs a Stream with a name")
        return cls(noun.get("name", ""))

    async def perform(self, stage: CallStage) -> Next:
        """Stop it; one that is over already is no mistake."""
        stage.streams.stop(self.name)
        return None


def read_stream(noun: ET.Element) -> Stream:
    """Read a ``<Stream>``.

    Raises:
        BadDocument: Its URL or a parameter is wrong.
    """
    url = noun.get("url", "")
    if not url.startswith(("wss://", "ws://")):
        raise BadDocument(INSECURE, "the stream's url must be wss")
    track = noun.get("track", "inbound_track")
    if track not in TRACKS:
        raise BadDocument(31941, "no such track")
    return Stream(
        url=url,
        name=noun.get("name", ""),
        parameters=tuple(map(_parameter, noun.findall("Parameter"))),
        status_callback=noun.get("statusCallback", ""),
        status_method=method(noun, "statusCallbackMethod"),
        tracks=TRACKS[track],
    )


def _parameter(element: ET.Element) -> tuple[str, str]:
    name, value = element.get("name", ""), element.get("value", "")
    if len(name) + len(value) >= MAX_PARAMETER:
        raise BadDocument(12200, "a Parameter is too long")
    return name, value
