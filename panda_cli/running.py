"""Where a command meets the installation: one of its own, or one that runs already."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def workspace(*, keep: bool) -> Iterator[Path]:
    """A new folder for all that a run writes; removed in the end unless kept.

    Directly under the system's temporary folder: the path of a Unix socket in it may
    have 108 bytes, and Ray uses half of them.
    """
    folder = Path(tempfile.mkdtemp(prefix="panda-"))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
