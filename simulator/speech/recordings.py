"""Human voices and music recorded by others, found where a package installed them.

Debian's `asterisk-core-sounds-*-wav` and `asterisk-moh-opsound-wav` (CC-BY-SA, not
part of this project and never copied into it) put sounds under
`/usr/share/asterisk`: `sounds/<language>/<name>.<format>` and `moh/<name>.<format>`.
They are found there at run time, brought to 8 kHz and to the loudness of our voices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from simulator.ports import FRAME_BYTES
from simulator.speech import mulaw, sound

ROOTS = (Path("/usr/share/asterisk"), Path("/var/lib/asterisk"))
_READABLE = (".wav", ".ulaw", ".pcm", ".sln")
"""Formats understood, in order of preference; `.ulaw` and `.pcm` are bare mu-law,
`.sln` bare 16-bit samples at 8 kHz."""
_COMPRESSED = (".g722", ".gsm")
"""Formats the packages also come in; they would need a decoder of their own."""
_LOUDNESS = 10 ** (-20 / 20)
_MUSIC = 10 ** (-23 / 20)
_FAINT = 0.02
_LONGEST_MUSIC_S = 120
"""Hold music is cut to this and repeated, which spares memory."""
PACKAGES = "asterisk-core-sounds-{language}-wav"
MUSIC_PACKAGE = "asterisk-moh-opsound-wav"


@dataclass(frozen=True, slots=True)
class Missing:
    """A recording that cannot be played, and what to do about it."""

    name: str
    advice: str


@dataclass(slots=True)
class Recordings:
    """Finds and keeps recordings; reading one takes some milliseconds, once.

    Attributes:
        roots: Where packages put their sounds.
    """

    roots: tuple[Path, ...] = ROOTS
    _kept: dict[Path, bytes] = field(default_factory=dict)

    def prompt(self, name: str, language: str) -> bytes | Missing:
        """Return a spoken recording as mu-law in whole frames."""
        found = self._find(f"sounds/{language}/{name}")
        if isinstance(found, Path):
            return self._read(found, _LOUDNESS)
        package = PACKAGES.format(language=language)
        return Missing(name, _advice(package, compressed=found))

    def prompts(self, names: tuple[str, ...], language: str) -> bytes | Missing:
        """Return several recordings, one after the other."""
        audio = b""
        for name in names:
            match self.prompt(name, language):
                case Missing() as missing:
                    return missing
                case found:
                    audio += found
        return audio

    def music(self, name: str) -> bytes | Missing:
        """Return recorded hold music as mu-law in whole frames."""
        found = self._find(f"moh/{name}")
        if isinstance(found, Path):
            return self._read(found, _MUSIC)
        return Missing(name, _advice(MUSIC_PACKAGE, compressed=found))

    def _find(self, stem: str) -> Path | bool:
        """Return the file; if there is none, whether there is a compressed one."""
        for root in self.roots:
            for ending in _READABLE:
                if (path := root / (stem + ending)).is_file():
                    return path
        return any(
            (root / (stem + ending)).is_file()
            for root in self.roots
            for ending in _COMPRESSED
        )

    def _read(self, path: Path, loudness: float) -> bytes:
        if path not in self._kept:
            content = path.read_bytes()
            if path.suffix == ".sln":
                content = sound.wave(content, mulaw.RATE)
            audio = sound.read(content)[: _LONGEST_MUSIC_S * mulaw.RATE]
            whole = mulaw.whole_frames(_leveled(audio, loudness))
            self._kept[path] = whole[: len(whole) // FRAME_BYTES * FRAME_BYTES]
        return self._kept[path]


def _advice(package: str, *, compressed: bool) -> str:
    if compressed:
        return f"only a compressed form is installed; install {package}"
    return f"install {package}, or check the name"


def _leveled(audio: bytes, loudness: float) -> bytes:
    """Return the audio as loud as all voices here are, where it is not silent."""
    floats = mulaw.samples(audio)
    peak = float(np.abs(floats).max(initial=0))
    if not peak:
        return audio
    loud = floats[np.abs(floats) > _FAINT * peak]
    rms = float(np.sqrt(np.mean(loud**2)))
    return mulaw.encode(floats * min(loudness / rms, 0.95 / peak))
