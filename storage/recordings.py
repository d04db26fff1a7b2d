"""The recordings of an installation: a WAV file for each call that was recorded.

They are for the eyes of the installation's user only (0600). A file is written from
one process, the call's; anybody on this machine reads or deletes it meanwhile.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from panda.recording.wav import HEADER_BYTES, header, length_ms, place

if TYPE_CHECKING:
    from pathlib import Path

    from panda.recording.stereo import Block

FOLDER = "recordings"
_CALL_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


class RecordingFile:
    """The file of one call, while it is written.

    Raises (every method):
        OSError: The disk is full, or away.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        self._handle = os.open(file, flags, 0o600)

    def write(self, blocks: list[Block]) -> None:
        """Put blocks in their places."""
        for block in blocks:
            os.pwrite(self._handle, block.pcm, place(block.at_ms))

    def close(self) -> None:
        """Say in the header how long it became; without sound there is no file."""
        size = os.fstat(self._handle).st_size
        if size:
            os.pwrite(self._handle, header(size - HEADER_BYTES), 0)
        else:
            self._file.unlink(missing_ok=True)
        os.close(self._handle)


class Recordings:
    """The folder of all of them.

    Args:
        folder: The installation's data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def begin(self, call_id: str) -> RecordingFile:
        """Begin the file of a call, or go on with it.

        Raises:
            OSError: It cannot be written.
        """
        return RecordingFile(self._file(call_id))

    def excerpt(self, call_id: str, from_ms: int, to_ms: int) -> bytes | None:
        """Return a stretch as a WAV file of its own; None if there is none of it.

        Args:
            call_id: The call.
            from_ms: Since the answer.
            to_ms: The same; what is beyond the end is left out.
        """
        try:
            with self._file(call_id).open("rb") as file:
                end_ms = min(to_ms, length_ms(os.fstat(file.fileno()).st_size))
                if from_ms >= end_ms:
                    return None
                file.seek(place(from_ms))
                pcm = file.read(place(end_ms) - place(from_ms))
        except FileNotFoundError:
            return None
        return header(len(pcm)) + pcm

    def erase(self, call_id: str) -> bool:
        """Delete the recording of a call; false if there was none."""
        try:
            self._file(call_id).unlink()
        except FileNotFoundError:
            return False
        return True

    def expire(self, before: float) -> int:
        """Delete those last written before a Unix time; return how many."""
        old = [
            file for file in self._folder.glob("*.wav") if file.stat().st_mtime < before
        ]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    def _file(self, call_id: str) -> Path:
        # An id comes from an address: it must not lead anywhere else.
        name = call_id if _CALL_ID.fullmatch(call_id) else "-"
        return self._folder / f"{name}.wav"
