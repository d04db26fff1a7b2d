"""Files that a person named, to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path


def check_folder(file: Path | None) -> None:
    """Make sure that a file to be written later has a folder, before anybody is called.

    Raises:
        BadInput: It has none.
    """
    if file is not None and not file.absolute().parent.is_dir():
        raise BadInput(
            "cannot be written: there is no such folder",
            where=str(file),
            advice="name a file in a folder that exists",
        )


def write(file: Path, text: str) -> None:
    """Write a file a person named.

    Raises:
        BadInput: It cannot be written.
    """
    try:
        file.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"cannot be written: {error.strerror}",
            where=str(file),
            advice="name a file in a folder that exists",
        ) from error
