"""What a recogniser makes of a phone prompt: the slips real ones make, from a seed.

A word is misheard with a given probability, so that the rate is about the word error
rate. What comes of it is what recognisers write at telephone quality: another word that
sounds alike, a word less, two words in one, another ending. Now and then the beginning
of an utterance is cut off. How numbers are written, and whether there is punctuation,
varies with any rate above 0; that is no error, but no prompt comes without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

_ALIKE: dict[str, str] = {
    # keys and their verbs
    "press": "pressed breast bress pres", "dial": "dile dyle doll", "push": "bush put",
    "select": "selected elect", "enter": "inter center", "choose": "shoes chose",
    "one": "won on want", "two": "to too", "three": "free tree", "four": "for fore",
    "five": "fife nine", "six": "sex sick", "seven": "heaven", "eight": "ate it",
    "nine": "mine five", "zero": "hero", "pound": "pond found", "star": "start stir",
    "for": "four from", "to": "two too the", "option": "auction", "number": "lumber",
    # what menus offer
    "billing": "building filling", "appointment": "a point meant",
    "appointments": "appointment disappointments", "scheduling": "schedule in",
    "schedule": "scheduled", "hours": "ours", "claims": "clams", "sales": "sails",
    "representative": "representatives", "operator": "operators", "fax": "facts",
    "prescription": "description", "refills": "refill", "please": "police peas",
    "reservations": "reservation preservation", "hear": "here", "parts": "part",
    "insurance": "assurance", "office": "officer", "our": "are", "your": "you're you",
    "in": "and", "and": "in", "now": "no", "menu": "many", "this": "the", "a": "the",
    "department": "apartment", "desk": "disc", "service": "surface", "team": "theme",
    "vaccinations": "vaccination", "shots": "shot", "flu": "flew", "quotes": "quote",
    # Spanish
    "oprima": "oprime o_prima prima", "marque": "marqué parque marca",
    "presione": "presiona presión", "pulse": "pulso pulsa", "seleccione": "selección",
    "el": "y al en", "uno": "un uno,", "dos": "los doce", "tres": "tre tras",
    "cuatro": "cuarto", "cinco": "sinco", "seis": "seis,", "siete": "siente",
    "ocho": "hocho", "nueve": "nuevo", "cero": "cerro", "para": "pará pero",
    "citas": "cita sitas", "cita": "citas sita", "numeral": "numera", "si": "sí se",
    "asterisco": "asteriscos", "número": "numero nombre", "seguros": "seguro",
    "vacunas": "vacuna", "opción": "acción", "recepción": "percepción", "la": "a las",
    "las": "la los", "los": "lo las", "de": "te del", "en": "el", "por": "pero",
    "hablar": "habla ablar",
    "reservaciones": "reservación", "cotización": "cotizaciones",
}  # fmt: skip
"""What a word is heard as, by the word; an underscore stands for a space."""
_NUMERALS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "zero": "0", "uno": "1", "dos": "2",
    "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8",
    "nueve": "9", "cero": "0",
}  # fmt: skip
_WORDS: dict[str, dict[str, str]] = {
    "en": {key: word for word, key in list(_NUMERALS.items())[:10]},
    "es": {key: word for word, key in list(_NUMERALS.items())[10:]},
}
_PART = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_LITTLE = 3
"""Letters of words that are lost rather than misheard."""
_LONG = 6
"""Letters from which a word is heard in the plural, or without its ending."""
_RESPELLED = 0.35
"""How many numbers are written the other way."""
_UNPUNCTUATED = 0.3
"""How many utterances come without punctuation."""
_CUT = 0.5
"""How often the beginning is cut off, as a share of the rate of slips."""


@dataclass(slots=True)
class Mishearing:
    """A recogniser with a rate of slips.

    Args:
        rate: The share of words misheard, 0 to 1; at 0 nothing is changed at all.
        dice: Settles which.
        language: Two letters; decides how numerals are spelled out.
    """

    rate: float
    dice: random.Random
    language: str = "en"

    def __call__(self, text: str) -> str:
        """Return what is transcribed when a text was said."""
        if not self.rate:
            return text
        words = text.split()
        if len(words) > 1 and self.dice.random() < _CUT * self.rate:
            words = words[self.dice.choice((1, 1, 2)) :]
        heard = [self._heard(word) for word in words]
        heard = [word for word in self._joined(heard) if word]
        if self.dice.random() < _UNPUNCTUATED:
            heard = [re.sub(r"[.,;:?!¿¡]", "", word).lower() for word in heard]
        return " ".join(heard)

    def _heard(self, word: str) -> str:
        match = _PART.match(word)
        assert match is not None
        before, bare, after = match.groups()
        if not bare:
            return word
        if self.dice.random() < self.rate:
            bare = self._slip(bare.lower())
        elif self.dice.random() < _RESPELLED:
            bare = self._respelled(bare)
        return f"{before}{bare}{after}" if bare else ""

    def _slip(self, word: str) -> str:
        spelled = self._spellings.get(word, word)
        alike = _ALIKE.get(spelled)
        if len(word) <= _LITTLE and not word.isdigit() and self.dice.random() < 0.5:
            return ""
        if alike:
            return self.dice.choice(alike.split()).replace("_", " ")
        if self.dice.random() < 0.5:
            return ""
        if len(word) < _LONG:
            return word
        return word[:-1] if word.endswith("s") else f"{word}s"

    def _respelled(self, word: str) -> str:
        return _NUMERALS.get(word.lower()) or self._spellings.get(word, word)

    @property
    def _joining(self) -> frozenset[str]:
        return frozenset("123456789") | {"up", "in", "out", "shot", "desk", "line"}

    @property
    def _spellings(self) -> Mapping[str, str]:
        return _WORDS.get(self.language, {})

    def _joined(self, words: list[str]) -> list[str]:
        """Write two words as one, now and then: "checkup", "press1"."""
        out: list[str] = []
        for word in words:
            joins = out and word in self._joining and out[-1].isalpha()
            if joins and self.dice.random() < self.rate:
                out[-1] += word
            else:
                out.append(word)
        return out
