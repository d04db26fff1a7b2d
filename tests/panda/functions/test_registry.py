"""What a campaign's pins of functions are held against."""

import pytest

from panda.errors import BadInput
from panda.functions.catalogue import built_in
from panda.functions.registry import check_pins


def test_pins_that_functions_fit_pass():
    check_pins({one.name: f"={one.version}" for one in built_in()}, built_in())
    check_pins({"addNote": "*"}, built_in())
    check_pins({}, ())


def test_a_pin_of_no_function_names_those_there_are():
    with pytest.raises(BadInput, match=r"^functions\.addNotes: no such function here"):
        check_pins({"addNotes": "^1"}, built_in())


def test_a_pin_that_no_version_fits_names_those_there_are():
    with pytest.raises(BadInput, match=r"^functions\.addNote: no version is in \^9"):
        check_pins({"addNote": "^9"}, built_in())
