"""The published JSON schemas."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from simulator.businesses import schemas, yamltext

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"


@pytest.mark.parametrize("name", schemas.DOCUMENTS)
def test_the_schema_files_are_those_of_the_formats(name):
    advice = "run `python -m simulator.businesses.schemas`"
    assert schemas.path(name).read_text() == schemas.text(name), advice


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("scenario", "scenario.yaml"),
        ("questions", "questions.yaml"),
        ("business", "businesses/lakeside.yaml"),
        ("business", "businesses/riverbend.yaml"),
    ],
)
def test_the_shipped_files_fit_the_schemas(name, path):
    schema = yaml.safe_load(schemas.text(name))
    value = yamltext.read(DENTAL5 / path, path).value
    jsonschema.Draft202012Validator(schema).validate(value)
