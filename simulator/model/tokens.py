"""How many tokens something costs, counted the way OpenAI bills.

Text is estimated at four characters a token. Audio is exact: one token per 100 ms
heard, one per 50 ms spoken (OpenAI's Realtime cost guide).
"""

from __future__ import annotations

from dataclasses import dataclass

HEARD_MS_PER_TOKEN = 100
SPOKEN_MS_PER_TOKEN = 50
_CHARACTERS_PER_TOKEN = 4
_CACHE_STEP = 64
"""Cached prefixes are reported in whole steps of this many tokens."""


def text_tokens(text: str) -> int:
    """Estimate the tokens of a text; a non-empty text has at least one."""
    return -(-len(text) // _CHARACTERS_PER_TOKEN)


def within(text: str, tokens: float) -> str:
    """Return as much of a text as costs no more than so many tokens.

    >>> within("abcdefgh", 1), within("abc", float("inf"))
    ('abcd', 'abc')
    """
    if text_tokens(text) <= tokens:
        return text
    return text[: max(0, int(tokens)) * _CHARACTERS_PER_TOKEN]


def heard_tokens(audio_ms: int) -> int:
    """Return the tokens of audio the model listened to."""
    return -(-audio_ms // HEARD_MS_PER_TOKEN)


def spoken_tokens(audio_ms: int) -> int:
    """Return the tokens of audio the model spoke (also when it is context later)."""
    return -(-audio_ms // SPOKEN_MS_PER_TOKEN)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A count of tokens by kind."""

    text: int = 0
    audio: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.text + other.text, self.audio + other.audio)

    @property
    def total(self) -> int:
        """Return text and audio together."""
        return self.text + self.audio


def cached(before: Tokens, now: Tokens) -> Tokens:
    """Return what of `now` was already sent in `before`, in whole cache steps."""
    shared = Tokens(min(before.text, now.text), min(before.audio, now.audio))
    whole = shared.total // _CACHE_STEP * _CACHE_STEP
    text = min(shared.text, whole)
    return Tokens(text, whole - text)
