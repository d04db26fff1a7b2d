"""A text without case, accents and curly apostrophes, letter for letter as long."""

from __future__ import annotations

import unicodedata


def flat(text: str) -> str:
    """Flatten a text; what stands at a place stays there.

    Example:
        >>> flat("Sí, we don\u2019t take CIGNA")
        "si, we don't take cigna"
    """
    return "".join(map(_flat, text))


def _flat(char: str) -> str:
    if char in "\u2019\u02bc\u2018":
        return "'"
    bare = unicodedata.normalize("NFKD", char)[:1].lower()
    return bare if len(bare) == 1 else char
