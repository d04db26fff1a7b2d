"""What words are about: their subjects, and ideas that people put in many words.

A question about accepting an insurance and "we are in network with them" share no word
and yet one idea. Ideas are written in capitals, subjects as stems in lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from panda.research.reading.spans import stem, subjects
from panda.research.words import folded

ACCEPT = "ACCEPT"
PRICE = "PRICE"
WHEN = "WHEN"
OPENING = "OPENING"

_IDEAS = {
    ACCEPT: re.compile(
        r"\b(?:accept\w*|take[sn]?|taking|took|honou?r(?:s|ed|ing)?|(?:work|works"
        r"|working|deal|dealing|go|goes) with|(?:in|out of)(?: the| your)? network"
        r"|participat\w*|contracted|bills?|files?|cover(?:s|ed|ing|age)?|acepta\w*"
        r"|toma(?:n|mos)|trabaja\w* con|(?:en|dentro de|fuera de) la red)\b"
    ),
    PRICE: re.compile(
        r"\b(?:how much|prices?|priced|costs?|charges?|fees?|rates?|amount|total|pay"
        r"|runs?|estimate|cuanto|precio|cuestan?|cobran?)\b"
    ),
    WHEN: re.compile(
        r"\b(?:when|what (?:day|date|time)|which day|how soon|cuando|que dia"
        r"|a que hora)\b"
    ),
    OPENING: re.compile(
        r"\b(?:appointments?|openings?|slots?|spots?|available|availability|earliest"
        r"|soonest|schedul\w*|book|booking|come in|see (?:you|him|her|them)|get (?:you"
        r"|him|her|them) in|fit (?:you|him|her|them) in|squeeze|could do|can do|next"
        r" one|citas?|turnos?|disponibles?|disponibilidad)\b"
    ),
}
_COMMON = frozenset(
    subjects(
        "dental dentist dentistry insurance health medical office offices clinic"
        " practice center family plan plans question today insured uninsured"
        " without with right well here there them him her he she these those those then"
    )
)
"""Subjects that half the sentences of an office have in common."""
_JOINED = (
    (re.compile(r"\bco[-\s]?pay(?:ment)?s?\b", re.IGNORECASE), "copay"),
    (re.compile(r"\bx[-\s]?rays?\b", re.IGNORECASE), "xray"),
    (re.compile(r"\bcheck[-\s]?ups?\b", re.IGNORECASE), "checkup"),
    (re.compile(r"\bno[-\s]shows?\b", re.IGNORECASE), "noshow"),
    (re.compile(r"\bwalk[-\s]ins?\b", re.IGNORECASE), "walkin"),
    (re.compile(r"\b(?:kids?|children)\b", re.IGNORECASE), "child"),
    (re.compile(r"\bpick[-\s]ups?\b", re.IGNORECASE), "pickup"),
    (
        re.compile(
            r"(?<=\w)['\u2019]s (?=(?:fine|ok|okay|welcome|accepted|covered|included"
            r"|good|not|out of network|in network)\b)",
            re.IGNORECASE,
        ),
        " is ",
    ),
    (re.compile(r"\bdrop[-\s]offs?\b", re.IGNORECASE), "dropoff"),
    (re.compile(r"\bwi[-\s]?fi\b", re.IGNORECASE), "wifi"),
    (re.compile(r"\be[-\s]?mails?\b", re.IGNORECASE), "email"),
    (re.compile(r"\bon[-\s]line\b", re.IGNORECASE), "online"),
    (re.compile(r"\bsame[-\s]day\b", re.IGNORECASE), "sameday"),
    (re.compile(r"\bweek[-\s]end(?=s?\b)", re.IGNORECASE), "weekend"),
    (re.compile(r"\b(?:liquor|alcoholic)\b", re.IGNORECASE), "alcohol"),
)


@dataclass(frozen=True, slots=True)
class Topics:
    """What a text is about."""

    ideas: frozenset[str]
    own: frozenset[str]
    """Stems of the words that tell it from other texts of its kind."""
    common: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Ideas and subjects, common ones as well."""
        return self.ideas | self.own | self.common


@lru_cache(maxsize=512)
def topics(text: str) -> Topics:
    """Return what a text is about.

    Example:
        >>> sorted(topics("Do you accept Delta Dental?").all)
        ['ACCEPT', 'delta', 'dental']
        >>> sorted(topics("We are in network with them.").ideas)
        ['ACCEPT']
    """
    said = folded(joined(text))
    ideas = frozenset(name for name, words in _IDEAS.items() if words.search(said))
    rest = said
    for words in _IDEAS.values():
        rest = words.sub(" ", rest)
    found = subjects(rest)
    return Topics(ideas, found - _COMMON, found & _COMMON)


_FUNCTION = frozenset(
    str.split(
        "a an the is are do does did you your we our it its they them this that there"
        " of for to in on at with and or if what how much many which when who can could"
        " would will be have has any i im my me please so us not no yes get got if by"
        " right now currently still just only also even really all some"
    )
)


def content(text: str) -> frozenset[str]:
    """Return the stems of a text without what only joins, and without ideas.

    More than `subjects`: "new patients" are half of what an office speaks of, and yet
    what is asked for in "Do you take new patients?".
    """
    said = folded(joined(text))
    for words in _IDEAS.values():
        said = words.sub(" ", said)
    return frozenset(stem(word) for word in said.split() if word not in _FUNCTION)


def alike(one: str, other: str) -> bool:
    """Whether two stems are forms of one word: deliver, delivery."""
    return one == other or (len(one) >= _ALIKE and one[:_ALIKE] == other[:_ALIKE])


_ALIKE = 5
"""Letters that make two words one."""


def joined(text: str) -> str:
    """Write in one word what people write in one or in two: `co-pay`, `x-ray`."""
    for spelling, word in _JOINED:
        text = spelling.sub(word, text)
    return text


_CAPITAL = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][A-Za-z&'-]+")
_OWNED = re.compile(r"['\u2019]s$")
_NO_NAME = frozenset(
    {
        "i", "im", "ill", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december", "ppo", "hmo",
        "ppos", "hmos", "yes", "no", "we", "ok", "dr", "am", "pm", "ai", "dental",
        "health", "insurance", "mondays", "tuesdays", "wednesdays", "thursdays",
        "fridays", "saturdays", "sundays",
    }
)  # fmt: skip


def names(text: str) -> frozenset[str]:
    """Return the proper names in a text, in lower case; a first word is none.

    Example:
        >>> sorted(names("Do you accept Delta Dental insurance?"))
        ['delta']
    """
    found = {
        folded(re.sub(r"['\u2019]s$", "", match[0]))
        for match in _CAPITAL.finditer(joined(text))
    }
    return frozenset(found - _NO_NAME)
