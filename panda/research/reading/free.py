"""Whether something costs nothing, where that is a question of yes or no.

"There's an entry fee" shares no word with "is entry free?", and "it isn't free" all.
"""

from __future__ import annotations

import re

_FREE = re.compile(r"\bfree\b")
_COSTS = re.compile(
    r"\b(?:(?:not|isnt|arent)(?: an?)? free|fees?|charges?|paid|costs?|tickets?"
    r"|pay (?:to|for|at)|(?:have|need) to pay)\b"
)
_COSTS_NOTHING = re.compile(
    r"\b(?:(?:no|not an?|without(?: an?y?)?|isnt any?) (?:\w+"
    r" )?(?:fees?|charges?|costs?)"
    r"|(?:dont|do not|wont|doesnt|does not|never) (?:\w+ ){0,2}(?:pay|cost|charge)"
    r"|(?<!not )(?<!isnt )(?<!not a )(?<!no )free)\b"
)


def is_free(words: str, ask: str) -> bool | None:
    """Say whether folded words tell of a price where it was asked if there is none.

    Example:
        >>> is_free("theres an entry fee", "entry is free")
        False
        >>> is_free("you dont have to pay a dime", "entry is free")
        True
    """
    if not _FREE.search(ask):
        return None
    if _COSTS_NOTHING.search(words):
        return True
    return False if _COSTS.search(words) else None
