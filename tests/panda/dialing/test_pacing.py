from hypothesis import given, strategies as st

from panda.dialing import Bucket


def test_one_call_a_second_leaves_at_most_one_second_to_wait():
    bucket = Bucket(rate=1.0)
    bucket, first = bucket.take(10.0)
    bucket, second = bucket.take(10.4)

    assert first == 0
    assert abs(second - 0.6) < 1e-6
    assert bucket.take(11.0)[1] == 0


def test_idle_time_saves_up_no_more_than_the_burst():
    bucket, _ = Bucket(rate=2.0, burst=3.0, tokens=3.0).take(0.0)

    assert bucket.ready(1_000.0) == 3


def test_a_clock_that_jumps_back_neither_adds_nor_blocks():
    bucket, _ = Bucket(rate=1.0).take(86_400.0)

    assert bucket.ready(0.0) == 0
    bucket, _ = bucket.take(0.0)
    assert bucket.ready(1.0) == 1


@given(
    rate=st.sampled_from([0.5, 1.0, 3.0, 10.0]),
    steps=st.lists(st.floats(0, 2), min_size=1, max_size=80),
)
def test_no_stretch_of_time_sees_more_calls_than_rate_and_burst_allow(rate, steps):
    bucket, now, taken = Bucket(rate=rate), 100.0, []
    for step in steps:
        now += step
        bucket, wait = bucket.take(now)
        if wait == 0:
            taken.append(now)

    for index, start in enumerate(taken):
        for count, end in enumerate(taken[index:], start=1):
            assert count <= 1 + (end - start) * rate + 1e-6
