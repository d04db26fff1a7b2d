"""Words that answer nothing: courtesies, and a yes or no without anything else.

"Yes, I can hear you" and "Sure, one moment" begin like answers. They answer whether
somebody is there, or may be asked to wait, and never what the call is about.
"""

from __future__ import annotations

import re

from panda.research.reading.patterns import any_of
from panda.research.reading.spans import clauses
from panda.research.reading.topics import alike, content
from panda.research.words import folded

_WHILE = r"(?:moment|second|sec|minute|bit)"
_A_WHILE = rf"(?:just )?(?:a|one|another|half a)(?: quick| brief)? {_WHILE}(?: or two)?"
_LOOKS = r"(?:check|look|ask|find|get|put|transfer|connect|pull|grab|see|think|be)"
_LOOKED = (
    r"(?: (?:on|into|up|out|that|this|it|you|for|right|back|with|through|on hold|here"
    r"|someone|somebody|him|her|them|(?:the|our|my) (?:computer|system|schedule|book"
    r"|calendar|line|manager|doctor|office)))*"
)
_HERE = (
    r"(?: (?:still|right|back|all|just|on|the|here|there|with|you|listening|ears|line"
    r"|phone|another|call))+"
)
_NO_NAME = (
    r"(?!covered|included|fine|okay|accepted|correct|right|true|in\b|out\b|not\b|no\b"
    r"|free|available|open|required|possible|about|around|\d|an?\b|the\b|on\b|at\b"
    r"|for\b|usually|just\b|only\b|all\b|what|something|nothing|up\b|welcome"
    r"|[a-z]+ only\b|by )"
)
"""What follows "it is" when that is no introduction."""

_HEARING = r"""
    (?:i |we )?(?:can|could|do|did)(?: still| just)? hear(?: you| ya| that)?(?: just)?
    (?:i )?heard you|(?:i )?cant hear(?: you)?
    (?:very )?loud and clear|(?:fine|well|clearly|better|good) now
    (?:im|i am|were|we are|i was)HERE|still (?:here|there|with you)|right here
    (?<!.)(?:[a-z]+ )?(?:here|listening)(?!.)
    (?:please )?go (?:right )?(?:ahead|on)|(?:im )?ready|shoot|fire away|continue
""".replace("HERE", _HERE)
_BEING = rf"""
    (?:its|it is|es|soy|habla) {_NO_NAME}[a-z][a-z ]{{1,40}}(?!.)
    (?:this is|my name is) (?:the )?{_NO_NAME}[a-z][a-z ]{{1,40}}(?!.)
    (?:youre (?:speaking|talking) (?:to|with)|you(?:ve| have) reached)[a-z ]*
    (?:[a-z]+ )?speaking(?: with you)?(?!.)|thats me|you got (?:me|it|us)
    i(?:m| am) (?:not )?a? ?(?:real )?(?:person|human|robot|machine|receptionist)
"""
_WAITING = rf"""
    (?:can|could|would|will) you (?:please )?(?:hold|wait)[a-z ]*
    (?:please )?(?:hold|hang) (?:on|tight|please|the line)(?: for)?(?: {_A_WHILE})?
    (?:please )?hold|(?:please )?wait(?: {_A_WHILE})?|stay on the line|dont hang up
    (?:give me )?{_A_WHILE}|un momento|un segundo|momentito|espere
    (?:please )?bear with me|be (?:right )?(?:back|with you)(?: shortly)?
    let me (?:just |quickly |go )?{_LOOKS}{_LOOKED}
    (?:ill|i will|i can|im gonna|im going to)(?: just)? {_LOOKS}{_LOOKED}
    (?:im|i am)(?: just)? (?:check|look|ask|gett|transferr|pull)ing{_LOOKED}
    take your time
"""
_HELPING = r"""
    (?:how|what) (?:can|may|could) (?:i|we) (?:help|assist|direct|do)[a-z ]*
    (?:can|may|could) i (?:help|get|have|ask|put|take|call)[a-z ]*
    (?:i |we |ill |i can )?take (?:a|your|the|down) (?:message|name|number|call)[a-z ]*
    who(?:s| is| am i)? [a-z ]*(?:calling|speaking|this)[a-z ]*
    what(?:s| is| was) (?:your|the|this|that)[a-z ]*
"""
_MANNERS = r"""
    (?:oh )?(?:thanks|thank you|gracias)(?: so much| very much| a lot)?
    for (?:calling|holding|waiting|asking|your (?:patience|call|time|interest))[a-z ]*
    youre (?:very )?welcome|(?:my|a) pleasure|de nada|anytime
    good (?:morning|afternoon|evening|day)|hello|hi(?: there)?|hey|hola
    happy (?:holidays|new year)
    buenos dias|buenas tardes|welcome to[a-z ]*
    (?:so |very |really )?(?:sorry|apologies) (?:about|for) [a-z ]*
    (?:i |we )apologi[sz]e
    excuse me|pardon(?: me)?
    (?:i )?(?:understand|understood|see|know|get it|got it|got that|got you|hear you)
    makes sense|fair enough
    no (?:problem|worries|trouble|bother)(?: at all)?|not a problem|dont worry
    (?:good)? ?bye(?: bye)?|have a (?:nice|good|great|lovely)[a-z ]*|take care
    im (?:doing )?(?:good|fine|well|great|okay)|not too bad
"""
_BRIEFLY = r"(?: (?:please|now|just|right now|for (?:me|you|us)|real quick|here|then))*"
_SMALL = re.compile(
    rf"\b(?:{any_of(_HEARING + _BEING + _WAITING + _HELPING + _MANNERS)})\b{_BRIEFLY}"
)

