"""What is kept of the notebooks was run, and shows something."""

import nbformat
import pytest

from docs.notebooks import FOLDER, PARAMETERS, WORLDS

DRAWINGS = {"campaign": 4, "routes": 3, "hundred": 3}
"""How many each has at least; of a menu that changed there are two."""


@pytest.mark.parametrize("name", WORLDS)
def test_what_is_kept_was_run_from_top_to_bottom_without_an_error(name):
    kept = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in kept.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)]
    outputs = [output for cell in cells for output in cell.outputs]
    assert "error" not in {output.output_type for output in outputs}
    assert "stderr" not in {output.get("name") for output in outputs}
    drawn = sum("image/png" in output.get("data", {}) for output in outputs)
    assert drawn >= DRAWINGS[name]
    assert any(PARAMETERS in cell.metadata.get("tags", ()) for cell in cells)


def test_every_notebook_has_a_world_to_run_in():
    assert {file.stem for file in FOLDER.glob("*.ipynb")} == set(WORLDS)
