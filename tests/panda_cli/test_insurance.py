"""`panda insurance`: a name is looked up, and the matching is measured."""

import json

from typer.testing import CliRunner

from panda_cli.command import app


def panda(*words):
    done = CliRunner().invoke(app, ["insurance", *map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_name_is_looked_up():
    assert panda("match", "etna") == "Aetna (Aetna, insurer)\n"
    assert panda("match", "delta").startswith("ambiguous: Which Delta Dental plan")
    assert panda("match", "State Farm") == "not in the directory\n"


def test_a_directory_of_ones_own_takes_the_place_of_ours(tmp_path):
    file = tmp_path / "plans.yaml"
    file.write_text("payers: [{name: Village Dental Fund, kind: public}]\n")
    assert "(Village Dental Fund, public)" in panda(
        "match", "village fund", "--directory", file
    )


def test_names_of_a_file_are_measured(tmp_path):
    file = tmp_path / "names.txt"
    file.write_text("MetLife|Met Life|Metro Life\nUnited|UHC\nState Farm\n")
    figures = json.loads(panda("evaluate", file, "--json"))["file"]
    assert figures["n"] == 6
    assert figures["wrong"] == 0
    assert figures["asked"] == 2
    assert "file" in panda("evaluate", file)
