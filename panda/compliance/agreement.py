"""Whether somebody has agreed to be recorded: only a plain yes is one.

Phrasings and not a model, as in `phrases`. Whatever is neither a clear yes nor a clear
no is no answer, and without an answer nothing is kept.
"""

from __future__ import annotations

import re

from panda.compliance.phrases import objects_to_recording, plain

_LEAD = r"(?:(?:oh|well|um|uh|ah|hm|hmm|so|and|hello|hi|pues|eh|bueno) )*"
_HARMLESS = re.compile(
    r"\b(?:no (?:problems?|worries|issues?|objections?|trouble)|not a problem"
    r"|(?:i|we) (?:dont|do not|wouldnt|would not) mind|por que no|no hay problema"
    r"|sin problema|no me (?:importa|molesta))\b"
)
"""Denying words by which somebody agrees."""
_NO = re.compile(
    r"\b(?:no|nope|nah|not|dont|doesnt|cant|cannot|wont|wouldnt|isnt|never|rather"
    r"|refuse|decline|nunca|tampoco|prefiero|non|nein|nicht|nao|pas)\b"
)
_YES = re.compile(
    rf"^{_LEAD}(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|of course|absolutely"
    r"|certainly|definitely|fine|go ahead|by all means|please do|you may|you can"
    r"|(?:that|it)(?: i)?s (?:fine|ok|okay|alright|all right|good|perfectly fine)"
    r"|agreed|si|claro|por supuesto|esta bien|de acuerdo|vale|adelante|oui|ja"
    r"|sim|va bene)\b"
)
_OPEN = re.compile(
    r"\b(?:but|if|unless|only|depends|maybe|perhaps|guess|suppose|why|what|who|how"
    r"|hold|moment|minute|second|wait|manager|ask|check|pero|quiza|quizas|depende"
    r"|por que|quien|como|momento|espere)\b"
)
"""With one of these they have not simply agreed: a condition, a question, a delay."""


def agrees_to_recording(text: str) -> bool | None:
    """Say whether an answer to "may I record?" is a yes or a no; None if neither.

    Example:
        >>> agrees_to_recording("Yes, that's fine."), agrees_to_recording("No, sorry.")
        (True, False)
        >>> agrees_to_recording("Yes? Who is this?") is None
        True
    """
    if objects_to_recording(text):
        return False
    words = _HARMLESS.sub("<fine>", plain(text))
    if "?" in text or _OPEN.search(words):
        return None
    if _NO.search(words):
        return False
    agrees = _YES.search(words) or re.match(rf"{_LEAD}<fine>", words)
    return True if agrees else None
