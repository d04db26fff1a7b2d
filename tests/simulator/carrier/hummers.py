"""A conference of people who each hum a note of their own: who hears whom shows."""

import asyncio
import base64

import numpy as np
from twilio.rest import Client

from simulator.carrier.testing import CLIENT, Listener, until
from simulator.speech import mulaw
from simulator.speech.tones import ToneDetector

ALICE, BOB, CAROL = "+15550100011", "+15550100012", "+15550100013"
PITCH = {ALICE: 700, BOB: 1100, CAROL: 1700}
"""What each of them hums, in Hz: nobody else sounds like that."""
FULL = {
    "conference_status_callback_event": [
        "start",
        "end",
        "join",
        "leave",
        "mute",
        "hold",
        "modify",
        "speaker",
        "announcement",
    ]
}


def hum(hertz: float, seconds: float = 60, level: float = 0.2) -> bytes:
    time = np.arange(int(seconds * mulaw.RATE)) / mulaw.RATE
    return mulaw.encode(level * np.sin(2 * np.pi * hertz * time))


def pitches(audio: bytes) -> set[str]:
    """Return whose humming is in some audio."""
    words = mulaw.samples(audio)
    if not words.size:
        return set()
    time = np.arange(words.size) / mulaw.RATE
    strength = {
        who: abs(np.sum(words * np.exp(-2j * np.pi * hertz * time))) / words.size
        for who, hertz in PITCH.items()
    }
    return {who for who, value in strength.items() if value > 0.02}


class Hummer(Listener):
    """A callee that hums its own pitch and keeps what it hears."""

    def __init__(self, who: str) -> None:
        super().__init__(hum(PITCH[who]))

    async def hears(self, frames: int = 12) -> set[str]:
        """Return whom it hears from now on for a quarter of a second."""
        start = len(self.heard) + 2
        await until(lambda: len(self.heard) >= start + frames)
        return pitches(b"".join(self.heard[start : start + frames]))


def keys(callee: Listener) -> str:
    detector = ToneDetector()
    return "".join(key for frame in callee.heard for key in detector.feed(frame))


def loudest(callee: Listener) -> float:
    return float(np.abs(mulaw.samples(callee.audio)).max(initial=0.0))


class Party:
    """A conference of three hummers, driven by the SDK."""

    def __init__(self, rig) -> None:
        self.rig = rig
        self.sdk = Client(rig.account.sid, rig.account.auth_token)
        self.sdk.api.base_url = rig.url
        self.callees = {who: Hummer(who) for who in PITCH}
        for who, callee in self.callees.items():
            rig.town.answers(who, callee, ring_ms=0)
        self.sids: dict[str, str] = {}
        self.conference = ""

    async def ask(self, function, *args, **fields):
        return await asyncio.to_thread(function, *args, **fields)

    async def add(self, who: str, **fields):
        defaults = {"beep": "false", "wait_url": ""}
        participant = await self.ask(
            self.sdk.conferences(self.conference or "party").participants.create,
            from_=CLIENT,
            to=who,
            **(defaults | fields),
        )
        self.sids[who] = participant.call_sid
        self.conference = participant.conference_sid
        return participant

    async def gather(self, *people: str, **fields) -> None:
        for who in people:
            await self.add(who, **fields)
        await until(
            lambda: (
                len(self.rig.exchange.conferences.fetch(self.conference, "").room.seats)
                == len(self.sids)
            )
        )

    async def change(self, who: str, **fields):
        leg = self.sdk.conferences(self.conference).participants(self.sids[who])
        return await self.ask(leg.update, **fields)

    def events(self) -> list[str]:
        return [r["event"] for r in self.rig.records("conference")]

    def reports(self) -> list:
        hooks = self.rig.desk.at("/conference")
        return sorted(hooks, key=lambda hook: int(hook["SequenceNumber"]))

    def reporting(self) -> dict:
        url = f"{self.rig.desk.url}/conference"
        return {"conference_status_callback": url, **FULL}


def payload(audio: bytes) -> str:
    return base64.b64encode(audio).decode()
