"""What is said on telephone lines, by language."""

from panda.line.phrases.de import GERMAN
from panda.line.phrases.en import ENGLISH
from panda.line.phrases.es import SPANISH
from panda.line.phrases.fr import FRENCH
from panda.line.phrases.others import CHINESE, DUTCH, ITALIAN
from panda.line.phrases.phrases import Phrases, Signals, compiled
from panda.line.phrases.pt import PORTUGUESE

PHRASES: dict[str, Phrases] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "nl": DUTCH,
    "zh": CHINESE,
}

PATTERNS = {code: compiled(phrases) for code, phrases in PHRASES.items()}
"""Ready to search with; about 20 ms when first imported."""

__all__ = ["PATTERNS", "PHRASES", "Phrases", "Signals"]
