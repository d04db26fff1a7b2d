"""Nothing that somebody said, or put into a list, is run by a spreadsheet."""

import pytest

from panda.research.cells import harmless
from panda.research.rejected import RejectedRow, to_mend

RUN = [
    "=1+1",
    "@SUM(1)",
    "\t=1+1",
    "-2+3+cmd|' /C calc'!D2",
    '+1+HYPERLINK("http://example.test")',
    "\n=1+1",
]


@pytest.mark.parametrize("cell", RUN)
def test_what_would_be_run_is_shown_instead(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless(cell, numbers=True) == f"'{cell}"


@pytest.mark.parametrize("cell", ["+1 (212) 555-0100", "-3", "+15125550100"])
def test_a_number_stays_one_where_numbers_are_expected(cell):
    assert harmless(cell, numbers=True) == cell
    assert harmless(cell) == f"'{cell}"


def test_rows_to_mend_are_harmless_in_headings_and_cells():
    row = RejectedRow(2, "no_phone", "give it one", {"=name": RUN[3], "phone": "+1 2"})
    head, line = to_mend([row]).splitlines()
    assert head.startswith("'=name,phone")
    assert line.startswith("\"'-2+3+cmd" if '"' in line else "'-2+3+cmd")
    assert ",+1 2," in line
