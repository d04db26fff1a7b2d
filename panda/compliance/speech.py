"""What must be said to whoever answers, and what they must be obeyed in.

The disclosure is made here and nowhere else; campaigns fill in who calls and why and
cannot take anything away (47 CFR 64.1200(b), EU AI Act Art. 50, RELIABILITY 4).
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from panda.compliance.phrases import plain
from panda.errors import BadInput

_OPENINGS = {
    "en": "Hello, I'm an automated AI assistant calling for {caller}; this call is "
    "transcribed. You can ask me to stop, or for a person.",
    "es": "Hola, soy un asistente automático de inteligencia artificial y llamo de "
    "parte de {caller}; esta llamada se transcribe. Puede pedirme que pare, o hablar "
    "con una persona.",
}

_TRANSCRIBED = {
    "en": ("call is transcribed.", "call is transcribed and recorded."),
    "es": ("llamada se transcribe.", "llamada se transcribe y se graba."),
}
"""What an opening says of the transcript, and what instead where sound is kept."""

_NOTICES = {
    "en": (
        "This call is transcribed and recorded.",
        "Is it okay with you if I also record the sound of this call?",
    ),
    "es": (
        "Esta llamada se transcribe y se graba.",
        "¿Le parece bien si también grabo el sonido de esta llamada?",
    ),
}
"""What is said of a recording outside of an opening, and how it is asked for."""

_ROBOT_ANSWERS = {
    "en": "Yes, I'm an automated AI assistant, calling for {caller}.",
    "es": "Sí, soy un asistente automático de inteligencia artificial y llamo de "
    "parte de {caller}.",
}

_FAREWELLS = {
    "en": "Understood, we won't call again. Sorry to have disturbed you. Goodbye.",
    "es": "Entendido, no volveremos a llamar. Disculpe la molestia. Adiós.",
}

_LIKE = 90
"""Likeness (0-100) of an opening and its transcript: "I am", "A.I.", a name misheard.
Without the words that say what is calling it is less."""
_MAX_NAME = 120
_MAX_PURPOSE = 300


def disclosure(
    caller: str, purpose: str, language: str = "en", *, recorded: bool = False
) -> str:
    """Return the opening words of every call to a person.

    Args:
        caller: On whose behalf, as it is said aloud ("a patient", "Ms. Doe").
        purpose: One sentence saying why, or nothing.
        language: ISO 639-1; one we have no wording for is spoken to in English.
        recorded: Whether the sound is kept, so that they must know.

    Raises:
        BadInput: The caller or purpose is missing, too long, or denies being an AI.

    Example:
        >>> disclosure("a patient", "I have two questions.")[:60]
        "Hello, I'm an automated AI assistant calling for a patient; "
    """
    opening = _opening(caller, language, recorded=recorded)
    why = _one_line(purpose)
    if len(why) > _MAX_PURPOSE:
        raise BadInput("is too long to be said", where="opening", advice="shorten it")
    if _DENIES.search(plain(why)):
        raise BadInput(
            "may not deny that an AI is calling", where="opening", advice="say why only"
        )
    return f"{opening} {why}".strip()


def discloses(
    said: str, caller: str, language: str = "en", *, recorded: bool = False
) -> bool:
    """Say whether words, as a recogniser wrote them down, hold the disclosure.

    Example:
        >>> discloses("Hello, is anybody there?", "a patient")
        False
    """
    wanted = plain(_opening(caller, language, recorded=recorded))
    words = plain(said)
    whole = len(words) >= len(wanted) * _LIKE / 100
    if recorded and not _RECORDING.search(words):
        return False  # the likeness alone would let one word be missing
    return whole and fuzz.partial_ratio(wanted, words) >= _LIKE


def _opening(caller: str, language: str, *, recorded: bool) -> str:
    words = _worded(_OPENINGS, language, caller)
    if not recorded:
        return words
    without, told = _TRANSCRIBED.get(language, _TRANSCRIBED["en"])
    return words.replace(without, told)


def recording_notice(language: str = "en", *, asked: bool = False) -> str:
    """Return what whoever is on the line hears before a recording begins.

    Args:
        language: As of `disclosure`.
        asked: Whether they are asked for it, and not only told.
    """
    told, question = _NOTICES.get(language, _NOTICES["en"])
    return question if asked else told


def gives_notice(said: str, language: str = "en", *, asked: bool = False) -> bool:
    """Say whether words, as a recogniser wrote them down, hold that notice.

    Example:
        >>> gives_notice("Hello. This call is transcribed and recorded.")
        True
    """
    words, wanted = plain(said), plain(recording_notice(language, asked=asked))
    whole = len(words) >= len(wanted) * _LIKE / 100
    named = bool((_RECORD if asked else _RECORDING).search(words))
    return whole and named and fuzz.partial_ratio(wanted, words) >= _LIKE


def robot_answer(caller: str, language: str = "en") -> str:
    """Return the truthful answer to somebody who asks whether it is one."""
    return _worded(_ROBOT_ANSWERS, language, caller)


def farewell(language: str = "en") -> str:
    """Return the last words to somebody who wants no more calls."""
    return _FAREWELLS.get(language, _FAREWELLS["en"])


def _worded(wordings: dict[str, str], language: str, caller: str) -> str:
    name = _one_line(caller)
    if not name or len(name) > _MAX_NAME or _DENIES.search(plain(name)):
        raise BadInput(
            "is missing, too long, or denies being an AI",
            where="caller",
            advice="write who the call is for as it is said, e.g. a patient",
        )
    return wordings.get(language, wordings["en"]).format(caller=name)


def _one_line(text: str) -> str:
    return " ".join(text.split())


_DENIES = re.compile(
    r"\b(?:i am|im|this is|its|it is) (?:\w+ )?(?:a )?(?:real |actual |live )"
    r"(?:person|human|man|woman)\b|\b(?:i am|im) (?:a )?(?:human|person)\b"
    r"|\bnot (?:an? )?(?:ai|a i|robot|machine|bot|computer|automated|recording)\b"
    r"|\bno soy (?:un |una )?(?:robot|maquina|ia)\b|\bsoy (?:un |una )?(?:persona"
    r"|humano|humana)\b"
)
"""Words by which a campaign would take the disclosure back."""

_RECORDING = re.compile(r"\brecorded\b|\bse graba\b")
_RECORD = re.compile(r"\brecord\b|\bgrabo\b")
