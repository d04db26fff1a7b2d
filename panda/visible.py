"""Text of a list as everybody sees it: what is unseen in it is left out."""

from __future__ import annotations

import re

MOST_NAME = 200
"""Characters of a business's name: more is a column that holds something else."""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""What nobody sees in a cell, and what turns the order of what they see; they come with
exports, and no voice, page or file has a use for them."""


def visible(text: str) -> str:
    r"""Leave out what nobody sees, and blanks around the rest.

    Example:
        >>> visible(" Oak\x00 Dental\u202e ")
        'Oak Dental'
    """
    return _UNSEEN.sub("", text).strip()


def visible_name(text: str) -> str:
    r"""Return a name in one line, cut off where no name goes on.

    Example:
        >>> visible_name("Oak\nDental")
        'Oak Dental'
    """
    return " ".join(visible(text).split())[:MOST_NAME]
