"""What is said in queues, by language."""

from panda.line.queue.tongues.de import GERMAN
from panda.line.queue.tongues.en import ENGLISH
from panda.line.queue.tongues.es import SPANISH
from panda.line.queue.tongues.fr import FRENCH
from panda.line.queue.tongues.pt import PORTUGUESE
from panda.line.queue.tongues.tongue import Tongue

TONGUES: dict[str, Tongue] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "pt": PORTUGUESE,
}

__all__ = ["TONGUES", "Tongue"]
