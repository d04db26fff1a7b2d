"""Yes and no, however they are put: outright, as a statement, denied, or hedged."""

from __future__ import annotations

import re
from dataclasses import replace

from panda.research.reading.calendar_words import weekdays
from panda.research.reading.free import is_free
from panda.research.reading.spans import (
    Reading,
    around,
    clauses,
    sentences,
    stem,
    subjects,
)
from panda.research.reading.topics import alike, joined
from panda.research.reading.verdict import says_it
from panda.research.words import folded

_YES = re.compile(
    r"^(?:(?:oh|well|um|uh|so|okay|ok|hi|hello|great|ah|great question|good question)"
    r" )*(?:yes|yeah|yep|yup|yah|ya|sure|of course|absolutely|certainly|definitely"
    r"|both|correct|indeed|you bet|affirmative|i dont see why not|by all means|uh huh"
    r"|mm hmm|mhm|thats (?:right|correct)"
    r"|right|for sure|sure thing|we (?:sure |certainly |absolutely )?(?:do|are|can|have"
    r"|will)\b(?! not)|it (?:is|does|has|can)\b(?! not)|they (?:do|are|have|can)\b(?!"
    r" not)|i do"
    r"|si|claro|por supuesto|asi es|efectivamente|oui|ja|genau|sim)\b"
)
_NO = re.compile(
    r"^(?:(?:oh|well|um|uh|so|okay|ok|hi|hello|ah|im afraid|sorry|unfortunately|yeah)"
    r" )*(?:no(?! problem| worries| charge| fee| cost|pe ide| idea)|nope|nah|negative"
    r"|not (?:anymore|any"
    r" more|really|currently|at (?:this|the) (?:time|moment)|right now|here|yet)"
    r"|we (?:dont|do not|arent|are not|cant|cannot|havent|wont|no longer)|it (?:isnt"
    r"|is not|doesnt|does not)|they (?:dont|arent|do not|are not)|i wouldnt say (?:so"
    r"|that)|i dont (?!know|think|have that|see why)"
    r"|non|nein|nao|lo siento)\b"
)
_DENIAL = re.compile(
    r"\b(?:not|dont|doesnt|didnt|isnt|arent|wasnt|werent|cant|cannot|couldnt|wont"
    r"|wouldnt|havent|hasnt|never|none|neither|nor|no longer|no more|stopped|dropped"
    r"|out of network|out of the network|non participating|used to|unable|without"
    r"|closed|shut|cash only|excluding|exclude|excludes|declined?|refuse[sd]?|only"
    r"|(?:had|have|has|going|forced) to (?:drop|stop|quit|discontinue)"
    r"|unavailable|impossible|prohibited|forbidden|banned|lack(?:s|ing)?|outsourced?"
    r"|non(?! (?:profit|stop|emergency))|(?:send|refer)(?:s|red)? (?:\w+ ){0,2}out"
    r"|refer (?:those|them|that|it|all)|(?:stay|remain|wait|left|stays) (?:outside|at"
    r" home)"
    r"|unfortunately|no|nunca|tampoco|ya no|fuera de la red|ne|pas|nicht"
    r"|kein|keine|keinen|keiner|leider|nao)\b"
)
_HARMLESS = re.compile(
    r"\bi dont see why not\b|\b(?:no|not an?|without an?|not any)"
    r" (?:problems?|issues?|doubt|worries"
    r"|worry|trouble|question)\b"
)
"""Denying words that deny nothing."""
_STATEMENT = re.compile(
    r"\b(?:accept(?:s|ed|ing)?|take[sn]?|taking|honou?r|work(?:s|ing)? with|in network"
    r"|participat(?:e|es|ing)|contracted|offer(?:s|ed|ing)?|provide[sd]?|do|does|have"
    r"|has|are|is|can|will|see|treat|welcome|bill|file|covers?|covered|open|available"
    r"|sell|carry|stock"
    r"|required?|requires|need|needs|got|happy to|glad to|allow(?:s|ed)?|permits?"
    r"|serve[sd]?|include[sd]?|validates?|speaks?|you may|theres|its|thats|theyre"
    r"|aceptamos|tomamos"
    r"|trabajamos|ofrecemos|tenemos|somos|estamos|hacemos|abrimos|atendemos|avons"
    r"|acceptons|prenons|sommes|haben|nehmen|bieten|akzeptieren|sind|temos|aceitamos"
    r"|atendemos|estamos)\b"
)
_HEDGE = re.compile(
    r"\b(?:i (?:think|believe|guess|suppose|assume|imagine)|im (?:pretty|fairly|not"
    r"(?: \w+)?) (?:sure|certain)|im not sure|not (?:\w+ )?(?:sure|certain|positive)"
    r"|probably|maybe|perhaps|possibly|might|should be|i dont know|no idea|dont think"
    r"|id have to|i would have to|id need to|we would need to|wed have to|we would have"
    r" to|have to check|need to check|let me (?:check|look|see|find)|it depends"
    r"|depends|as far as i know|hard to say|cant say|couldnt say|could be|in some cases"
    r"|sometimes|(?:its|it is) possible$|creo que|quizas?|tal vez|no estoy segur[ao]"
    r"|no se|depende)\b"
)
_SOFT_AFTER_ANSWER = re.compile(
    r"\b(?:it depends|depends|have to check|need to check|id have to|id need to"
    r"|let me (?:check|look|see|find)|sometimes)\b"
)
"""After an outright yes or no these speak of details, not of the answer."""


