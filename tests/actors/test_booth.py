"""What operators say at a call: to the callee and the scribe, or to nobody."""

import base64
import json
from contextlib import nullcontext

import pytest

from actors.booth import Booth
from actors.scribe import PAUSE
from panda.bridge import MediaBridge
from panda.effects import ToPhone
from panda.operator.lease import Talker
from panda.session.commands import GiveFloor
from panda.session.session import CallSession
from panda.testing.briefings import briefing
from panda.testing.clock import FakeClock
from panda.testing.frames import FakeLine
from tests.serve.town import SETTINGS

FRAME = bytes([0x21]) * 160


class Writes:
    """A scribe that keeps what it hears."""

    def __init__(self):
        self.is_open = False
        self.heard = []

    def open(self):
        self.is_open = True

    def append(self, mulaw):
        self.heard.append(mulaw)

    def pause(self):
        self.append(PAUSE)


class Call:
    """A call with a booth; `speak` returns whether the callee hears the frame."""

    def __init__(self):
        self.bridge = MediaBridge()
        self.bridge.from_phone(FakeLine().start(), 0)
        self.now = 0
        self.sent = []
        given = briefing()
        self.booth = Booth(
            self,
            given,
            SETTINGS,
            FakeClock(),
            session=CallSession(given),
            bridge=self.bridge,
        )
        self.scribe = self.booth._scribe = Writes()

    def now_ms(self):
        return self.now

    def feed(self, what):
        raise AssertionError(what)

    def carry_out(self, effects):
        messages = [json.loads(one.text) for one in effects if type(one) is ToPhone]
        self.sent += [
            base64.b64decode(one["media"]["payload"])
            for one in messages
            if one["event"] == "media"
        ]

    def guarded(self):
        return nullcontext()

    def floor(self, talker, epoch):
        self.booth.give_floor(GiveFloor(talker, epoch), self.now)

    def speak(self, epoch):
        self.now += 20
        before = self.sent.count(FRAME)
        self.booth.speak(FRAME, epoch)
        return self.sent.count(FRAME) > before


@pytest.fixture
def call():
    return Call()


def test_what_the_callee_hears_is_written_down(call):
    call.floor(Talker.OPERATOR, 1)
    assert call.speak(1)
    assert call.scribe.is_open
    assert call.scribe.heard == [FRAME]


@pytest.mark.parametrize("talker", [Talker.MUSIC, Talker.AI])
def test_what_is_said_while_another_is_heard_reaches_nobody(call, talker):
    call.floor(Talker.OPERATOR, 1)
    call.speak(1)
    call.floor(talker, 2)
    for epoch in (0, 1, 2, 3):
        assert not call.speak(epoch)
    assert call.scribe.heard == [FRAME, PAUSE]


def test_who_is_heard_again_begins_another_sentence(call):
    call.floor(Talker.OPERATOR, 1)
    call.speak(1)
    call.floor(Talker.MUSIC, 2)
    call.speak(2)
    call.floor(Talker.OPERATOR, 3)
    assert call.speak(3)
    assert call.scribe.heard == [FRAME, PAUSE, FRAME]


def test_what_keys_drown_is_not_written_down(call):
    call.floor(Talker.OPERATOR, 1)
    call.carry_out(call.bridge.press("5", slow=False, now_ms=call.now))
    assert not call.speak(1)
    assert call.scribe.heard == []
