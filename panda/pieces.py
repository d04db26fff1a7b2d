"""Audio on its way to the carrier, cut so that each piece can have its mark.

Base64 is cut where three bytes end, so the text of a piece is a slice of the text that
came: nothing is encoded again.
"""

from __future__ import annotations

from base64 import b64encode
from binascii import Error as Base64Error, a2b_base64
from dataclasses import dataclass

from panda.errors import ProtocolError
from panda.playback import PIECE_MS

BYTES_PER_MS = 8
_BYTES = PIECE_MS * BYTES_PER_MS
_CHARACTERS = _BYTES // 3 * 4


@dataclass(frozen=True, slots=True)
class Piece:
    """At most `PIECE_MS` of audio."""

    owner: str
    audio: str
    """Base64 of `mulaw`."""
    mulaw: bytes

    @property
    def ms(self) -> float:
        """Its length."""
        return len(self.mulaw) / BYTES_PER_MS


def cut(owner: str, audio: str) -> list[Piece]:
    """Cut base64 audio into pieces.

    Raises:
        ProtocolError: It is not base64.
    """
    pieces = []
    for start in range(0, len(audio), _CHARACTERS):
        text = audio[start : start + _CHARACTERS]
        try:
            mulaw = a2b_base64(text, strict_mode=True)
        except (ValueError, Base64Error):
            raise ProtocolError("audio is not base64") from None
        pieces.append(Piece(owner, text, mulaw))
    return pieces


def joined(owner: str, mulaw: bytes) -> list[Piece]:
    """Cut mu-law audio into pieces."""
    parts = (mulaw[at : at + _BYTES] for at in range(0, len(mulaw), _BYTES))
    return [Piece(owner, b64encode(part).decode(), part) for part in parts]
