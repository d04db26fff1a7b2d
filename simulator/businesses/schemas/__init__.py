"""The JSON schemas of the scenario files, for editors and other programs.

They are made from simulator.businesses.documents; `python -m
simulator.businesses.schemas` writes them again, and a test fails when they are old.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.businesses.documents import Business, Questions, Scenario

if TYPE_CHECKING:
    from pydantic import BaseModel

FOLDER = Path(__file__).parent
DOCUMENTS: dict[str, type[BaseModel]] = {
    "business": Business,
    "questions": Questions,
    "scenario": Scenario,
}


def text(name: str) -> str:
    """Return one schema (JSON Schema 2020-12) as it stands in its file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **DOCUMENTS[name].model_json_schema(),
    }
    return json.dumps(schema, indent=2) + "\n"


def path(name: str) -> Path:
    """Return the file of one schema."""
    return FOLDER / f"{name}.schema.json"
