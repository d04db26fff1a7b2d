"""Whether somebody on the line wants a human being, and not an assistant."""

from __future__ import annotations

import re

_PERSON = (
    r"(?:(?:an? |the |your )?(?:actual|real|live|human)"
    r"(?: (?:person|human|human being|being))?|a human(?: being)?|a person"
    r"|somebody real|someone real|a (?:real )?man or (?:a )?woman)"
)
_MACHINE = r"(?:an? )?(?:robots?|machines?|computers?|bots?|recordings?|a\.?i\.?)"
_ENGLISH = (
    rf"\b(?:talk|speak|speaking|talking)(?: \w+)? (?:to|with) {_PERSON}\b",
    rf"\b(?:get|put|give|let me have|have) (?:me )?(?:\w+ )?{_PERSON} (?:on|to call)\b",
    rf"\b(?:want|need|prefer|rather have) {_PERSON}\b",
    (
        rf"\b(?:do not|don't|won't|will not|can't|cannot|not going to|refuse to)"
        rf"(?: \w+)? (?:talk|speak|deal)(?:ing)? (?:to|with) {_MACHINE}\b"
    ),
    rf"\bhave {_PERSON} call (?:me|us)\b",
    r"\bis there (?:a (?:real )?(?:person|human)|(?:anyone|anybody|someone) real)\b",
)
_SPANISH = (
    r"\bhablar con (?:una persona|un humano|un ser humano|alguien de verdad)\b",
    r"\b(?:quiero|prefiero|necesito) (?:a )?una persona(?: real| de verdad)?\b",
    (
        r"\bno (?:quiero hablar|hablo|voy a hablar) con (?:robots?|m\u00e1quinas?"
        r"|un robot|una m\u00e1quina)\b"
    ),
)
_INSISTS = re.compile("|".join((*_ENGLISH, *_SPANISH)), re.IGNORECASE)
_ASKS_WHO = re.compile(
    r"\b(?:am i|are you|is this|estoy|es usted)\b[^.!?]{0,40}\?", re.IGNORECASE
)
"""Somebody who only wants to know whom they are talking to gets the truth."""


def insists_on_person(text: str) -> bool:
    """Whether these words ask for a human being on our side.

    Example:
        >>> insists_on_person("I'd like to talk to a real person, please.")
        True
        >>> insists_on_person("Am I talking to a real person?")
        False
    """
    straight = text.replace("\u2019", "'")
    return bool(_INSISTS.search(_ASKS_WHO.sub(" ", straight)))
