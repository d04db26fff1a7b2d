"""What a text answers to a yes/no field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine.courtesies import says_nothing
from simulator.model.engine.relevance import about, names
from simulator.model.reading.polarity import Polarity, polarities
from simulator.model.reading.words import Span, content, sentences, words

if TYPE_CHECKING:
    from simulator.model.engine.questionnaire import Field

_ONLY = re.compile(r"\b(?:only|just|exclusively|solely)\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:all|any|every)\b[\w -]{0,25}\b(?:insurances?|plans?|ppos?|carriers?"
    r"|providers?)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:most|many|some|several)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"\b(?:how (?:can|may) i|thank you for|speaking)\b", re.IGNORECASE
)
_TAKES = re.compile(
    r"\b(?:accept|take|takes|taking|in[- ]network|participat\w*|work with|contracted"
    r"|honor|network|fine|welcome)",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\b(?:is|are|'s|works|would be) (?:just |totally |perfectly |absolutely"
    r" )?(?:fine|ok|okay|no problem|welcome|great|accepted|covered)\b",
    re.IGNORECASE,
)


def opinion(text: str, field: Field, *, asked: bool) -> tuple[bool, Span] | None:
    """Return true or false, and the sentence that says so."""
    found = [
        judged
        for polarity in _with_fine(text)
        if (judged := _judge(text, polarity, field, asked=asked)) is not None
    ]
    if not found:
        return None
    direct = [one for one in found if one[2]]
    if direct:
        return _settled(direct, found)
    value, span, _ = found[-1]
    return (value, span) if value is not None else None


def _with_fine(text: str) -> list[Polarity]:
    """Return the polarities of a text; "that is fine" is a yes as well."""
    found = polarities(text)
    judged = [one.span for one in found]
    straight = text.replace("\u2019", "'")
    for span in sentences(straight):
        if span not in judged and _FINE.search(span.of(straight)):
            found.append(Polarity("yes", span, direct=False))
    return sorted(found, key=lambda one: one.span.start)


Judged = tuple[bool | None, Span, bool]


def _settled(direct: list[Judged], found: list[Judged]) -> tuple[bool, Span] | None:
    """Let the last direct word count, unless it was doubted afterwards."""
    value, span, _ = direct[-1]
    doubted = any(
        one[0] is None and one[1].start > span.start and not one[2] for one in found
    )
    turned = any(
        one[0] is not None and one[0] != value and one[1].start > span.start
        for one in found
    )
    if value is None or doubted or turned:
        return None
    return value, span


def _judge(
    text: str, polarity: Polarity, field: Field, *, asked: bool
) -> Judged | None:
    """Return what one sentence says to the field: a value, or None for doubt."""
    sentence = polarity.span.of(text)
    nothing = says_nothing(sentence) and not about(field) & content(sentence)
    if nothing or (not asked and not _names_it(sentence, field)):
        return None
    if asked and not polarity.direct and _GREETING.search(sentence):
        return None
    if polarity.answer == "unsure":
        return None, polarity.span, polarity.direct
    value = polarity.answer == "yes"
    listed = _listed(sentence, field)
    if listed is not None and (value or not polarity.direct):
        value = listed if value else not listed
    elif listed is None and _elsewhere(sentence, field, polarity):
        return None
    if not polarity.direct and asked and not _bears_on(sentence, field):
        return None
    return value, polarity.span, polarity.direct


def _names_it(sentence: str, field: Field) -> bool:
    """Whether a sentence nobody asked for is clearly about the field."""
    wanted, said = names(field.ask), {word.text for word in words(sentence)}
    if _TAKES.search(field.ask) and not _TAKES.search(sentence):
        return False
    if wanted:
        return wanted <= said
    own = about(field)
    return len(own & content(sentence)) >= max(1, round(0.6 * len(own)))


def _listed(sentence: str, field: Field) -> bool | None:
    """Return whether a list of names holds the field's; None if there is no list."""
    wanted = names(field.ask)
    if not wanted:
        return None
    said = {word.text for word in words(sentence)}
    if wanted <= said or (wanted & said and not wanted <= {"dental", "health"}):
        return bool(not _excepted(sentence, wanted))
    others = names(sentence) - wanted
    if others and _ONLY.search(sentence):
        return False
    return True if _EVERY.search(sentence) and not others else None


def _excepted(sentence: str, wanted: frozenset[str]) -> bool:
    """Whether the name stands behind "except"."""
    parts = re.split(
        r"\b(?:except(?: for)?|but not|other than|not)\b", sentence, flags=re.IGNORECASE
    )
    if len(parts) < 2 or re.search(r"\bnot\b", parts[0], re.IGNORECASE):
        return False
    if re.search(r"\b(?:is|are|do|does|we're)\s*$", parts[0], re.IGNORECASE):
        return False
    tail = {word.text for word in words(parts[-1])}
    return wanted <= tail


def _elsewhere(sentence: str, field: Field, polarity: Polarity) -> bool:
    """Whether a sentence speaks of other names than the field's, or of "most"."""
    if polarity.direct or not names(field.ask):
        return False
    return bool(names(sentence)) or bool(_MOST.search(sentence))


def _bears_on(sentence: str, field: Field) -> bool:
    """Whether a sentence without yes or no answers the question that was asked."""
    if about(field) & content(sentence):
        return True
    if _TAKES.search(field.ask) and not _TAKES.search(sentence):
        return bool(_FINE.search(sentence))
    return len(words(sentence)) <= 7
