import base64
import json
from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from panda.audio.mulaw import encode
from panda.audio.sounds import Sound
from panda.audio.tones import KeyDetector
from panda.bridge import (
    AHEAD_MS,
    Ask,
    Hear,
    Introduced,
    MediaBridge,
    Notice,
    Talker,
    ToPhone,
)
from panda.playback import PIECE_MS
from panda.realtime.agent import (
    AnswerEnded,
    Forget,
    Said,
    Say,
    SpeechStarted,
)
from panda.session.inputs import (
    CutOff,
    KeyHeard,
    KeysPlayed,
    PhoneClosed,
    SoundChanged,
    UtteranceBegan,
    UtterancePlayed,
)
from panda.testing.frames import FakeLine

FRAME = bytes([1]) * 160


def sound(ms, byte=1):
    return base64.b64encode(bytes([byte]) * (8 * ms)).decode()


class Line:
    """A bridge and the callee at the other end, on one clock."""

    def __init__(self, **options):
        self.bridge = MediaBridge(**options)
        self.line = FakeLine()
        self.now = 0
        self.effects = []
        self.do(self.bridge.from_phone(self.line.start(), 0))

    def do(self, effects):
        """Carry effects out, and what follows from them."""
        waiting = list(effects)
        self.effects += waiting
        for effect in waiting:
            if isinstance(effect, ToPhone):
                for answer in self.line.take(effect.text):
                    self.do(self.bridge.from_phone(answer, self.now))
        return waiting

    def pass_time(self, ms):
        """Let the callee hear `ms` more, frame by frame."""
        for _ in range(ms // 20):
            self.now += 20
            for echo in self.line.step():
                self.do(self.bridge.from_phone(echo, self.now))

    def say(self, item, ms, byte=1):
        return self.do(self.bridge.from_voice(Say(item, sound(ms, byte)), self.now))

    def tell(self, event):
        return self.do(self.bridge.from_voice(event, self.now))

    def notices(self, kind):
        return [
            one.input
            for one in self.effects
            if isinstance(one, Notice) and isinstance(one.input, kind)
        ]

    def sent(self):
        return [
            json.loads(one.text)["event"]
            for one in self.effects
            if isinstance(one, ToPhone)
        ]


@pytest.fixture
def call():
    return Line()


def test_the_stream_introduces_itself_before_anything_is_believed(call):
    (introduced,) = call.effects
    assert isinstance(introduced, Introduced)
    assert introduced.start.call_sid == "CA1"


def test_the_voice_hears_the_callee_only_when_it_may(call):
    frame = call.line.media()
    assert call.bridge.from_phone(frame, 0) == []
    assert call.bridge.let_hear(on=True) == []
    (hear,) = call.bridge.from_phone(call.line.media(), 20)
    assert isinstance(hear, Hear)


def test_what_was_said_while_the_voice_did_not_hear_can_be_replayed(call):
    for byte in range(100):
        call.bridge.from_phone(call.line.media(bytes([byte]) * 160), byte * 20)
    (hear,) = call.bridge.let_hear(on=True, replay_ms=1_000)
    replayed = base64.b64decode(hear.audio)
    assert replayed == b"".join(bytes([byte]) * 160 for byte in range(50, 100))
    assert call.bridge.let_hear(on=True, replay_ms=1_000) == []


def test_a_key_of_the_callee_and_the_end_of_the_stream_are_passed_on(call):
    phone = call.bridge.from_phone
    assert phone(call.line.dtmf("5"), 1) == [Notice(KeyHeard("5"))]
    assert phone(call.line.stop(), 2) == [Notice(PhoneClosed(stopped=True))]


def test_an_utterance_is_over_when_the_callee_has_heard_its_end(call):
    call.say("i1", 600)
    call.tell(Said("i1", "Hello"))
    call.pass_time(580)
    assert call.notices(UtterancePlayed) == []
    call.pass_time(20)
    assert call.notices(UtterancePlayed) == [UtterancePlayed("i1")]
    assert len(call.line.heard) == 600 * 8


def test_an_utterance_is_not_over_while_more_of_it_may_come(call):
    call.say("i1", 200)
    call.pass_time(1_000)
    assert call.notices(UtterancePlayed) == []
    call.say("i1", 200)
    call.tell(AnswerEnded("r1", "completed", spoke=True))
    call.pass_time(200)
    assert call.notices(UtterancePlayed) == [UtterancePlayed("i1")]


def test_no_more_than_a_second_waits_at_the_carrier(call):
    call.say("i1", 10_000)
    for _ in range(500):
        assert call.line.unplayed_ms <= AHEAD_MS
        call.pass_time(20)
    assert len(call.line.heard) == 10_000 * 8


def test_the_stream_never_runs_dry_while_there_is_something_to_say(call):
    call.say("i1", 5_000)
    for _ in range(240):
        call.pass_time(20)
        assert call.line.unplayed_ms > 0


def test_speaking_over_the_agent_cuts_it_off_where_it_was_heard(call):
    call.say("i1", 3_000)
    call.pass_time(1_100)
    before = len(call.effects)
    call.tell(SpeechStarted(1_100))
    assert call.effects[before:][1:3] == [
        Ask(Forget("i1", 1_100)),
        Notice(CutOff("i1", 1_100)),
    ]
    assert call.sent()[-1] == "clear"
    assert call.line.unplayed_ms == 0


def test_the_tail_can_be_cut_off_after_the_answer_has_ended(call):
    call.say("i1", 2_000)
    call.tell(Said("i1", "A long story"))
    call.tell(AnswerEnded("r1", "completed", spoke=True))
    call.pass_time(500)
    call.tell(SpeechStarted(500))
    assert call.notices(CutOff) == [CutOff("i1", 500)]
    assert call.notices(UtterancePlayed) == []


def test_echoes_that_come_because_of_a_clear_mean_nothing(call):
    call.say("i1", 900)
    call.pass_time(100)
    call.tell(SpeechStarted(100))
    call.say("i2", 400)
    call.tell(Said("i2", "Yes?"))
    call.pass_time(380)
    assert call.notices(UtterancePlayed) == []
    call.pass_time(20)
    assert call.notices(UtterancePlayed) == [UtterancePlayed("i2")]


def test_audio_of_an_utterance_that_was_cut_off_is_dropped(call):
    call.say("i1", 500)
    call.tell(SpeechStarted(0))
    assert call.say("i1", 500) == []
    call.pass_time(1_000)
    assert call.line.heard == b""


def test_what_waits_behind_the_cut_off_utterance_was_not_heard_at_all(call):
    call.say("i1", 400, byte=1)
    call.tell(Said("i1", "One"))
    call.say("i2", 400, byte=2)
    call.pass_time(100)
    call.tell(SpeechStarted(100))
    assert call.notices(CutOff) == [CutOff("i1", 100), CutOff("i2", 0)]


def test_speech_in_a_pause_cuts_nothing_off(call):
    call.say("i1", 200)
    call.tell(Said("i1", "Hello"))
    call.pass_time(300)
    assert call.tell(SpeechStarted(300)) == []


def test_an_agent_that_may_not_be_interrupted_goes_on(call):
    call.bridge.interruptible = False
    call.say("i1", 400)
    assert call.tell(SpeechStarted(0)) == []


def test_a_voice_that_may_not_speak_is_not_heard_and_learns_it(call):
    call.bridge.let_speak(on=False, now_ms=0)
    assert call.say("i1", 400) == [Ask(Forget("i1", 0)), Notice(CutOff("i1", 0))]
    assert call.say("i1", 400) == []
    call.bridge.let_speak(on=True, now_ms=0)
    call.say("i2", 100)
    assert "media" in call.sent()


def test_silencing_the_voice_drops_what_is_unplayed(call):
    call.say("i1", 2_000)
    call.pass_time(300)
    call.do(call.bridge.let_speak(on=False, now_ms=call.now))
    assert call.notices(CutOff) == [CutOff("i1", 300)]
    assert call.line.unplayed_ms == 0


def test_keys_are_heard_as_tones_and_reported_when_they_are(call):
    call.say("i1", 2_000)
    call.pass_time(100)
    call.do(call.bridge.press("1w2#", slow=False, now_ms=call.now, press=7))
    assert call.notices(CutOff) == [CutOff("i1", 100)]
    before = len(call.line.heard)
    call.pass_time(2_000)
    assert call.notices(KeysPlayed) == [KeysPlayed(7)]
    assert KeyDetector().hear(bytes(call.line.heard[before:])) == "12#"


def test_of_two_presses_it_is_told_which_has_sounded(call):
    call.do(call.bridge.press("1234", slow=True, now_ms=call.now, press=1))
    call.pass_time(300)
    assert call.notices(KeysPlayed) == []
    call.do(call.bridge.press("5", slow=False, now_ms=call.now, press=2))
    assert call.notices(KeysPlayed) == [KeysPlayed(1)], "dropped for the second"
    call.pass_time(1_500)
    assert call.notices(KeysPlayed) == [KeysPlayed(1), KeysPlayed(2)]


def test_a_menu_that_talks_over_the_keys_does_not_stop_them(call):
    call.do(call.bridge.press("1234", slow=True, now_ms=0, press=8))
    call.pass_time(100)
    assert call.tell(SpeechStarted(100)) == []
    call.do(call.bridge.let_speak(on=False, now_ms=call.now))
    call.pass_time(2_500)
    assert call.notices(KeysPlayed) == [KeysPlayed(8)]
    assert KeyDetector().hear(bytes(call.line.heard)) == "1234"


def test_keys_that_do_not_exist_are_not_pressed(call):
    with pytest.raises(ValueError, match="character 2"):
        call.bridge.press("1x", slow=False, now_ms=0)
    assert call.sent() == []


def test_a_lost_voice_falls_silent_at_once(call):
    call.say("i1", 900)
    call.pass_time(100)
    effects = call.do(call.bridge.voice_lost(call.now))
    assert Notice(CutOff("i1", 100)) in effects
    assert not any(isinstance(one, Ask) for one in effects)
    assert call.line.unplayed_ms == 0


def test_a_lost_phone_settles_what_was_being_said(call):
    call.say("i1", 900)
    call.pass_time(100)
    assert call.bridge.phone_lost(call.now) == [
        Ask(Forget("i1", 100)),
        Notice(CutOff("i1", 100)),
    ]


def test_what_is_said_before_the_stream_starts_waits_for_it():
    bridge = MediaBridge()
    first = bridge.from_voice(Say("i1", sound(100)), 0)
    assert first == [Notice(UtteranceBegan("i1"))]
    assert bridge.from_voice(Say("i1", sound(100)), 5) == []
    bridge.from_phone(FakeLine().start(), 10)
    effects = bridge.tick(20)
    assert [json.loads(one.text)["event"] for one in effects] == [
        "mark",
        "media",
        "mark",
        "media",
        "mark",
    ]


def test_a_carrier_that_echoes_nothing_does_not_stop_the_voice():
    bridge = MediaBridge()
    bridge.from_phone(FakeLine().start(), 0)
    bridge.from_voice(Say("i1", sound(3_000)), 0)
    bridge.from_voice(Said("i1", "Hello"), 0)
    effects = [one for now in range(0, 6_000, 100) for one in bridge.tick(now)]
    assert Notice(UtterancePlayed("i1")) in effects


def test_taking_over_lets_only_the_operator_be_heard(call):
    call.say("i1", 900)
    call.pass_time(100)
    call.do(call.bridge.give_floor(Talker.OPERATOR, 1, call.now))
    assert call.notices(CutOff) == [CutOff("i1", 100)]
    assert call.say("i2", 100)[0] == Ask(Forget("i2", 0))
    assert len(call.bridge.from_operator(FRAME, 1, call.now)) == 2, "and a silence"
    call.do(call.bridge.give_floor(Talker.AI, 2, call.now))
    assert call.bridge.from_operator(FRAME, 1, call.now) == []
    assert call.bridge.give_floor(Talker.OPERATOR, 2, call.now) == []
    call.say("i3", 100)
    call.tell(Said("i3", "Back"))
    call.pass_time(100)
    assert call.notices(UtterancePlayed) == [UtterancePlayed("i3")]


def test_gaps_and_levels_are_known_for_snapshots(call):
    loud = bytes([0x00, 0x80] * 80)
    for at in (0, 20, 40, 200):
        call.bridge.from_phone(call.line.media(loud, at), at)
    health = call.bridge.health(200)
    assert (health.gaps, health.recent_gaps) == (1, 1)
    assert call.bridge.health(70_000).recent_gaps == 0, "that was long ago"
    assert health.level_in_db == pytest.approx(-0.2, abs=0.1)
    assert health.level_out_db == -90


def test_frames_that_come_unevenly_are_jitter_and_a_slow_network_is_none(call):
    for at in range(0, 2_000, 20):
        call.bridge.from_phone(call.line.media(FRAME, at), at + 300)
    assert call.bridge.health(2_300).jitter_ms == 0
    for at in range(2_000, 8_000, 20):
        late = 300 + 16 * (at // 20 % 2)
        call.bridge.from_phone(call.line.media(FRAME, at), at + late)
    assert call.bridge.health(8_300).jitter_ms == pytest.approx(16, abs=0.2)
    assert call.bridge.health(8_300).gaps == 0


def test_a_stream_that_never_brought_a_frame_has_been_silent_since_it_began(call):
    assert MediaBridge().health(5_000).since_audio_ms == 0, "nobody has answered yet"
    assert call.bridge.health(11_000).since_audio_ms == 11_000

    call.bridge.from_phone(call.line.media(), 12_000)
    assert call.bridge.health(12_500).since_audio_ms == 500

    call.bridge.phone_lost(13_000)
    assert call.bridge.health(60_000).since_audio_ms == 0, "the session waits for it"


def test_what_is_said_behind_keys_waits_for_them_and_can_be_taken_back(call):
    call.do(call.bridge.press("0", slow=False, now_ms=call.now))
    call.say("i1", 200)
    call.do(call.bridge.let_speak(on=False, now_ms=call.now))
    call.pass_time(1_000)
    assert call.notices(CutOff) == [CutOff("i1", 0)]
    tone = len(call.line.heard)

    call.do(call.bridge.let_speak(on=True, now_ms=call.now))
    call.do(call.bridge.press("0", slow=False, now_ms=call.now))
    call.say("i2", 200)
    call.tell(Said("i2", "Hello"))
    call.pass_time(1_000)
    assert call.notices(UtterancePlayed) == [UtterancePlayed("i2")]
    assert len(call.line.heard) == 2 * tone + 200 * 8


def test_a_change_of_sound_is_noticed(call, rng):
    noise = encode((rng.standard_normal(8_000) * 3_000).astype("int16"))
    heard = []
    for at in range(0, 1_000, 20):
        frame = call.line.media(noise[at * 8 : at * 8 + 160])
        heard += call.bridge.from_phone(frame, at)
    assert Notice(SoundChanged(Sound.SPEECH)) in heard


LOUDEST = 15
"""Code words louder than any key's: each utterance of `Talk` has one of its own."""


class Talk(RuleBasedStateMachine):
    """Anything that can happen on a line, in any order."""

    def __init__(self):
        super().__init__()
        self.call = Line()
        self.said = {}

    @precondition(lambda self: len(self.said) < LOUDEST)
    @rule(ms=st.integers(1, 3_000))
    def speak(self, ms):
        item, byte = f"i{len(self.said)}", len(self.said)
        self.said[item] = byte
        self.call.say(item, ms, byte)

    @precondition(lambda self: self.said)
    @rule(ms=st.integers(1, 900))
    def speak_on(self, ms):
        item = list(self.said)[-1]
        self.call.say(item, ms, self.said[item])

    @precondition(lambda self: self.said)
    @rule()
    def finish(self):
        self.call.tell(Said(list(self.said)[-1], "words"))

    @rule()
    def end_answer(self):
        self.call.tell(AnswerEnded("r", "completed"))

    @rule(frames=st.integers(1, 100))
    def listen(self, frames):
        self.call.pass_time(frames * 20)

    @rule()
    def interrupt(self):
        self.call.tell(SpeechStarted(0))

    @rule(digits=st.text("0123456789*#w", min_size=1, max_size=4), slow=st.booleans())
    def press(self, digits, slow):
        call = self.call
        call.do(call.bridge.press(digits, slow=slow, now_ms=call.now))

    @rule(on=st.booleans())
    def let_speak(self, on):
        call = self.call
        call.do(call.bridge.let_speak(on=on, now_ms=call.now))

    @rule()
    def tick(self):
        self.call.do(self.call.bridge.tick(self.call.now))

    @invariant()
    def little_waits_at_the_carrier(self):
        assert self.call.line.unplayed_ms <= AHEAD_MS + PIECE_MS

    @invariant()
    def each_utterance_ends_once(self):
        ends = self.call.notices(UtterancePlayed) + self.call.notices(CutOff)
        assert all(n == 1 for n in Counter(end.item for end in ends).values())

    @invariant()
    def what_was_heard_is_known(self):
        played = Counter(self.call.line.heard)
        for cut in self.call.notices(CutOff):
            heard_ms = played[self.said[cut.item]] / 8
            assert abs(cut.heard_ms - heard_ms) <= 20

    def teardown(self):
        self.call.do(self.call.bridge.let_speak(on=True, now_ms=self.call.now))
        self.end_answer()
        self.call.pass_time(60_000)
        ends = self.call.notices(UtterancePlayed) + self.call.notices(CutOff)
        assert {end.item for end in ends} == set(self.said)


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


class SlowLine:
    """Both ways take time, and the carrier plays in 20 ms steps of its own phase."""

    def __init__(self, there, back, phase, jitter):
        self.there, self.back, self.phase, self.jitter = there, back, phase, jitter
        self.bridge, self.line = MediaBridge(), FakeLine()
        self.bridge.from_phone(self.line.start(), 0)
        self.to_carrier, self.to_us = [], []

    def out(self, effects, now):
        texts = [one.text for one in effects if isinstance(one, ToPhone)]
        self.to_carrier += [(now + self.there, text) for text in texts]

    def carrier(self, now):
        echoes = []
        while self.to_carrier and self.to_carrier[0][0] <= now:
            echoes += self.line.take(self.to_carrier.pop(0)[1])
        if now % 20 == self.phase:
            echoes += self.line.step()
        due = now + self.back + self.jitter[now % len(self.jitter)]
        due = max(due, self.to_us[-1][0] if self.to_us else 0)
        self.to_us += [(due, text) for text in echoes]

    def us(self, now):
        while self.to_us and self.to_us[0][0] <= now:
            self.out(self.bridge.from_phone(self.to_us.pop(0)[1], now), now)


@given(
    line=st.builds(
        SlowLine,
        there=st.integers(0, 80),
        back=st.integers(0, 80),
        phase=st.integers(0, 19),
        jitter=st.lists(st.integers(0, 8), min_size=50, max_size=50),
    ),
    every_ms=st.integers(10, 130),
    cut_at=st.integers(100, 4_000),
)
@settings(max_examples=60, deadline=None)
def test_truncation_is_right_to_a_frame_on_a_slow_line(line, every_ms, cut_at):
    for now in range(cut_at):
        if now % every_ms == 0 and now // every_ms < 25:
            line.out(line.bridge.from_voice(Say("i1", sound(200)), now), now)
        line.carrier(now)
        line.us(now)
    effects = line.bridge.from_voice(SpeechStarted(cut_at), cut_at)
    (cut,) = [one.input for one in effects if isinstance(one, Notice)] or [None]
    for now in range(cut_at, cut_at + line.there):
        line.carrier(now)
    if cut is not None:
        assert abs(cut.heard_ms - len(line.line.heard) / 8) <= 20 + max(line.jitter)
