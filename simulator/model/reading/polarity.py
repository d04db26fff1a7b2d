"""Yes or no: negation, hedges, and what a sentence says without either word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from simulator.model.reading.words import Span, sentences

Answer = Literal["yes", "no", "unsure"]

_UNSURE = re.compile(
    r"\b(?:i (?:do not|don't|wouldn't|would not) (?:really |actually |even )?know"
    r"|(?:not|i'm not) (?:really |quite |entirely |completely |100 percent )?"
    r"(?:sure|certain)|no idea|not a clue|it (?:all |really )?depends|that depends"
    r"|depends on|it varies|varies|"
    r"maybe|perhaps|possibly|might|hard to say|can't say|cannot say|couldn't (?:tell"
    r"|say)|can't (?:tell|quote|give)|have to (?:check|ask|look|see|verify|call)"
    r"|need to (?:check|ask|look|see|verify)|(?:would|will|i'll|you'd) (?:have|need) to"
    r"|let me (?:check|see|look|ask|find)|yes and no|we'll (?:have to )?see"
    r"|don't have (?:that|the|this|any) information|your guess"
    r"|(?:can't|cannot|couldn't|don't|do not) (?:really )?(?:see|find|tell) (?:that|the"
    r"|your|it|any)|(?:could|can|would|might) tell you|up to your (?:plan|insurance)"
    r"|you (?:should|could|can|may) ask (?:your|them|the)|ask your (?:insurance"
    r"|plan))\b",
    re.IGNORECASE,
)
_SOFT_NO = re.compile(
    r"\b(?:i )?(?:do not|don't) (?:think|believe) (?:so|we|they|that)\b"
    r"|\bi doubt\b|\b(?:i'm |i am )?afraid not\b|\bunfortunately not\b|\bof course"
    r" not\b"
    r"|\b(?:absolutely|certainly|definitely|probably) not\b",
    re.IGNORECASE,
)
_SOFT_YES = re.compile(
    r"\bi (?:do )?(?:think|believe|guess|suppose) (?:so|we do|we are|that's right|we"
    r" can)\b"
    r"|\bpretty sure\b|\bfairly (?:sure|certain)\b|\bas far as i know\b"
    r"|\b(?:that )?should be (?:fine|ok|okay|no problem)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:oh |well |um+,? |uh+,? |ah |hm+,? |okay,? |ok,? |so,? |right,? |great,? )*"
    r"(?:yes|yeah|yep|yup|ya|yea|sure|absolutely|definitely|certainly|of course"
    r"|correct|that's (?:right|correct)|exactly|indeed|affirmative|you bet|mm-?hmm?"
    r"|mhm|uh-?huh|we (?:do|are|can|will|sure do)\b|they are|it is\b|it does"
    r"|no problem|not a problem|totally|for sure|by all means|gladly|happy to"
    r"|i do|we have|why not)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:oh |well |um+,? |uh+,? |ah |hm+,? |okay,? |ok,? |so,? |i'm sorry,? (?:but )?"
    r"|sorry,? (?:but )?|unfortunately,? )*"
    r"(?:no|nope|nah|negative|not (?:at|any|currently|right|yet|really|anymore|in)"
    r"|we (?:do not|don't|aren't|are not|can't|cannot|won't|stopped|no longer|haven't)"
    r"|they (?:do not|don't|aren't)|it (?:isn't|is not|doesn't|does not)|never|none"
    r"|i'm afraid (?:we|not|that))\b(?! problem)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:do not|don't|does not|doesn't|did not|didn't|are not|aren't|is not|isn't"
    r"|cannot|can't|can not|won't|will not|no longer|not (?:in|an?|currently|able|with"
    r"|accepting|taking|offering|anymore|contracted|participating|available|covered"
    r"|included)|out[- ]of[- ]network|stopped|never|unable|haven't|have not|neither"
    r"|not anymore|used to|without|we're all out)\b",
    re.IGNORECASE,
)
_AFFIRMS = re.compile(
    r"\b(?:we|they|he|she|it|that|you|i|our|all|most)(?:'re|'s|'ll|'ve)?\b"
    r"(?:\W+\w+){0,4}?\W+(?:accept|accepts|take|takes|in[- ]network|participate"
    r"|participating|contracted|offer|offers|provide|provides|work with|do\b|does\b"
    r"|have|has|are\b|is\b|can\b|cover|covers|covered|included|includes|welcome"
    r"|available|accepting|taking|bill|file|honor)\b|\bin[- ]network\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(
    r"\b(?:not only|don't worry|not a problem|no problem|not to worry|why not|can't"
    r" wait|no worries|no doubt)\b",
    re.IGNORECASE,
)

_TURNED_NO = re.compile(
    r"\bno,? (?:we|they) (?:do\b(?! not)|take|accept)", re.IGNORECASE
)
"""Agreeing with a negative: "no, we do"."""
_INDIRECT: tuple[tuple[re.Pattern[str], Answer], ...] = (
    (_UNSURE, "unsure"),
    (_DENIES, "no"),
    (_AFFIRMS, "yes"),
)


@dataclass(frozen=True, slots=True)
class Polarity:
    """What one sentence says to a yes/no question."""

    answer: Answer
    span: Span
    direct: bool
    """Whether it began with a yes or a no."""


def polarities(text: str) -> list[Polarity]:
    """Return the sentences of a text that say yes, no, or that they are unsure."""
    straight = text.replace("\u2019", "'")
    found: list[Polarity] = []
    for span in sentences(straight):
        polarity = _judge(span.of(straight), span)
        if polarity is not None:
            found.append(polarity)
    return found


def unsure(text: str) -> bool:
    """Whether a text says that the speaker does not know or will not say."""
    return bool(_UNSURE.search(text.replace("\u2019", "'")))


def _judge(sentence: str, span: Span) -> Polarity | None:
    """Return what a sentence says; a question says nothing unless it opens so."""
    direct = _direct(sentence)
    if direct is not None:
        return Polarity(direct, span, direct=True)
    if sentence.rstrip().endswith("?"):
        return None
    plain = _NOT_ONLY.sub("", sentence)
    for pattern, answer in _INDIRECT:
        if pattern.search(plain):
            return Polarity(answer, span, direct=False)
    return None


def _direct(sentence: str) -> Answer | None:
    """Return what a sentence says that opens with a yes or a no."""
    if _SOFT_NO.search(sentence):
        return "no"
    if _NO.search(sentence):
        return "yes" if _TURNED_NO.search(sentence) else "no"
    if _SOFT_YES.search(sentence):
        return "yes"
    return _qualified_yes(sentence) if _YES.search(sentence) else None


def _qualified_yes(sentence: str) -> Answer:
    """Judge a sentence that begins with a yes: "yes, but we are out of network"."""
    rest = _YES.sub("", sentence, count=1)
    if re.search(r"\band no\b|\bbut (?:it|that) depends\b", rest, re.IGNORECASE):
        return "unsure"
    turned = re.search(
        r"\b(?:but|however|although|though)\b.*\b(?:out[- ]of[- ]network"
        r"|not in[- ]?network|aren't in|no longer|not anymore"
        r"|(?:do not|don't) (?:take|accept|participate))",
        rest,
        re.IGNORECASE,
    )
    return "no" if turned else "yes"
