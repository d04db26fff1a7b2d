"""What a few words decide of a yes-or-no question by themselves.

After a "yes" most denials are about something else: "we don't take walk-ins", "Delta
doesn't cover implants". So each word is put into a class, written as a letter, and only
words whose letters spell an answer to the very question decide it: "we stopped taking
Delta last month" is `SNDO`, we - deny - the deed - its object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from panda.research.reading.patterns import any_of
from panda.research.reading.spans import stem
from panda.research.reading.topics import alike, joined, topics
from panda.research.words import folded


def _words(lines: str, letter: str) -> dict[str, str]:
    return dict.fromkeys(lines.split(), letter)


_CLASSES = {
    **_words("yes yeah yep yup yah si", "y"),
    **_words("no nope nah", "n"),
    **_words(
        """
        not dont doesnt cant cannot arent isnt wont havent hasnt never nolonger usedto
        stop stopped quit drop dropped ended discontinued left ceased terminated
        canceled cancelled outofnetwork tampoco nunca
        """,
        "N",
    ),
    **_words("we they i you there theres were theyre youre im office", "S"),
    **_words("do does are is am can will would be been being have has", "x"),
    **_words("the a an any in of our your their part currently to get", "t"),
    **_words("did was had took accepted worked", "P"),
    **_words(
        """
        take takes taking taken accept accepts accepting honor honors honoring innetwork
        network participate participates participating participant provider contracted
        workwith contract aceptamos tomamos trabajamos
        """,
        "D",
    ),
    **_words("offer provide see treat need needs require allow validate done", "g"),
    **_words("it that them those this its thats one ones us lo", "p"),
    **_words(
        """
        for on under unless except through over above below at as near across behind
        with without hmo ppo ppos hmos premier medicaid medicare chip if when only
        """,
        "L",
    ),
    **_words(  # fillers: they add nothing
        """
        oh um uh ah eh er hm hmm mm well okay ok sorry wait actually now just still
        really unfortunately though however then but and also too yet today presently
        anymore recently lately either please maam sir technically apparently oops
        whoops shoot darn gosh dear honestly perdon espere digo pues here again right
        except or rather so already
        """,
        "",
    ),
}  # fmt: skip
"""Yes, no, denial, subject, auxiliary, trifle, past, deed of accepting, other deed,
pronoun, limit; nothing for fillers. Besides: `O` is what the question is about, `o` a
word that many questions have in common, `?` any other."""

_JOINED = (
    (re.compile(r"\bno longer\b|\bya no\b"), "nolonger"),
    (re.compile(r"\bused to\b"), "usedto"),
    (re.compile(r"\b(?:out|outside) of (?:the |their |your )?network\b"),
     "outofnetwork"),
    (re.compile(r"\bin (?:the |our |their |your )?network\b"), "innetwork"),
    (re.compile(r"\bwork(?:s|ing)? with\b"), "workwith"),
    (re.compile(r"\b(?:on|in) (?:the|our|my|their) (?:list|system)\b"), "innetwork"),
    (re.compile(r"\b(innetwork|outofnetwork|participat\w+|contracted|provider|contract)"
                r" (?:with|for|of)\b"), r"\1"),
    (re.compile(r"\b(?:had|have|has|having) to\b"), ""),
)  # fmt: skip
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|\d{4})"
)
_SPAN = rf"""
    (?:last|this|next) (?:year|month|week|spring|summer|fall|winter|time|{_MONTH})
    (?:the )?(?:start|end|beginning) of (?:the )?(?:year|month|{_MONTH})
    (?:a )?(?:few |couple of |long |while )*(?:days|weeks|months|years|time|while) ago
    (?:in )?{_MONTH}|the (?:spring|summer|fall|autumn|winter|new year)
"""
_IDLE_PHRASES = rf"""
    (?:(?:since|until|till|up to|as of|by|from|before|back|in) )*(?:{any_of(_SPAN)})
    since|until|till|as of|up to|before|any ?more|any longer|for the time being
    at (?:the|this) (?:moment|time|point)|at present|right now|for now|these days
    at least|at all|you know|i mean|hold on|hang on|(?:excuse|pardon) me
    i ?a?m (?:so |very |really )?(?:sorry|afraid)|my (?:mistake|bad|apologies)
    (?:wait )?(?:one|a) (?:moment|second|minute)|i apologi[sz]e|oh my(?: gosh)?
    to be honest|come to think of it|now that i think (?:of|about) it
    on second thoughts?|let me (?:correct|rephrase) (?:that|myself|it)
    (?:it )?(?:looks|seems)(?: like)?|i see(?: here)?(?: that)?|i was (?:wrong|mistaken)
    (?:my |the |our )?(?!no |not )\w+ (?:says?|said|tells? me|(?:just )?told me)
    \w+ is (?:saying|telling me)|i(?:m| am| was)(?: just)?(?: being)? told(?: that)?
    i (?:think|believe|guess) so|i was thinking of \w+
