"""A short round of `make fuzz`: no codec fails on what a stranger sends."""

import pytest
from hypothesis import strategies as st

from benchmarks.codecs import CODECS, Codec
from benchmarks.fuzz import Record, run


@pytest.mark.parametrize("codec", CODECS, ids=[codec.name for codec in CODECS])
def test_a_codec_reads_or_refuses_whatever_comes(codec):
    record = Record(codec)

    run(record, number=2, examples=40)

    assert record.executions >= 40
    assert record.errors == {}


def test_a_codec_that_fails_is_found_out_with_its_smallest_input():
    def read(number):
        return 1 // (number - 7 if number >= 7 else 1)

    record = Record(Codec("broken", lambda: read, st.integers(0, 9)))

    run(record, number=1, examples=100)

    [(place, value)] = record.errors.items()
    assert place.startswith("ZeroDivisionError at ")
    assert value == "7"
