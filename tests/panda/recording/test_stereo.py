"""Both sides, put together: nothing is lost, swapped, or moved in time."""

import wave
from io import BytesIO

import numpy as np
from hypothesis import given, strategies as st

from panda.audio.mulaw import decode
from panda.operator.wire import Side
from panda.recording.stereo import BLOCK_MS, SLACK_MS, WAIT_MS, Stereo
from panda.recording.wav import header, length_ms, place

THEIRS, OURS = bytes([0x10]) * 160, bytes([0x90]) * 160
QUIET = 0


def laid(blocks):
    """The two sides of blocks, each as its samples since the answer."""
    end = max((one.at_ms + BLOCK_MS for one in blocks), default=0)
    sound = np.zeros((end * 8, 2), np.int16)
    for one in blocks:
        pcm = np.frombuffer(one.pcm, "<i2").reshape(-1, 2)
        sound[one.at_ms * 8 : one.at_ms * 8 + len(pcm)] = pcm
    return sound[:, 0], sound[:, 1]


@given(st.sets(st.tuples(st.integers(0, 20), st.booleans()), max_size=60))
def test_every_frame_is_where_it_was_heard(frames):
    stereo = Stereo()
    for number, is_ours in sorted(frames):
        side = Side.US if is_ours else Side.CALLEE
        stereo.add(side, number * 300, OURS if is_ours else THEIRS)
    left, right = laid(stereo.rest())
    for at in range(0, len(left) // 8, 20):
        here = slice(at * 8, (at + 20) * 8)
        number = None if at % 300 else at // 300
        wanted = decode(THEIRS) if (number, False) in frames else QUIET
        assert (left[here] == wanted).all()
        wanted = decode(OURS) if (number, True) in frames else QUIET
        assert (right[here] == wanted).all()


@given(st.lists(st.integers(0, SLACK_MS), min_size=1, max_size=200))
def test_frames_that_are_held_up_tear_no_holes_and_lose_nothing(lateness):
    stereo, now_ms = Stereo(), 0
    for number, late_ms in enumerate(lateness):
        now_ms = max(now_ms, 500 + number * 20 + late_ms)  # the rest waits behind it
        stereo.add(Side.CALLEE, now_ms, THEIRS)
    sound = np.flatnonzero(laid(stereo.rest())[0])
    assert len(sound) == len(lateness) * 160
    assert sound[-1] - sound[0] == len(sound) - 1
    assert 500 <= sound[0] / 8 <= 500 + SLACK_MS


def test_after_a_longer_silence_sound_is_at_its_time_again():
    stereo = Stereo()
    stereo.add(Side.US, 0, OURS)
    stereo.add(Side.US, 20 + SLACK_MS + 1, OURS)
    right = laid(stereo.rest())[1]
    assert np.flatnonzero(right)[160] == (20 + SLACK_MS + 1) * 8


def test_a_frame_across_two_blocks_is_in_both():
    stereo = Stereo()
    stereo.add(Side.CALLEE, BLOCK_MS - 7, THEIRS)
    first, second = stereo.rest()
    left, _ = laid([first, second])
    assert np.flatnonzero(left).tolist() == list(
        range((BLOCK_MS - 7) * 8, (BLOCK_MS + 13) * 8)
    )


def test_a_block_is_given_once_and_what_is_later_than_that_is_dropped():
    stereo = Stereo()
    stereo.add(Side.CALLEE, 0, THEIRS)
    assert stereo.due(BLOCK_MS + WAIT_MS - 1) == []
    assert [one.at_ms for one in stereo.due(BLOCK_MS + WAIT_MS)] == [0]
    stereo.add(Side.US, 20, OURS)
    assert stereo.due(10 * BLOCK_MS) == []
    assert stereo.rest() == []


def test_the_header_is_what_players_read():
    pcm = bytes(place(1_500) - place(0))
    with wave.open(BytesIO(header(len(pcm)) + pcm)) as file:
        assert file.getparams()[:4] == (2, 2, 8000, 12_000)
    assert length_ms(len(header(0)) + len(pcm)) == 1_500
    assert length_ms(0) == 0
