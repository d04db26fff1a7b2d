import pytest

from benchmarks import routes


@pytest.fixture(scope="module")
def rounds():
    return routes.run(2, 6, mishear=0.0)


def test_a_known_route_is_faster_than_a_first_visit(rounds):
    first, *known, changed, after = rounds
    assert first.reached >= 5
    assert all(one.reached == one.calls for one in (*known, changed, after))
    assert routes.share_of_first(first, known[-1]) < 0.75
    assert changed.drifted >= changed.calls - 1


def test_what_misses_its_bar_is_told(rounds):
    assert all("reached" not in told for told in routes.missed(rounds))
    lame = [routes.Round(one.name, reached=0, calls=one.calls) for one in rounds]
    lame[0].emergencies = 1
    told = routes.missed(lame)
    assert "first visit: an emergency line was rung" in told
    assert "second call: too few reached" in told


def test_an_emergency_line_is_known_as_one():
    named = {
        topic.id
        for sector in routes.tables.sectors().values()
        for topic in sector.topics
        if routes._is_emergency(topic.id)
    }
    assert {"roadside", "urgent_care"} <= named
    assert "booking" not in named
