"""Nouns that agree: articles, prepositions and verbs in English and Spanish.

A table writes a noun with its kind behind a slash: `appointments/p`, `recepción/f`.
English knows `s` (one, takes an article), `p` (several, or no article needed) and `n`
(a name or mass: no article at all); Spanish `m`, `f`, `mp`, `fp` and `n`.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.generator.grammar import GrammarError

_ENGLISH = {
    "s": {"the": "the {}", "our": "our {}", "is": "{} is", "them": "it"},
    "p": {"the": "{}", "our": "our {}", "is": "{} are", "them": "them"},
    "n": {"the": "{}", "our": "{}", "is": "{} is", "them": "it"},
}
_SPANISH = {
    "m": {"the": "el {}", "to": "al {}", "of": "del {}", "is": "{} es"},
    "f": {"the": "la {}", "to": "a la {}", "of": "de la {}", "is": "{} es"},
    "mp": {"the": "los {}", "to": "a los {}", "of": "de los {}", "is": "{} son"},
    "fp": {"the": "las {}", "to": "a las {}", "of": "de las {}", "is": "{} son"},
    "n": {"the": "{}", "to": "a {}", "of": "de {}", "is": "{} es"},
}
_FORMS = {"en": _ENGLISH, "es": _SPANISH}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, or a phrase around one, and what it agrees with."""

    text: str
    kind: str = "n"
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse a kind the language has not."""
        if self.kind not in _FORMS.get(self.language, {}):
            raise GrammarError(f"no kind of noun: {self.kind} ({self.language})")

    def in_form(self, form: str) -> str:
        """Return it in a form; the empty form is the noun itself.

        Example:
            >>> Noun("recepción", "f", "es").in_form("to")
            'a la recepción'

        Raises:
            GrammarError: The language has no such form.
        """
        if not form:
            return self.text
        forms = _FORMS[self.language][self.kind]
        if form not in forms:
            raise GrammarError(f"no form of a noun: {form} ({self.language})")
        return forms[form].format(self.text)


def noun(written: str, language: str = "en") -> Noun:
    """Read a noun as tables write it.

    Raises:
        GrammarError: Its kind is not known.
    """
    text, _, kind = written.partition("/")
    return Noun(text, kind or "n", language)


FORMS = frozenset(
    form for kinds in _FORMS.values() for forms in kinds.values() for form in forms
)
"""All forms there are in some language."""
