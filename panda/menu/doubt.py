"""What a recogniser spoilt of a menu: options that are there and cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.choose import CERTAIN
from panda.menu.lexicon import AFTER, LEADS, NUMBERS, POUND, PRESS, SAY, STAR
from panda.menu.prompt import READ_MS
from panda.menu.words import sentences, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.choose import Choice
    from panda.menu.prompt import Prompt
    from panda.menu.words import Word

REREAD_MS = 9_000
"""A menu that waits in vain for a key is read again by then; a queue is not."""
_EXTENSION = ("extens", "durchwahl", "ramal", "poste")
_FEWEST = 2
_FEWEST_LABELS = 2
_LIST = 7
"""Words of "you can say billing or hours", at least."""
_MOST_WORDS = 9
"""A sentence with a number at its end may be an option if it is no longer than this."""


def hears_again(prompt: Prompt, choice: Choice, now_ms: int) -> bool:
    """Whether to let a menu be read once more before an uncertain choice.

    Either nothing serves, or something in it looks like an option that was spoilt, and
    may be the better one. Whoever presses nothing is read it again, by most machines.
    In a menu that was read whole an option may be missing, too: of words heard wrong
    one in ten, keys nobody offered at the first reading doubled the wrong ones.
    """
    if choice.confidence >= CERTAIN:
        return False
    if choice.reason != "none" and not has_unread(prompt.rest):
        return False
    quiet_ms = prompt.quiet_ms(now_ms)
    return quiet_ms < (READ_MS if prompt.repeated else REREAD_MS)


def has_unread(text: str) -> bool:
    """Whether a text without the options read in it looks as if it offered more."""
    return any(_is_offer(sentence) for sentence in sentences(words(text)))


def lists_labels(text: str) -> bool:
    """Whether a text is labels whose keys were lost: "For the lab. For the clinic."."""
    led = [one for one in sentences(words(text)) if one[0].folded in LEADS]
    return sum(_FEWEST <= len(one) <= _MOST_WORDS for one in led) >= _FEWEST_LABELS


def _is_offer(sentence: Sequence[Word]) -> bool:
    said = [word for word in sentence if word.folded not in AFTER]
    if len(said) < _FEWEST or any(w.folded.startswith(_EXTENSION) for w in said):
        return False
    keys = [_is_key(word) for word in said]
    if any(keys[at : at + 3] == [True] * 3 for at in range(len(keys))):
        return False  # "dial 9 1 1", a telephone number
    if said[-1].folded in PRESS:
        return True  # "for sales, press": the key was lost
    if len(said) > _FEWEST and keys[1] and said[2].folded in LEADS:
        return True  # "dile three for sales": the verb was lost
    if len(said) > _LIST and any(word.folded in SAY for word in said[:3]):
        return True
    until = said[-2].folded in LEADS  # "nine to five"
    return keys[-1] and not until and len(said) <= _MOST_WORDS


def _is_key(word: Word) -> bool:
    if word.folded.isdigit():
        return len(word.folded) == 1
    return word.folded in NUMBERS or word.folded in STAR or word.folded in POUND
