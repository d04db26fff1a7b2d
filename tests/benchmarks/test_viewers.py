"""What the benchmark of viewers makes of what the taps have seen."""

from base64 import b64encode

from benchmarks.probe import Note, Tap, Wire
from benchmarks.viewers import While, judge

WHILES = [While(False, 0, 1_000), While(True, 1_000, 2_000)]


def frame(number):
    return b64encode(number.to_bytes(160, "big")).decode()


def judged(late_ms, *, lost=()):
    """Frames that are a ms under way, and in the second while that much longer."""
    up, append = Wire(), Wire()
    for number in range(100):
        at_ms, value = number * 20.0, frame(number)
        up.up.append(Note(at_ms, "media", value))
        if number not in lost:
            took = 1.0 + late_ms * (at_ms >= 1_000)
            append.up.append(Note(at_ms + took, "append", value))
    carrier, model = Tap(0, carrier=True), Tap(0, carrier=False)
    carrier.wires.append(up)
    model.wires.append(append)
    result = judge(carrier, model, WHILES)
    result.seen = {"events": 1, "frames": 1, "answers": 1}
    return result


def test_frames_are_counted_on_the_side_they_left_in():
    result = judged(30.0)
    assert result.without.figures()["under way p99, ms"] == 1
    assert result.watched.figures()["under way p50, ms"] == 31
    assert result.watched.figures()["late, of a thousand"] == 1_000


def test_an_audience_that_delays_frames_is_told():
    assert judged(2.0).unchanged, "below what the audio path may add"
    assert not judged(30.0).unchanged


def test_a_frame_that_never_came_is_lost():
    result = judged(0.0, lost={40, 41})
    assert result.lost == 2
    assert not result.unchanged


def test_an_audience_that_was_not_there_proves_nothing():
    result = judged(0.0)
    result.seen["frames"] = 0
    assert not result.unchanged