def read_answers(text: str, asked: str = "") -> list[Reading]:
    """List the yeses and noes of a text, one a clause that gives one.

    Args:
        text: What was said.
        asked: The question; a denying word that is part of it denies nothing.
    """
    found: list[Reading] = []
    for start, end in sentences(text):
        found += _of_sentence(text, start, end, folded(asked))
    return found


def is_hedged(text: str) -> bool:
    """Say whether somebody leaves open what they say."""
    return bool(_HEDGE.search(folded(text)))


def about_question(
    found: list[Reading], text: str, about: frozenset[str]
) -> list[Reading]:
    """Keep the answers of the clause that names what was asked.

    If none does, an outright yes or no goes before what is said after it.

    "We take Delta, but not Cigna" answers a question about Cigna with no.
    """
    parts = clauses(text)
    about = subjects(joined(" ".join(about)))
    best, kept = 0, found
    for one in found:
        start, end = around(parts, one.start, one.end)
        here = subjects(joined(text[start:end]))
        score = sum(any(alike(word, other) for other in here) for word in about)
        if score > best:
            best, kept = score, [one]
        elif score == best and best:
            kept = [*kept, one]
    if not best and found:
        first = outright(folded(text[found[0].start : found[0].end]))
        if first is not None:
            return [one for one in found if one.value is first]
    return kept


def _of_sentence(text: str, start: int, end: int, asked: str) -> list[Reading]:
    said = folded(text[start:end])
    first = outright(said)
    asks = text[start:end].rstrip().endswith("?")
    if first is None and (asks or _is_conditional(said)):
        return []
    unsure = _HEDGE.search(said)
    if unsure and not (
        first is not None
        and _HEDGE.sub("", _SOFT_AFTER_ANSWER.sub("", said))
        == (_SOFT_AFTER_ANSWER.sub("", said))
    ):
        return []
    found: list[Reading] = []
    last = first
    outside = _is_outside(said, asked) or is_free(said, asked) is False
    for clause_start, clause_end in clauses(text[start:end]):
        place = (start + clause_start, start + clause_end)
        clause = folded(joined(text[slice(*place)]))
        stated = _stated(clause, asked, answered=first is not None)
        if stated is None and _EXCEPT.search(text[: place[0]]):
            stated = False
        if first is not None and not found and stated is None:
            stated = first
        if first is False and stated and not _turns(text, place[0]):
            # "No, we only see adults": all of it explains the no, unless it says the
            # opposite of the very thing: "Well no, actually we do validate".
            stated = found != [] and says_it(clause, asked)
        if stated is None:
            stated = last
        if outside:
            stated = False  # "We file with Delta, but we are out of network"
        if stated is not None:
            found.append(Reading(stated, *place))
        last = stated
    return _on_days(found, said, asked)


