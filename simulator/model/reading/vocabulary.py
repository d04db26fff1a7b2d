"""Word lists, written as running text."""

from __future__ import annotations


def listed(text: str) -> list[str]:
    """Return the words of a text, in order.

    >>> listed("one two")
    ['one', 'two']
    """
    return text.split()


def vocabulary(text: str) -> frozenset[str]:
    """Return the set of words in a text."""
    return frozenset(listed(text))
