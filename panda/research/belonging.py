"""Whether an amount, a day or a number belongs to a question.

A copay is no price of a cleaning, an exam's fee none either, and the day until which
an office is closed is no appointment. A value counts for the question that was put
last, unless it is said to be of something else; or for the one it names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.research.bearing import ELSEWHERE, NOT_ASKED
from panda.research.questionnaire import FieldType
from panda.research.reading.spans import around, clauses, sentences, stem
from panda.research.reading.topics import OPENING, joined, names, topics
from panda.research.words import folded, tokens

if TYPE_CHECKING:
    from panda.research.bearing import Matter
    from panda.research.reading.spans import Reading

# --- amounts --------------------------------------------------------------------------

_KINDS = re.compile(
    r"\b(?:copay|deductible|coinsurance|deposit|membership|members?|premium|discount"
    r"|maximum|cancell?ation|noshow|late|monthly|month|deep|kids?|child|children|seniors?"
    r"|students?|veterans?)\b"
)
"""Kinds of payment and of payer: never what was asked for unless they were named."""
_THINGS = re.compile(
    r"\b(?:exams?|examination|evaluation|consult\w*|xrays?|films?|panoramic|fillings?"
    r"|crowns?|canals?|extractions?|whitening|bleaching|sealants?|fluoride|implants?"
    r"|dentures?|braces|aligners?|night ?guards?|polish\w*|scaling|checkup|visit"
    r"|appointment|parking|shuttle|emergency|referral|paperwork|forms?)\b"
)
"""Things that have a price of their own."""
_WITH = re.compile(
    rf"^(?:with|including)(?: (?:the|an?|all|both))? {_THINGS.pattern}"
    rf"(?: (?:and|or|plus)(?: the| an?)? {_THINGS.pattern})*"
)
_APART = re.compile(
    r"\b(?:with|including|includes?|plus|without|before|after|and)\b.*$"
)
_UNINSURED = re.compile(
    r"\b(?:without (?:any )?(?:\w+ )?(?:insurance|coverage)|uninsured|self ?pay\w*|cash"
    r"|out of pocket|pay(?:ing)? (?:for it )?(?:yourself|privately)|no insurance)\b"
)


def objection_to_amount(matter: Matter, text: str, found: Reading) -> str:
    """Say why an amount of money does not answer a question; '' if it does."""
    _, sentence = _around(text, found)
    led_up, behind = _beside(text, found)
    clause = f"{led_up} {behind}"
    wanted = folded(joined(f"{matter.question.ask} {matter.question.label}"))
    kinds = {stem(one) for one in _KINDS.findall(clause)}
    own_kinds = {stem(one) for one in _KINDS.findall(wanted)}
    if kinds - own_kinds or _other_payer(matter, clause, wanted):
        return ELSEWHERE
    subject = _subject(matter, led_up, behind)
    if subject is False:
        return ELSEWHERE
    named = bool(_own_words(matter) & topics(sentence).all)
    if own_kinds and not own_kinds & {stem(one) for one in _KINDS.findall(sentence)}:
        insured = bool(_insured(matter).search(sentence))
        return "" if matter.was_asked and (insured or not named) else NOT_ASKED
    if named or subject or matter.was_asked:
        return ""
    return NOT_ASKED


def _around(text: str, found: Reading) -> tuple[str, str]:
    """Return the clause and the sentence of a reading, folded."""
    start, end = around(clauses(text), found.start, found.end)
    first, last = around(sentences(text), found.start, found.end)
    return folded(joined(text[start:end])), folded(joined(text[first:last]))


def _own_words(matter: Matter) -> frozenset[str]:
    found = topics(matter.question.ask)
    return found.own or found.common


def _insured(matter: Matter) -> re.Pattern[str]:
    known = frozenset().union(*(names(one.ask) for one in matter.fields))
    plans = "|".join(sorted(map(re.escape, known | {"insurance", "plan"})))
    return re.compile(rf"\bwith (?:\w+ )?(?:{plans})\b")


def _other_payer(matter: Matter, clause: str, wanted: str) -> bool:
    """Whether one side is about paying with an insurance, the other without."""
    insured = _insured(matter)
    if _UNINSURED.search(wanted):
        return bool(insured.search(clause)) and not _UNINSURED.search(clause)
    return bool(insured.search(wanted)) and bool(_UNINSURED.search(clause))


def _beside(text: str, found: Reading) -> tuple[str, str]:
    """Return what leads up to an amount and what follows it, folded.

    Up to the amounts beside it; behind it, to the end of its clause.
    """
    first, _ = around(sentences(text), found.start, found.end)
    _, end = around(clauses(text), found.start, found.end)
    before = [
        one.end
        for one in tokens(text)
        if one.number is not None and first <= one.start < one.end <= found.start
    ]
    led_up = text[max([first, *before]) : found.start]
    return folded(joined(led_up)), folded(joined(text[found.end : end]))


def _subject(matter: Matter, led_up: str, behind: str) -> bool | None:
    """Whether an amount's subject is ours; None if it has no subject.

    The subject is the first thing named before the amount, or else after it: "an exam
    before the cleaning is $80" is about the exam, "$80 for the cleaning" the cleaning.
    """
    own = _own_words(matter)
    rivals = frozenset().union(
        *(
            topics(one.ask).own
            for one in matter.fields
            if one.type is matter.question.type and one is not matter.question
        )
    )
    for said in (_WITH.sub("", led_up), behind):
        for words in (_APART.sub("", said), said):
            for word in words.split():
                if stem(word) in own:
                    return True
                if _THINGS.fullmatch(word) or stem(word) in rivals - own:
                    return False
    return None


# --- days, times and all else ---------------------------------------------------------

_OTHER_DAYS = re.compile(
    r"\b(?:closed|closing|closes?|out of (?:the )?office|(?:is|are|hes|shes|theyre|were"
    r"|im|be|been) (?:out|away|off|gone|back|on leave)|vacation|holidays?|reopen\w*"
    r"|renovat\w*|remodel\w*|expires?|expired|valid|born|birthday|moved|moving|since"
    r"|training|inventory|last (?:week|month|year|time|visit)|opened|we open|hours are"
    r"|open (?:from|until|till)|lunch|cerrad\w*|vacaciones|feriado)\b"
)
_HOURS = re.compile(
    r"\b(?:open|hours)\b.*\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s? (?:to"
    r"|through|thru|until|a) (?:mon|tues?|wednes|thurs?|fri|satur|sun)"
)
_COUNTED = re.compile(
    r"^\W*(?:percent|minutes?|hours?|days?|weeks?|months?|years?|dollars?|locations?"
    r"|offices?|stars?|visits?|times|people|patients?|miles?|blocks?)\b",
    re.IGNORECASE,
)


def objection_to_moment(matter: Matter, text: str, found: Reading) -> str:
    """Say why a day or a time does not answer a question; '' if it does."""
    clause, sentence = _around(text, found)
    wanted = folded(matter.question.ask)
    other = _HOURS.search(sentence) or any(
        not _said_in(one, wanted) for one in _OTHER_DAYS.findall(clause)
    )
    if other and not (OPENING in topics(clause).ideas and not _HOURS.search(sentence)):
        return ELSEWHERE
    return "" if matter.was_asked or matter.shares(sentence) else NOT_ASKED


def objection_to_number(matter: Matter, text: str, found: Reading) -> str:
    """Say why a number does not answer a question; '' if it does."""
    counted = _COUNTED.match(text[found.end :])
    if counted and not _said_in(counted[0].strip(), folded(matter.question.ask)):
        return ELSEWHERE
    _, sentence = _around(text, found)
    return "" if matter.was_asked or matter.shares(sentence) else NOT_ASKED


def _said_in(words: str, wanted: str) -> bool:
    known = {stem(word) for word in wanted.split()}
    return any(stem(word) in known for word in words.split())


OBJECTIONS = {
    FieldType.MONEY: objection_to_amount,
    FieldType.NUMBER: objection_to_number,
    FieldType.DATE: objection_to_moment,
    FieldType.TIME: objection_to_moment,
    FieldType.DATETIME: objection_to_moment,
}
"""By type, for values that are read at a place."""