def _on_days(found: list[Reading], said: str, asked: str) -> list[Reading]:
    """Say of a question about a weekday what a sentence says of others.

    "We're open Monday through Friday" is a no to Saturday; "we're closed Sunday" is
    nothing to it, nor is "we're open Tuesday". Of a question about either of two days
    one is enough for a yes.
    """
    wanted, told = weekdays(asked), weekdays(said)
    if not wanted or not told or wanted <= told:
        return found
    if _EITHER.search(asked) and wanted & told and all(one.value for one in found):
        return found
    whole = len(told) >= _WEEK or bool(_ONLY_DAYS.search(said))
    if whole and not wanted & told and all(_is_open(one, said) for one in found):
        return [replace(one, value=False) for one in found]
    return []


_EITHER = re.compile(r"\b(?:or|o)\b")
_WEEK = 4
"""Days that somebody only names together who names all there are."""
_ONLY_DAYS = re.compile(r"\b(?:only|just|solo|solamente)\b")


def _is_open(one: Reading, said: str) -> bool:
    return one.value is True or bool(_ONLY_DAYS.search(said))


def _is_conditional(said: str) -> bool:
    """Say whether a sentence only speaks of a case: "if you have Delta we look it up".

    What we do in that case may be the answer all the same: "if it's Delta, we take it".
    """
    condition = _IF.match(said)
    return condition is not None and not _ACCEPTS.search(said[condition.end() :])


def outright(said: str) -> bool | None:
    """Return the yes or no that folded words begin with; None if they do not."""
    if _NO.match(said):
        return False
    return True if _YES.match(said) else None


def _stated(clause: str, asked: str, *, answered: bool) -> bool | None:
    """Say what a clause states by itself; None if it states nothing.

    An "only" denies the rest of the world, but not after an outright answer.
    """
    first = outright(clause)
    denials = [
        m[0] for m in _DENIAL.finditer(_HARMLESS.sub("", clause)) if m[0] not in asked
    ]
    if set(denials) == {"only"} and _names_object(clause, asked):
        return True  # adults, and only they
    if _NEEDED.search(asked) and "not without" in clause:
        return True
    if (costs := is_free(clause, asked)) is not None:
        return costs
    if denials and not (answered and set(denials) == {"only"}):
        return False
    if first is not None:
        return first
    return True if _STATEMENT.search(clause) else None


_NEEDED = re.compile(r"\b(?:need(?:s|ed)?|required?|requires|necessary|mandatory)\b")
_DOING = frozenset(
    map(
        stem,
        [
            "see",
            "treat",
            "take",
            "accept",
            "work",
            "offer",
            "have",
            "open",
            "serve",
            "need",
            "do",
            "use",
        ],
    )
)


def _names_object(clause: str, asked: str) -> bool:
    """Say whether a clause names what a question asks for, not just what is done."""
    return bool((subjects(clause) & subjects(asked)) - _DOING)


_IF = re.compile(
    r"^(?:(?:well|so|and|but|now|um|uh|oh|okay) )*(?:if|whether|in case|unless|provided"
    r"|assuming|as long as|once|when) .*?\b(?=(?:we|you|it|that|then|they|i|the)\b)"
)
_ACCEPTS = re.compile(
    r"\b(?:accept\w*|take|takes|honou?r|in network|participat\w*|cover(?:s|ed)?|welcome"
    r"|fine|required|need|needs|allowed|free|available|offer|provide)\b"
)
_OUTSIDE = re.compile(r"\b(?:out of (?:the )?network|fuera de la red)\b")
_INSIDE = re.compile(r"\b(?<!not )in (?:the |our )?network\b")


def _is_outside(said: str, asked: str) -> bool:
    """Say whether a whole sentence is about being out of network, and about no other.

    "We're in network with Aetna; Cigna is out of network" is about either.
    """
    outside = _OUTSIDE.search(said) and not _OUTSIDE.search(asked)
    return bool(outside) and not _INSIDE.search(said)


_EXCEPT = re.compile(r"(?:\bexcept(?: for)?|\bexcluding)\s*$", re.IGNORECASE)
_TURN = re.compile(r"(?:\bbut|\bhowever|\balthough|\bthough)\s*,?\s*$", re.IGNORECASE)


def _turns(text: str, start: int) -> bool:
    return bool(_TURN.search(text[:start]))