_DO = r"""
    do(?:es)?(?: not)?|dont|doesnt|are(?: not)?|arent|is(?: not)?|isnt|can(?:not| not)?
    cant|have(?: not)?|havent|has|hasnt|will(?: not)?|wont|did(?: not)?|didnt|would
    wouldnt
"""
_FULL = r"""
    WHO (?:HOW )?(?:DO)(?: do)?(?: (?:that|it|so|accept it))?|i do|that works
    you (?:do|dont|do not)(?: need (?:one|that|it|to)| have to)?(?!.)
    thats (?:right|correct|true|fine|not (?:right|correct|true|possible))
    correct|exactly|no longer
    (?:unfortunately|im afraid|sorry|regretfully|of course|probably) not
    (?:absolutely|certainly|definitely) not
    not (?:any ?more|currently|at (?:the|this) (?:moment|time)|right now|yet|here)
    WHO used to|not since(?: \w+){1,4}
    i wouldnt say (?:so|that)|i dont see why not|by all means|it can(?:not)?|it cant
    asi es|es correcto|(?:lamentablemente|desafortunadamente) no
""".replace("WHO", "(?:we|they|he|she|it|that|there)").replace(
    "HOW", "(?:sure|certainly|absolutely|definitely|actually|all)"
)
_STRONG = re.compile(rf"\b(?:{any_of(_FULL).replace('DO', any_of(_DO))})\b")
_WEAK = re.compile(
    r"\b(?:yes|yeah|yep|yup|yah|ya|yea|aye|sure(?: thing)?|okay|ok|right|alright|fine"
    r"|great|perfect|good|of course|absolutely|definitely|certainly|indeed|for sure"
    r"|totally|affirmative|negative|you bet|uh huh|mm hmm|mhm|no|nope|nah|nay|not"
    r"|unfortunately|sorry|afraid|im|very|actually|really|so|well|oh|ah|um|uh|er|hmm|and|but|then"
    r"|now|please|maam|sir|miss|dear|honey|sweetie|at all|happy to|gladly|by all means"
    r"|si|claro|por supuesto|desde luego|efectivamente|lo siento|senora|senor|pues"
    r"|oui|non|ja|nein|sim|nao|genau)\b"
)
_OUTRIGHT = re.compile(
    r"^(?:(?:oh|well|um|uh|ah|hmm|so|okay|ok|im|sorry|afraid|unfortunately|and|but) )*"
    r"(?:yes|yeah|yep|yup|sure|absolutely|definitely|certainly|of course|correct|no"
    r"|nope|nah|si|claro|oui|non|ja|nein|sim|nao)\b"
)
_STOPS = re.compile(r"[,;.!?()\u2013\u2014]")
_YOU_NEED = re.compile(
    r"\byou (?:dont |do not |will |ll )?(?:need|have to)\b|\byoull need\b"
)
"""Explains an answer: "no, you need an appointment"."""
_PERSONAL = re.compile(r"\b(?:i|im|ill|ive|id|me|my|you|your|youre|who|yo|usted)\b")


def without_small_talk(
    text: str, about: frozenset[str] = frozenset()
) -> tuple[str, bool]:
    """Return a text's words without its courtesies, and whether it had any.

    Words that name what a question is `about` (stems) are none: "it is unisex" is no
    introduction where that was asked.

    Example:
        >>> without_small_talk("Yes, I can hear you.")
        ('yes', True)
        >>> without_small_talk("Yes, we take Delta.")
        ('yes we take delta', False)
    """
    parts = [folded(part) for part in _STOPS.split(text)]
    left = [part if _names(part, about) else _SMALL.sub(" ", part) for part in parts]
    had = any(one != other for one, other in zip(left, parts, strict=True))
    return " ".join(" ".join(left).split()), had


_IT_IS = re.compile(r"(?:and |so |yes |yeah |well )*(?:its|it is|thats|theyre)\b")


def _names(part: str, about: frozenset[str]) -> bool:
    found = content(part) if _IT_IS.match(part) else frozenset[str]()
    return any(alike(one, other) for one in found for other in about)


def is_small_talk(text: str, about: frozenset[str] = frozenset()) -> bool:
    """Say whether a text has nothing but courtesies, but for a mere yes or no."""
    left, had = without_small_talk(text, about)
    return had and not _beside_answer(left) and not is_full_answer(left)


def is_plain_answer(text: str) -> bool:
    """Say whether a sentence is a yes or a no to whatever was asked.

    With a detail perhaps ("yes, on weekdays"), but not with a courtesy, which makes it
    an answer to something else; only a full "we do" bears one.

    Example:
        >>> is_plain_answer("Yes."), is_plain_answer("Unfortunately not.")
        (True, True)
        >>> is_plain_answer("Yes, hold on."), is_plain_answer("We do, hold on.")
        (False, True)
    """
    left, had_small_talk = without_small_talk(text)
    rest = _beside_answer(left)
    if not rest:
        return bool(left) and (is_full_answer(left) or not had_small_talk)
    begins = _first_clause(text)
    if is_full_answer(begins) and not _beside_answer(folded(begins)):
        return True
    outright = _OUTRIGHT.match(left)
    spoken_to = _PERSONAL.search(_YOU_NEED.sub(" ", rest))
    return bool(outright) and not had_small_talk and not spoken_to


def _first_clause(text: str) -> str:
    places = clauses(text)
    return text[slice(*places[0])] if places else ""


def _beside_answer(words: str) -> str:
    return " ".join(_WEAK.sub(" ", _STRONG.sub(" ", words)).split())


def is_full_answer(text: str) -> bool:
    """Say whether there is more to a yes or no than the word: "we do", "it isn't"."""
    return bool(_STRONG.search(folded(text)))
