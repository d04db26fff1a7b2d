"""Identifiers in OpenAI's shape, from a seed so that runs repeat."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 21


class Ids:
    """A source of ids: a prefix and 21 random letters or digits."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def new(self, prefix: str) -> str:
        """Return a fresh id such as `item_x7…`."""
        return f"{prefix}_{''.join(self._rng.choices(_ALPHABET, k=_LENGTH))}"
