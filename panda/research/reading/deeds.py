"""What is done at a time of day: an office opens and closes, a guest checks in and out.

A question about closing is not answered by the hour of opening, even where both stand
in one sentence.
"""

from __future__ import annotations

import re

_DEEDS = {
    "opens": r"(?<!the )(?:we|they|it|office|doors?|shop|store|lobby|clinic) opens?"
    r"(?: up)?(?! (?:until|till|til))|opening (?:time|hours?)|what time do you open"
    r"|opens? (?:at|up)|start of business|abrimos|abren|ouvrons|ouvre|offnen|abre",
    "closes": r"(?:we|they|it|office|doors?|shop|store|lobby|clinic) (?:closes?|shuts?)"
    r"|clos(?:es?|ing)(?! to\b)|shuts?|lock up|open (?:until|till|til)"
    r"|(?:here|there) (?:until|till|til)|stay(?:s)? (?:\w+ )?(?:until|till|til)"
    r"|cerramos|cierran|cierra|fermons|ferme|fermeture|schliessen|schliesst|fechamos"
    r"|fecha as|cierre",
    "checks in": r"check ?in|checking in|arrive|arrival|move ?in",
    "checks out": r"check ?out|checking out|leave by|departure|move ?out",
    "pauses": r"lunch|break",
}
_FOUND = {name: re.compile(rf"\b(?:{form})") for name, form in _DEEDS.items()}


def deeds(said: str) -> frozenset[str]:
    """Return what is done at a time, by folded words.

    Example:
        >>> sorted(deeds("we open at eight"))
        ['opens']
        >>> deeds("when is your first opening")
        frozenset()
    """
    return frozenset(name for name, form in _FOUND.items() if form.search(said))