"""
_IDLE = re.compile(rf"\b(?:{any_of(_IDLE_PHRASES)})(?!\w)")
_HARMLESS = re.compile(
    r"\b(?:(?:no|not an?|not any|isnt an?|is not an?|wont be an?) (?:problems?|issues?"
    r"|doubt|worries|worry|trouble|question|bother|idea)|not to worry|dont worry"
    r"|not at all)\b"
)
_NEITHER = re.compile(r"\bused to not\b|\byou(?:re| are) not in (?:the|our) system\b")
"""Denials of what was, or of somebody else."""
_REASON = re.compile(
    r"\b(?:because|due to|after we|so we|since (?:we|they|the)|when)\b"
)
_ENDED = re.compile(r"\b(?:until|till|up to|up until|before|ago|last)\b")
"""What was so until then is so no more."""

_NO = re.compile(
    r"n+"
    r"|n*[Sp]*[xtg]*[Nn][xtDgpoN]*O[oOtxp]*+(?!L).*"  # we don't take Delta, no parking
    r"|n*[Sp]*[xt]*N[xtDpoNS]*|n+D[po]*"  # we don't, we no longer take it
    r"|n*t*O[oO]*[xtSp]*N[xtDPpoS]*"  # Delta we don't take
)
_NO_MORE = re.compile(r"[yn]*[Sp]*[Pxt]*P[xtDpoO]*")  # we took it until June
_YES = re.compile(
    r"y*S(?=t*[xD])[xtD]*[ptox]*"  # we do, we take it
    r"|y*[Sp]+t*[xgD][xtgD]*O[oOtxp]*+(?!L).*"  # we take Delta, there is parking
    r"|y+p[xt]*x[xt]*p*"  # yes, it is
    r"|y+"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes or a no that some words give."""

    value: bool
    names_it: bool = False
    """Whether they say what it is about, or do the deed: "we don't take it"."""
    is_word: bool = False
    """Whether it is the mere word."""


def own_words(ask: str) -> frozenset[str]:
    """Return the stems of a question's words that tell it from others."""
    stems = {stem(word) for word in folded(joined(ask)).split() if word not in _CLASSES}
    return frozenset(stems - topics(ask).common) or frozenset(stems)


def verdict(words: str, ask: str, *, ended: bool = False) -> Verdict | None:
    """Return what a clause decides of a question; None if it decides nothing.

    Args:
        words: The clause.
        ask: The question.
        ended: Whether its sentence speaks of a time up to which something was so.

    Example:
        >>> delta = "Do you accept Delta Dental?"
        >>> verdict("we stopped taking Delta last month", delta)
        Verdict(value=False, names_it=True, is_word=False)
        >>> verdict("Delta doesn't cover implants", delta) is None
        True
    """
    said = _HARMLESS.sub(" ", folded(words))
    if _NEITHER.search(said):
        return None
    letters = _letters(_REASON.split(said)[0], ask)
    ended = ended or bool(_ENDED.search(said))
    names_it = bool(set("OD") & set(letters))
    if ended and _NO_MORE.fullmatch(letters):
        return Verdict(value=False, names_it=names_it)
    if _NO.fullmatch(letters):
        return Verdict(value=False, names_it=names_it, is_word=set(letters) == {"n"})
    if not ended and _YES.fullmatch(letters):
        return Verdict(value=True, names_it=names_it, is_word=set(letters) == {"y"})
    return None


def is_idle(words: str, ask: str) -> bool:
    """Say whether a clause has nothing but fillers: "oh, sorry", "hold on"."""
    return not _letters(_HARMLESS.sub(" ", folded(words)), ask)


def names_subject(words: str, ask: str) -> bool:
    """Say whether a clause names what a question is about."""
    return "O" in _letters(folded(words), ask)


def _letters(said: str, ask: str) -> str:
    """Return the classes of the words, leaving out what adds nothing."""
    for phrase, word in _JOINED:
        said = phrase.sub(word, said)
    own, common = own_words(ask), topics(ask).common
    letters = ""
    for word in _IDLE.sub(" ", joined(said)).split():
        stemmed = stem(word)
        if _CLASSES.get(word) == "g" and any(alike(stemmed, one) for one in own):
            letters += "O"  # of a validation: "we do validate"
        elif word in _CLASSES:
            letters += _CLASSES[word]
        elif stemmed in own:
            letters += "O"
        else:
            letters += "o" if stemmed in common or word in ("plan", "plans") else "?"
    return letters


def says_it(words: str, ask: str) -> bool:
    """Say whether a clause affirms the very thing that was asked: "it's totally free".

    With its own words, and turning to it: "actually", "it is", "we do".
    """
    said = verdict(words, ask)
    if said is not None:
        return said.value and said.names_it
    return bool(_AFFIRMED.match(_letters(folded(words), ask).replace("?", "")))


_AFFIRMED = re.compile(r"[p]O+$")
