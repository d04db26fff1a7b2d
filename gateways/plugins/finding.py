"""What there is of a plugin now, as a fingerprint that changes when it does."""

from __future__ import annotations

import hashlib
import importlib
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from gateways.plugins.served import GROUP
from panda.errors import FunctionError
from panda.functions.allowed import AllowedPlugin, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


class NotThere(FunctionError):  # noqa: N818 - reads as what happened
    """What the allow-list names is not there, or not any more."""


MOST_FILES = 1000
RUN = frozenset({".py", ".pyc", ".so", ".pyd", ".dylib", ".pth"})
"""What is imported, or imports."""
CACHE = "__pycache__"
"""Python's own, of the sources beside it."""


def fingerprint(allowed: AllowedPlugin) -> str:
    """Return what a plugin is known by until it changes.

    Raises:
        NotThere: It is not there.
        FunctionError: It is not what the allow-list has; says why.
    """
    match allowed.source:
        case Source.PACKAGE:
            return _package(allowed.name)
        case Source.FOLDER:
            found = digest(Path(allowed.path))
            if allowed.sha256 and found != allowed.sha256:
                raise FunctionError("its files are not those that were allowed")
            return found
        case Source.MCP:
            return allowed.model_dump_json()


def _package(name: str) -> str:
    importlib.invalidate_caches()
    points = entry_points(group=GROUP, name=name)
    if not points:
        raise NotThere("no package with this entry point is installed")
    if len(points) > 1:
        raise FunctionError("two packages have this entry point")
    (point,) = points
    dist = point.dist
    if dist is None:
        return point.value
    record = dist.read_text("RECORD") or ""
    return f"{dist.name} {dist.version} {point.value} {hash_of(record.encode())}"


def digest(folder: Path) -> str:
    """Return the SHA-256 of what Python may run of a folder, with the files' names.

    Raises:
        NotThere: There is no `plugin.py`.
        FunctionError: There are too many files.
    """
    if not (folder / "plugin.py").is_file():
        raise NotThere("there is no plugin.py in its folder")
    parts = list(_files(folder))
    if len(parts) > MOST_FILES:
        raise FunctionError(f"its folder has over {MOST_FILES} files")
    return hash_of(b"\0".join(parts))


def _files(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.rglob("*")):
        if file.suffix not in RUN or CACHE in file.parts or not file.is_file():
            continue
        yield str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes()


def hash_of(data: bytes) -> str:
    """Return a SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
