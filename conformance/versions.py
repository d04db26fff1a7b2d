"""Which version of a package a visitor was run with."""

from __future__ import annotations

import json
from importlib import metadata
from typing import TYPE_CHECKING

from conformance.visitors import HERE, INSTALLED

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.visitors import Visitor


def version(visitor: Visitor, package: str, installed: Path = INSTALLED) -> str:
    """Return the version that is installed for `visitor`, or `?` if it is not."""
    match visitor.runtime:
        case "own-python":
            return metadata.version(package)
        case "visitor-python":
            places = [str(path) for path in installed.glob("lib/python*/site-packages")]
            found = metadata.distributions(name=package, path=places)
            return next((one.version for one in found), "?")
        case "node":
            home = (HERE / visitor.program).parent / "node_modules" / package
            manifest = home / "package.json"
            if not manifest.exists():
                return "?"
            return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])
