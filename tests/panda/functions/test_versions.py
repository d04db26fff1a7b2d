"""Versions and ranges of them."""

import pytest

from panda.errors import BadInput
from panda.functions.versions import Version, VersionRange


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("*", ["0.0.1", "9.9.9"], []),
        ("1.2.3", ["1.2.3"], ["1.2.4", "1.2.2"]),
        ("1.2", ["1.2.0", "1.2.9"], ["1.3.0"]),
        ("^1.2", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]),
        ("^0.2", ["0.2.5"], ["0.3.0", "0.1.9"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("^0", ["0.9.0"], ["1.0.0"]),
        ("~1.2", ["1.2.9"], ["1.3.0"]),
        ("~1", ["1.9.9"], ["2.0.0"]),
        (">=1.2, <2", ["1.2.0", "1.99.0"], ["1.1.0", "2.0.0"]),
        (">1.2.0", ["1.2.1"], ["1.2.0"]),
        ("<=1.2.0", ["1.2.0"], ["1.2.1"]),
    ],
)
def test_a_range_holds_what_it_says(written, inside, outside):
    found = VersionRange.parse(written)
    assert all(Version.parse(one) in found for one in inside)
    assert not any(Version.parse(one) in found for one in outside)


@pytest.mark.parametrize("text", ["", "1", "1.2", "v1.2.3", "1.2.3-rc1", "01.2.3"])
def test_what_is_no_version_is_refused(text):
    with pytest.raises(BadInput):
        Version.parse(text)


@pytest.mark.parametrize("text", ["", "x", "^", "1.2.3.4", ">=1,,<2", "1 2", "^v1"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(BadInput):
        VersionRange.parse(text)


def test_the_best_is_the_latest_in_range():
    known = [Version.parse(one) for one in ("1.0.0", "1.10.0", "1.9.0", "2.0.0")]
    assert str(VersionRange.parse("^1").best(known)) == "1.10.0"
    assert VersionRange.parse("^3").best(known) is None
    assert str(max(known)) == "2.0.0"
