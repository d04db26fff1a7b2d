"""Whether an amount of money belongs to a question.

A copay is no price of a cleaning, an exam's fee none either, what a month costs is not
what a year does, and what others charge answers nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.research.bearing import ELSEWHERE, NOT_ASKED
from panda.research.reading.periods import period
from panda.research.reading.sides import beside, place_of
from panda.research.reading.spans import around, sentences, stem
from panda.research.reading.topics import joined, names, topics
from panda.research.words import folded, tokens

if TYPE_CHECKING:
    from panda.research.bearing import Matter
    from panda.research.reading.spans import Reading

_KINDS = re.compile(
    r"\b(?:copays?|deductibles?|coinsurance|deposit|membership|members?|premium|discount"
    r"|maximum|balance|refund|cancel(?:l?ations?|l?ing|l?ed|s)?|noshow"
    r"|late (?:fee|charge|arrival|payment)s?|deep|kids?|child|children|seniors?"
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


_OF_OTHERS = re.compile(
    r"\b(?:my (?:\w+ )?(?:sister|brother|mom|mother|dad|father|friend|neighbou?r|cousin"
    r"|husband|wife|son|daughter|aunt|uncle|boss|coworker)|(?:other|another|most|some)"
    r" (?:offices?|places?|practices?|dentists?|doctors?|clinics?|shops?|people)"
    r"|(?:place|office|guy|clinic|shop|dentist)s? (?:down|across|up|next door|around)"
    r"|down the (?:road|street|block)|across the street|competitors?|elsewhere"
    r"|national average|average (?:price|cost|is)|they charge"
    r"|(?:her|his|their) (?:dentist|doctor|office))\b"
)
"""Whose prices are not the callee's."""
_REGULAR = re.compile(
    r"\b(?:normally|regularly|usually|typically|originally|regular(?: price)?"
    r"|list price|full price|retail|was|were|used to be"
    r"|went (?:up )?from|up from|down from)\b"
)
_NOW = re.compile(
    r"\b(?:special|on sale|now|today|this (?:month|week)|currently|promotion|promo"
    r"|discount(?:ed)?|down to|marked down|these days|reduced)\b"
)
_ASKED_OF_US = re.compile(
    r"^(?:(?:and|so|okay|ok|well|um|uh|sorry) )*(?:what|who|where|which|why"
    r"|how (?:much|many)|did|do you|have you|has|would you like"
    r"|are you|were you|could you|can you"
    r"|you mean|was (?:that|it|this)|is that the)\b.*\?$"
)
"""A question about what they said or want, rather than an offer."""


def objection_to_amount(matter: Matter, text: str, found: Reading) -> str:
    """Say why an amount of money does not answer a question; '' if it does."""
    _, sentence = place_of(text, found)
    led_up, behind = beside(text, found)
    clause = f"{led_up} {behind}"
    wanted = folded(joined(f"{matter.question.ask} {matter.question.label}"))
    kinds = {_kind(one) for one in _KINDS.findall(clause)}
    own_kinds = {_kind(one) for one in _KINDS.findall(wanted)}
    paid_for = period(behind) or period(led_up)
    whole = "" if _RECURRING.search(wanted) else _WHOLE.get(paid_for, "")
    other_period = _differ(period(wanted) or whole, paid_for)
    subject = _subject(matter, led_up, behind)
    if (
        kinds - own_kinds
        or other_period
        or subject is False
        or _other_payer(matter, clause, wanted)
        or _is_no_offer(text, found)
    ):
        return ELSEWHERE
    named = bool(_own_words(matter) & topics(sentence).all)
    if (
        own_kinds
        and not _by_another_name(own_kinds, sentence)
        and not own_kinds & {_kind(one) for one in _KINDS.findall(sentence)}
    ):
        insured = bool(_insured(matter).search(sentence))
        return "" if matter.was_asked and (insured or not named) else NOT_ASKED
    if named or subject or matter.was_asked:
        return ""
    return NOT_ASKED


def _kind(said: str) -> str:
    """Return what is one for `cancellations` and `if you cancel`."""
    return stem(said)[:6]


def _by_another_name(kinds: set[str], sentence: str) -> bool:
    """Say whether a membership is called a plan, as it is sold."""
    return _kind("membership") in kinds and bool(_PLAN.search(sentence))


_PLAN = re.compile(r"\b(?:plan|club|program)s?\b")


def is_asked_of_us(sentence: str) -> bool:
    """Say whether a folded sentence, with its "?", asks what we said or want."""
    return bool(_ASKED_OF_US.search(sentence))


def _is_no_offer(text: str, found: Reading) -> bool:
    """Whether an amount is asked and not told, what others charge, or no more so."""
    clause, sentence = place_of(text, found)
    led_up, _ = beside(text, found)
    _, end = around(sentences(text), found.start, found.end)
    later = [one for one in tokens(text[found.end : end]) if one.number is not None]
    if _REGULAR.search(led_up) and later and _NOW.search(folded(text[found.end : end])):
        return True
    return bool(_OF_OTHERS.search(clause)) or is_asked_of_us(sentence)


_RECURRING = re.compile(
    r"\b(?:rents?|rental|renters|lease|memberships?|subscriptions?|premiums?|storage|gym"
    r"|tuition|internet|phone plan|(?<!without )(?:car|auto|home|life|pet|health)"
    r" insurance)\b"
)
"""What is paid for by the month anyhow."""
_WHOLE = {"month": "once"}
"""What is meant where no period was asked for: no instalments."""


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _own_words(matter: Matter) -> frozenset[str]:
    found = topics(matter.question.ask)
    return (found.own or found.common) - _TIMES


_TIMES = frozenset(map(stem, ("month", "year", "week", "day", "hour", "night")))


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
    for said in (_WITH.sub("", led_up), _WITH.sub("", behind)):
        for words in (_APART.sub("", said), said):
            for word in words.split():
                if stem(word) in own:
                    return True
                if _THINGS.fullmatch(word) or stem(word) in rivals - own:
                    return False
    return None
