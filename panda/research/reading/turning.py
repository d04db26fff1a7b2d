"""The words in which people take back what they have just said.

All of it is matched against folded words: no case, no accents, no apostrophes.
"""

from __future__ import annotations

import re

from panda.research.reading.patterns import any_of
from panda.research.words import tokens

_TURNS = r"""
    sorry|(?<!the )(?<!your )wait(?! time)|actually|oops|whoops|shoot|(?:hold|hang) on
    i mean|correction|mistaken?|misspoke|second thoughts?|scratch|strike|(?:oh|no) no
    correct (?:that|myself)|perdon|espere|digo
"""
_RETURNS = r"""
    wait|actually|i mean|correction|mistaken?|misspoke|second thoughts?|oh no
"""
_THAT = (
    r"(?:(?:that|it|this|those|they|thats|its|thatll)(?: ones?| slots?| spots?| times?"
    r"| days?| appointments?| openings?)?|the (?:one|slot|spot|time|appointment))"
)
_IS = r"(?: (?:is|was|has|s|quite|all|actually|even|really|just))*"
_NOT = "(?:not|isnt|wasnt|cant be)"
_WITHDRAWN = rf"""
    (?:scratch|strike|forget|ignore|disregard) (?:that|it|what i said)
    i (?:\w+ )?(?:take|took) (?:that|it) back|i (?:\w+ )?(?:misspoke|misread|goofed)
    i(?: am| was|m) (?:\w+ )?(?:wrong|mistaken)|i stand corrected|my (?:mistake|bad)
    let me correct|correction|on second thoughts?
    {_THAT}{_IS} (?:wrong|incorrect|outdated|out of date|a mistake|an error)$
    {_THAT}{_IS} (?:(?:from )?(?:the|an|our) (?:old|wrong)|last years)(?: \w+)?$
    {_THAT}{_IS} {_NOT}(?: \w+)? (?:right|correct|true)(?: any ?more)?$
    that(?: has|s| just)* changed|look(?:ing|ed) at the wrong
    (?:told|gave|quoted) you the wrong|wrong (?:line|page|one|day|row|column)
    i was thinking of|i thought you (?:said|meant|were)
"""
_RAISED = r"""
    (?:it|that|this|they)(?: has| have|s| just)* (?:changed|went up|gone up)
    we (?:\w+ )?(?:changed|raised) (?:our|the|that|it)
    (?<!.)(?:was|used to be) (?:last year|before|the old|our old|until)
"""
_MISPLACED = re.compile(
    rf"^{_THAT}{_IS}(?: only)? (?P<of>(?:for|with|without|before|from|after|an?) .*)"
)
_UNSURE = r"""
    i(?: a)?m (?:\w+ )?not (?:\w+ )?(?:sure|certain|positive)|not sure|no idea
    i (?:really |actually |honestly )?(?:dont|do not) know|hard to say|i cant say
    i doubt it|dont quote me|i think
"""
_CHECKING = re.compile(
    r"(?:i think )?(?:let me|id (?:have|need) to|i(?:ll)? (?:have|need) to|i should|ill"
    r"|id better|i better)(?: just| quickly| go| please)*"
    r" (?:double ?check|make sure|check|look|ask|verify|confirm|find out|see)"
    r"(?: (?:on|into|up|that|it|this|again|first|for you|to be sure))*"
)
_TAKEN = r"""
    full|booked(?: up| out)?(?! in\b| for\b| under\b| you\b)|taken(?! care)|gone|closed
    out|filled|reserved|unavailable|no good|cancell?ed|snapped up|given away
    (?:not|isnt|arent|wont be|no longer) (?:\w+ )?(?:available|open|free|possible|there)
    (?:not|isnt|wont be) (?:an option|good|working|going to work)
    (?:doesnt|does not|wont|will not) work
    (?:a |our )?(?:\w+ )?(?:holiday|thanksgiving|christmas|new years|day off)
"""
_GOT = r"(?: (?:been|being|got|gotten|getting|already|now|also|probably))*"
_GONE = (
    rf"""
    (?<!.){_THAT}{_IS}{_GOT}{_IS} (?:{any_of(_TAKEN)})
    (?<!.)(?:hes|shes|theyre|were)(?: \w+)? (?:{any_of(_TAKEN)}|off|away){{THEN}}
    (?<!.)(?:he|she|they|we|(?:the )?doctors?|dr \w+) (?:is|are) {{AWAY}}{{THEN}}
    (?<!.)(?:the )?doctors {{AWAY}}{{THEN}}
    (?:someone|somebody|another patient)(?: else)?(?: has| just| already)* {{TOOK}}
    (?:they|he|she)(?: have| has| just| already)* {{TOOK}} (?:it|that)
    i (?:cant|cannot|couldnt) (?:do|get|make|offer|give) (?:you )?(?:that|it)
    (?:gave|given) (?:that|it|this)(?: one| slot| spot| time)? away
    (?:lost|filled|booked) (?:that|it)(?: one| slot| spot)?(?!.)
""".replace("{THEN}", r"(?: then| that day| that time| that week)?(?!.)")
    .replace("{AWAY}", "(?:out|off|away|gone)")
    .replace("{TOOK}", "(?:took|taken|booked|grabbed|got|gotten|has|snagged|beat)")
)


def _found(lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lines)})(?!\w)")


_TURNS_FOUND, _RETURNS_FOUND = _found(_TURNS), _found(_RETURNS)
_WITHDRAWN_FOUND, _RAISED_FOUND = _found(_WITHDRAWN), _found(_RAISED)
_GONE_FOUND = _found(_GONE)
_LED_IN = re.compile(rf"^(?:\b(?:{any_of(_TURNS)}|oh|um|uh|well|no|hmm?)\b ?)+")
_UNSURE_WHOLE = re.compile(
    rf"(?:{any_of(_UNSURE)})(?: (?:about|on|that|it|this|now|either|anymore))*"
)
_DAYS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|noon"
    r"|january|february|march|april|june|july|august|september|october|november"
    r"|december)\b"
)


def turns(said: str) -> bool:
    """Say whether somebody turns round: "oh wait", "sorry", "actually"."""
    return bool(_TURNS_FOUND.search(said))


def returns(said: str) -> bool:
    """Say whether they do so for good; "yeah, sorry" is a sigh."""
    return bool(_RETURNS_FOUND.search(said))


def is_withdrawn(said: str) -> bool:
    """Say whether they take back whatever they said: "scratch that", "I was wrong"."""
    return bool(_WITHDRAWN_FOUND.search(said))


def is_changed(said: str) -> bool:
    """Say whether an amount is one of the past: "it went up"."""
    return bool(_RAISED_FOUND.search(said))


def is_gone(said: str) -> bool:
    """Say whether a day or a time is taken: "that one's gone", "he's out that day"."""
    return bool(_GONE_FOUND.search(said))


def belongs_to(said: str) -> str:
    """Return what a value is said to be of: "that's with insurance"; '' if nothing."""
    found = _MISPLACED.match(said)
    return found["of"] if found else ""


def is_unsure(said: str) -> bool:
    """Say whether they are not sure, of nothing in particular."""
    words = _LED_IN.sub("", said)
    return bool(_UNSURE_WHOLE.fullmatch(words) or _UNSURE_WHOLE.fullmatch(said))


def is_checking(said: str) -> bool:
    """Say whether they are about to look: "let me double check that"."""
    return bool(_CHECKING.fullmatch(_LED_IN.sub("", said)))


def has_value(said: str) -> bool:
    """Say whether words have a number, a day or a time."""
    counted = any(token.number is not None for token in tokens(said))
    return counted or bool(_DAYS.search(said))
