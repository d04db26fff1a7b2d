"""The languages people here speak: stock phrases, understanding, dates and prices.

One module a language; `of` finds it. What a scenario leaves out is said in the
words of its business's, or node's, language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses.tongues import english, french, german, italian, spanish

if TYPE_CHECKING:
    from simulator.businesses.documents import Language
    from simulator.businesses.tongues.tongue import Tongue

TONGUES: dict[Language, Tongue] = {
    "en": english.TONGUE,
    "es": spanish.TONGUE,
    "fr": french.TONGUE,
    "de": german.TONGUE,
    "it": italian.TONGUE,
}


def of(language: Language) -> Tongue:
    """Return a language by its two letters."""
    return TONGUES[language]
