"""The hold benchmark, small: a few lines of each kind, with known words.

It needs Debian's recordings, as the benchmark does, and is skipped without them.
"""

import pytest

pytest.importorskip("onnxruntime")

from benchmarks.hold import Tally, failures, least, measure
from benchmarks.holdlines import lines
from benchmarks.waits import Ending, Source


@pytest.mark.speech
def test_who_picks_up_is_noticed_and_nothing_else_is_answered():
    if lacking := Source().missing:
        pytest.skip(lacking)
    endings = (Ending.MUSIC, Ending.FADING, Ending.NOBODY)
    tallies, mistakes = measure(lines("first", 1, 4, "known", endings))
    assert (failures(tallies), mistakes) == ([], [])
    assert max(one.lost_ms for one in tallies.values()) <= 100


def test_a_bar_that_is_missed_is_told():
    good = Tally(persons=2, heard=2, picked=2, nobody=3)
    bad = Tally(persons=2, heard=2, picked=1, late=1, nobody=3, answered=1)
    assert failures({Ending.MUSIC: good}) == []
    told = failures({Ending.MUSIC: good, Ending.RING: bad})
    assert len(told) == 2


def test_few_lines_bound_a_rate_loosely():
    assert least(10, 10) < 0.75
    assert least(400, 400) > 0.98
    assert least(0, 0) == 0.0
