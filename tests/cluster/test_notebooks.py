"""The notebooks run as they are, and show what came of the calls."""

import nbformat
import pytest

from docs.notebooks import WORLDS
from tests.cluster.installation import MARKS

LONGEST_S = 900
"""All together take a minute; a shared machine may have little to spare."""
pytestmark = [
    *(one for one in MARKS if one.name != "timeout"),
    pytest.mark.timeout(LONGEST_S + 300),
]


@pytest.fixture(scope="module")
def executed(notebooks):
    """The notebooks with the output of this run."""
    program, out = notebooks
    _, complaints = program.communicate(timeout=LONGEST_S)
    assert program.returncode == 0, complaints[-2000:]
    return {name: nbformat.read(out / f"{name}.ipynb", as_version=4) for name in WORLDS}


def outputs(notebook, kind):
    """Everything of a kind that a notebook shows."""
    return [
        output["data"][kind]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if kind in output.get("data", {})
    ]


def told(notebook):
    """All words a notebook shows."""
    printed = [
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream"
    ]
    return "\n".join([*printed, *outputs(notebook, "text/plain")])


def test_a_campaign_from_a_notebook_ends_with_answers_and_their_words(executed):
    words = told(executed["campaign"])
    assert "2 businesses to call" in words
    assert "A cleaning is $120." in words
    assert any(
        "2 of 2 done" in page for page in outputs(executed["campaign"], "text/html")
    )
    assert len(outputs(executed["campaign"], "image/png")) >= 4


def test_the_notebook_on_routes_sees_a_menu_change(executed):
    words = told(executed["routes"])
    assert "visit 2: 1 of 1 done" in words
    assert "1 of 1 offices had other menus than were remembered" in words
    assert len(outputs(executed["routes"], "image/png")) >= 3, "a drawing a version"


def test_many_calls_are_made_and_added_up(executed):
    words = told(executed["hundred"])
    assert "5 businesses, 3 questions each, 3 calls at a time at most" in words
    assert "5 calls to 5 businesses in" in words
    assert len(outputs(executed["hundred"], "image/png")) == 3
