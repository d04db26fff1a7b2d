"""A Realtime session driven by hand, with fake ears, and the protocol's own schema."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest
from openai.types.realtime import RealtimeServerEvent
from pydantic import TypeAdapter

from simulator.model.engine import voice
from simulator.model.realtime.config import SessionConfig
from simulator.model.realtime.effects import (
    Close,
    Forget,
    Note,
    Send,
    Speak,
    Think,
    Transcribe,
)
from simulator.model.realtime.ids import Ids
from simulator.model.realtime.session import Session
from simulator.model.settings import Settings
from simulator.ports import FRAME_BYTES, FRAME_MS, SILENCE, Transcript
from tests.simulator.model import network

TONE = b"\x10" * FRAME_BYTES
MS_PER_CHARACTER = 50
_SERVER_EVENT = TypeAdapter(RealtimeServerEvent)
SHARED = Path(__file__).parents[4] / "shared"


class LoudActivity:
    """Anything but silence is speech."""

    def speech(self, frame):
        return 0.0 if frame == SILENCE else 0.9


class Talk:
    """Both ends of a session on a clock of its own."""

    def __init__(
        self, *, settings=None, transcripts=(), deaf=False, model="gpt-realtime"
    ):
        self.now_ms = 1000
        self.events = []
        self.notes = []
        self.transcribed = []
        self.forgotten = []
        self.closed = None
        self.deaf = deaf
        self._transcripts = list(transcripts)
        rng = random.Random(7)
        self.session = Session(
            config=SessionConfig(type="realtime", model=model),
            ids=Ids(rng),
            activity=LoudActivity(),
            settings=settings or Settings(),
            now_ms=self.now_ms,
            epoch_s=1_800_000_000,
        )
        self._take(self.session.opened())

    def send(self, type_, **fields):
        """Send a client event; return the types of what came at once."""
        before = len(self.events)
        text = json.dumps({"type": type_, **fields})
        self._take(self.session.receive(text, self.now_ms))
        return [event["type"] for event in self.events[before:]]

    def update(self, **session):
        return self.send("session.update", session={"type": "realtime", **session})

    def telephone(self, *, turns=None, transcription=True, **session):
        """Configure as a phone bridge does."""
        heard = {
            "format": {"type": "audio/pcmu"},
            "turn_detection": turns or {"type": "server_vad"},
            "transcription": {"model": "gpt-4o-mini-transcribe"}
            if transcription
            else None,
        }
        spoken = {"format": {"type": "audio/pcmu"}, "voice": "marin"}
        return self.update(audio={"input": heard, "output": spoken}, **session)

    def hear(self, ms, *, frame=TONE):
        """Let the caller make a sound for so long, in real time."""
        payload = base64.b64encode(frame).decode()
        for _ in range(ms // FRAME_MS):
            self.send("input_audio_buffer.append", audio=payload)
            self.run(FRAME_MS)

    def silence(self, ms):
        self.hear(ms, frame=SILENCE)

    def turn(self, ms=1000):
        """Let the caller speak and stop."""
        self.hear(ms)
        self.silence(600)

    def run(self, ms):
        """Let time pass."""
        until = self.now_ms + ms
        while self.session.wake_at() <= until and self.closed is None:
            self.now_ms = max(self.now_ms, int(self.session.wake_at()) + 1)
            self._take(self.session.tick(self.now_ms))
        self.now_ms = until

    def types(self):
        return [event["type"] for event in self.events]

    def all(self, type_):
        return [event for event in self.events if event["type"] == type_]

    def last(self, type_):
        return self.all(type_)[-1]

    def error(self):
        return self.last("error")["error"]

    def forget_events(self):
        self.events.clear()

    def _take(self, effects):
        for effect in effects:
            match effect:
                case Send(type_, fields):
                    self._show({"type": type_, "event_id": "event_x", **fields})
                case Transcribe():
                    self.transcribed.append(effect)
                    self._hear(effect)
                case Forget():
                    self.forgotten.append(effect)
                case Think():
                    self._think(effect)
                case Speak():
                    self.speak(effect)
                case Note(kind, fields):
                    self.notes.append((kind, fields))
                case Close():
                    self.closed = effect

    def recognise(self, effect, text=None, *, failed=False):
        """Finish a recognition."""
        if text is None:
            text = self._transcripts.pop(0) if self._transcripts else "Hello there."
        found = None if failed else Transcript(text)
        key = (effect.item_id, effect.version)
        self._take(self.session.transcribed(*key, found, self.now_ms))

    def _show(self, event):
        _SERVER_EVENT.validate_python(event)
        self.events.append(json.loads(json.dumps(event)))

    def _hear(self, effect):
        if not self.deaf:
            self.recognise(effect)

    def _think(self, effect):
        decision = effect.prompt.allows(voice.decide(effect.prompt))
        done = self.session.thought(effect.response_id, decision, self.now_ms)
        self._take(done)

    def speak(self, effect):
        frames = len(effect.text) * MS_PER_CHARACTER // FRAME_MS + 1
        mulaw = TONE * frames
        self._take(self.session.spoken(effect.response_id, mulaw, self.now_ms))


world = pytest.fixture(network.world)


@pytest.fixture
def talk():
    return Talk()


@pytest.fixture
def make_talk():
    return Talk


@pytest.fixture(scope="session")
def shared_schema():
    """OpenAI's published schema of the Realtime API; it is not part of this project."""
    path = SHARED / "protocol" / "openai_realtime_subset.json"
    if not path.exists():
        pytest.skip("OpenAI's published schema is not at hand")
    return json.loads(path.read_text())
