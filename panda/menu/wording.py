"""The few words a navigator has of its own."""

from __future__ import annotations

OPERATOR = "operator (not offered)"
"""The label of a key that is tried without having been offered."""
LANGUAGE_KEYS = ("1", "2")
"""Of two languages one has the one key, and the other the other."""
GUESSES = ("0", "#")
"""Keys tried where none was offered, in this order."""

WORDS_FOR: dict[str, str] = {
    "en": "representative",
    "es": "representante",
    "fr": "conseiller",
    "de": "Mitarbeiter",
    "pt": "atendente",
    "it": "operatore",
    "nl": "medewerker",
}
"""What to say to a machine to be given a person, by language."""
