"""Options to be spoken: "please say billing or support", "say claims or press 1"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.lexicon import AFTER, JOINS, LEADS, PRESS, SAY
from panda.menu.tongues.tongue import group
from panda.menu.words import Break

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.words import Word

_MOST_WORDS = 5
"""A longer thing is a sentence to be said freely, not an option."""
_MOST_IN_NAME = 2
_NOT_OPTIONS = frozenset(PRESS) | group(
    "simplement simplesmente einfach ce que so it i i'd i'm your you in the "
    "things that what a an me my su or this their exactly again aloud "
    "clearly now quiero je ich eu votre son ihre ihren seu sie bitte una un en de el la"
)
"""What no option to be spoken begins with."""
_NO_NAME = (
    AFTER
    | SAY.keys()
    | PRESS.keys()
    | LEADS
    | group(
        "hello hi hola bye goodbye adios gracias thanks thank sorry perdon lo yes si"
    )
)
"""What stands in no list of names, and may follow one."""
_ASKED_FOR = group("numero number name nombre nom nome nummer")
"""What is asked for where more follows: "say your name", "say number one"."""
_EXAMPLE = group("example ejemplo exemple beispiel exemplo")
_LIKE = group("like such as things something algo como cosas chose comme etwas wie")
"""Between "say" and examples: "say things like"."""
_LIST = group("one of the following either any these ones just simply")
"""Between "say" and what may be said: "say one of the following"."""
_THESE = group("following these")
_OR = group("or o u ou oder")
_WHICH = group("which cual cuales lequel laquelle lesquels welche welchen welches qual")
_WISHED = group(
    "like want need desea quiere prefiere desirez souhaitez voulez mochten wunschen "
    "deseja quer prefere one department"
)
"""What "which would you like" ends with."""
_TAIL = JOINS | AFTER | group("bien else")
"""Between what may be said and the key: "say claims, or else press 1"."""


def beside(raw: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Part a key's label from what may be said instead: "for pay, say pay or"."""
    end = len(raw)
    while end > 0 and raw[end - 1].folded in _TAIL:
        end -= 1
    if not any(word.folded in JOINS for word in raw[end:]):
        return raw, ()
    at = next((at for at in range(end - 1) if raw[at].folded in SAY), None)
    if at is None:
        return raw, ()
    said = raw[at + 1 : end]
    return (raw[:at] if at > 0 else said), said


def spoken(words: Sequence[Word], used: set[int]) -> list[list[Word]]:
    """Find the options to be spoken that have no key; `used` words belong to keys.

    An example of free speech is no option; a list of short ones is what the machine
    listens for.
    """
    found: list[list[Word]] = []
    free = 0
    for at, word in enumerate(words[:-1]):
        if at < free or at in used:
            continue
        if offered := _offered(words, at, used):
            found += offered
            free = at + 1 + sum(len(item) for item in offered)
            continue
        begins = word.folded in SAY or (word.folded in _EXAMPLE and bool(word.after))
        if not begins or _is_asked(words, at):
            continue
        start = _list_start(words, at)
        items = _items(words, start, used)
        if not items or (_is_example(words, at, start) and not _are_names(items)):
            continue
        found += items
        free = start + sum(len(item) for item in items)
    return found


def _offered(words: Sequence[Word], at: int, used: set[int]) -> list[list[Word]]:
    """Read what stands after "which would you like:", if `at` ends such a question.

    A list of short names with an "or" before the last: nobody speaks of keys.
    """
    if words[at].after != Break.COMMA or words[at].folded not in _WISHED:
        return []
    start = at
    while start > 0 and not words[start - 1].after:
        start -= 1
    if not any(word.folded in _WHICH for word in words[start:at]):
        return []
    items = _items(words, at + 1, used)
    last = at + 1 + sum(len(item) for item in items)
    chosen = any(word.folded in _OR for word in words[at + 1 : last + 1])
    return items if chosen and len(items) > 1 else []


def _is_asked(words: Sequence[Word], at: int) -> bool:
    """Whether "say" is no invitation: "did you say", "you'd like to say"."""
    before = [word.folded for word in words[max(0, at - 2) : at]]
    return before == ["did", "you"] or "to" in before


def _is_example(words: Sequence[Word], at: int, start: int) -> bool:
    """Whether what may be said only gives an example of free speech."""
    near = {word.folded for word in words[max(0, at - 6) : start]}
    return bool(near & _EXAMPLE) or any(w.folded in _LIKE for w in words[at:start])


def _are_names(items: Sequence[Sequence[Word]]) -> bool:
    """Whether examples are the names of what is offered, not ways to put a wish."""
    most = _MOST_IN_NAME + 2 * (len(items) > 2)
    return len(items) > 1 and all(len(item) <= most for item in items)


def _list_start(words: Sequence[Word], at: int) -> int:
    """Step over "say it:" and "say one of the following" to the first item."""
    if words[at + 1].folded == "it" and words[at + 1].after:
        return at + 2
    here = at + 1
    while here < len(words) - 1 and _is_announcement(words, here):
        here += 1
    return here


def _is_announcement(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands between "say" and what may be said."""
    word, follower = words[at].folded, words[at + 1].folded
    if word in SAY or word in _LIKE or _EXAMPLE & {word, follower}:
        return True
    listed = _THESE & {one.folded for one in words[at : at + 4]}
    return word in {"either", "just", "simply"} or (word in _LIST and bool(listed))


def _items(words: Sequence[Word], start: int, used: set[int]) -> list[list[Word]]:
    items: list[list[Word]] = [[]]
    if words[start].folded in _OR:
        return []  # "me diga o motivo": an article
    for at in range(start, len(words)):
        word = words[at]
        if at in used:
            break
        if word.folded in _OR:
            items.append([])
        elif items[-1] or word.folded not in JOINS:
            items[-1].append(word)
        if word.after == Break.SENTENCE and not _goes_on(words, at + 1, used):
            break
        if word.after:
            items.append([])
    items = [item for item in items if item]
    return items if all(_may_be_said(item) for item in items) else []


def _goes_on(words: Sequence[Word], start: int, used: set[int]) -> bool:
    """Whether a list goes on in the next sentence: "You can say hours." "Parts.", so.

    Every name is heard as a sentence where whoever reads them out takes their time.
    """
    items = 0
    length = 0
    for at in range(start, len(words)):
        word = words[at]
        length += word.folded not in _OR
        if at in used or length > _MOST_IN_NAME or word.folded in _NO_NAME:
            return False
        if word.after:
            items += 1
            length = 0
        if word.after == Break.SENTENCE:
            return True
    return items > 0 or length > 0


def _may_be_said(item: Sequence[Word]) -> bool:
    """Whether words may be what a machine listens for."""
    asks = len(item) > 1 and item[0].folded in _ASKED_FOR
    return not asks and len(item) <= _MOST_WORDS and item[0].folded not in _NOT_OPTIONS
