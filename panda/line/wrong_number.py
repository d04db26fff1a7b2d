"""Whether somebody says that we have called the wrong number.

A list of phrasings rather than a model's judgement, as for `compliance.phrases`: people
who have nothing to do with us are not to be called a second time.
"""

from __future__ import annotations

import re

from panda.compliance.phrases import plain

_WRONG = re.compile(
    r"\b(?:wrong (?:phone )?number|(?:have|got|reached|called|dialed) the wrong"
    r" (?:place|house|business|office|person|party)"
    r"|numero equivocado|equivoc\w+ (?:de|el) numero"
    r"|(?:faux|mauvais) numero|tromp\w+ de numero|falsche nummer|falsch verbunden"
    r"|verwahlt|numero sbagliato|sbagliato numero|numero errado|(?:e|foi) engano)\b"
)
_OTHERS = re.compile(
    r"\b(?:not|isnt|no) (?:the |a )?wrong number\b"
    r"|\b(?:if|in case|unless|whether|did|do|was|is) (?:\w+ ){0,4}wrong number\b"
    r"|\b(?:gave|given|give|told|sent|wrote|listed|put|typed|entered)(?: \w+){0,3}"
    r" wrong number\b"
    r"|\bwrong number (?:on|for) (?:the |your |my |our |his |her |that )?(?:file|fax"
    r"|chart|card|policy|account|form|website|billing|records)\b"
)
"""Wrong numbers that are not the one we called, or perhaps not."""


def says_wrong_number(text: str) -> bool:
    """Say whether somebody tells us that we called the wrong number.

    In English, Spanish, French, German, Italian and Portuguese.

    Example:
        >>> says_wrong_number("I think you have the wrong number, this is a bakery.")
        True
        >>> says_wrong_number("They gave you the wrong number for the fax.")
        False
    """
    words = plain(text)
    return bool(_WRONG.search(_OTHERS.sub(" ", words)))
