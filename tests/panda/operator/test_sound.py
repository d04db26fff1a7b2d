"""What stands in for the AI, and what listeners get."""

import json

import numpy as np

from panda.audio.level import level_db
from panda.audio.mulaw import decode
from panda.audio.music import comfort_tone, hold_music
from panda.bridge import MediaBridge, Overheard, Talker
from panda.effects import ToPhone
from panda.operator.standin import QUIET, VOICE_AHEAD_MS, StandIn
from panda.operator.tap import Tap
from panda.operator.wire import Side
from panda.testing.frames import FakeLine


def frame(number):
    return bytes([number]) * 160


# --- an operator's voice -------------------------------------------------------------


def test_a_voice_in_time_passes_at_once():
    voice = StandIn()
    sent = [voice.speak(frame(n), 20 * n) for n in range(1, 50)]
    assert sent[0] == [QUIET, frame(1)]
    assert sent[1:] == [[frame(n)] for n in range(2, 50)]
    assert voice.dropped == 0


def test_of_a_burst_the_latest_is_heard_and_little_is_ahead():
    voice = StandIn()
    sent = [one for n in range(1, 21) for one in voice.speak(frame(n), 1000)]
    assert len(sent) * 20 <= VOICE_AHEAD_MS
    later = [one for ms in range(1020, 1200, 20) for one in voice.voice(ms)]
    assert later == [frame(18), frame(19), frame(20)]
    assert voice.dropped == 20 - len(sent) + 1 - len(later)


def test_a_late_frame_is_not_waited_for():
    voice = StandIn()
    voice.speak(frame(1), 0)
    assert voice.speak(frame(2), 500) == [QUIET, frame(2)]


# --- music ---------------------------------------------------------------------------


def test_the_music_is_soft_has_no_click_and_comes_round():
    loop = hold_music()
    assert len(loop) % 160 == 0
    assert -40 < level_db(loop) < -18
    wave = decode(loop + loop[:800]).astype(np.int32)
    assert np.abs(np.diff(wave)).max() < 6000
    assert len(comfort_tone()) % 160 == 0


def test_music_plays_without_a_hole_and_ends_at_once():
    bridge, line = MediaBridge(), FakeLine()
    bridge.from_phone(line.start(), 0)
    now = 0

    def do(effects):
        for effect in effects:
            if isinstance(effect, ToPhone):
                for answer in line.take(effect.text):
                    do(bridge.from_phone(answer, now))

    do(bridge.give_floor(Talker.MUSIC, 1, now))
    for now in range(20, 12_000, 20):
        assert line.unplayed_ms >= 20
        line.step()
        do(bridge.from_phone(line.media(), now))
    assert bytes(line.heard[:4000]) == hold_music()[:4000]
    cleared = line.cleared
    do(bridge.give_floor(Talker.OPERATOR, 2, now))
    assert (line.cleared, line.unplayed_ms) == (cleared + 1, 0)
    do(bridge.from_operator(frame(1), 2, now))
    assert line.unplayed_ms == 40


def test_a_tone_announces_a_new_voice_if_that_is_asked_for():
    bridge, line = MediaBridge(), FakeLine()
    bridge.from_phone(line.start(), 0)
    effects = bridge.give_floor(Talker.OPERATOR, 1, 0, tone=True)
    assert len(effects) * 160 == len(comfort_tone())


# --- listeners -----------------------------------------------------------------------


def test_nobody_who_listens_costs_nothing():
    tap = Tap()
    assert tap.heard(frame(1), 20) == []
    tap.sent(frame(1), 20)
    assert tap.due(5000) == []


def test_the_callee_is_heard_two_frames_at_a_time():
    tap = Tap()
    tap.listen(on=True)
    told = [one for n in range(1, 5) for one in tap.heard(frame(n), 20 * n)]
    assert told == [
        Overheard(Side.CALLEE, 0, frame(1) + frame(2)),
        Overheard(Side.CALLEE, 40, frame(3) + frame(4)),
    ]


def test_ours_is_heard_when_the_callee_hears_it():
    tap = Tap()
    tap.listen(on=True)
    tap.sent(b"".join(map(frame, range(1, 11))), 1000)
    assert tap.due(1000) == []
    assert tap.due(1020) == [Overheard(Side.US, 1000, frame(1) + frame(2))]
    told = [one for ms in range(1040, 1220, 20) for one in tap.due(ms)]
    assert b"".join(one.mulaw for one in told) == b"".join(map(frame, range(3, 11)))
    assert [one.at_ms for one in told] == [1040, 1080, 1120, 1160]


def test_what_was_cut_off_is_not_heard():
    tap = Tap()
    tap.listen(on=True)
    tap.sent(b"".join(map(frame, range(1, 11))), 1000)
    tap.cleared(1060)
    told = [one for ms in range(1000, 1400, 20) for one in tap.due(ms)]
    assert b"".join(one.mulaw for one in told) == b"".join(map(frame, range(1, 4)))


def test_a_message_holds_five_frames_at_most():
    tap = Tap()
    tap.listen(on=True)
    tap.sent(frame(1) * 50, 0)
    assert max(len(one.mulaw) for one in tap.due(700)) == 5 * 160


def test_both_sides_of_a_bridge_are_overheard():
    bridge, line = MediaBridge(), FakeLine()
    bridge.from_phone(line.start(), 0)
    bridge.listen("operators", on=True)
    bridge.give_floor(Talker.OPERATOR, 1, 0)
    overheard = []
    for now in range(20, 400, 20):
        effects = bridge.from_phone(line.media(frame(3)), now)
        effects += bridge.from_operator(frame(7), 1, now)
        overheard += [one for one in effects if isinstance(one, Overheard)]
        media = [one for one in effects if isinstance(one, ToPhone)]
        assert all(json.loads(one.text)["event"] == "media" for one in media)
    sides = {one.side: b"" for one in overheard}
    for one in overheard:
        sides[one.side] += one.mulaw
    assert set(sides[Side.CALLEE]) == {3}
    assert set(sides[Side.US]) == {7, QUIET[0]}
    assert sides[Side.US].count(QUIET[0]) == 160
