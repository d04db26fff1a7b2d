"""What people on the phone say beside the matter: hold on, who is this, goodbye …."""

from __future__ import annotations

import re
from enum import StrEnum


class Courtesy(StrEnum):
    """A move in a phone call that is not an answer."""

    ROBOT = "robot"
    WHO = "who"
    WAIT = "wait"
    HERE = "here"
    HELP = "help"
    REPEAT = "repeat"
    PRIVATE = "private"
    REFUSED = "refused"
    WRONG = "wrong"
    GOODBYE = "goodbye"
    ELSE = "else"


_PATTERNS: tuple[tuple[Courtesy, str], ...] = (
    (
        Courtesy.REFUSED,
        (
            r"\b(?:(?:do not|don't|stop|quit) call(?:ing)?\b(?! (?:ahead|back|us back))"
            r"|(?:take|remove) (?:me|us) (?:off|from)\b|not interested"
            r"|(?:do not|don't|won't|can't) (?:talk|speak) (?:to|with) (?:robots?"
            r"|machines?"
            r"|an? (?:robot|machine|bot|computer|ai)))"
        ),
    ),
    (
        Courtesy.WRONG,
        r"\bwrong (?:number|place)|\bnot (?:a|the) (?:dent|doctor|clinic)",
    ),
    (
        Courtesy.ROBOT,
        (
            r"\b(?:are you|am i (?:talking|speaking) (?:to|with)|is th(?:is|at)|you're)"
            r"(?: (?:just|really|like|actually|even))*,? (?:an? |some (?:kind|sort)"
            r" of )?"
            r"(?:(?:real|live|actual|human)(?: (?:person|human|being))?\b|person\b"
            r"|human\b"
            r"|robot|bot\b|machine|computer|recording|a\.?i\.?\b|artificial"
            r"|automated|chat ?gpt|robocall)"
            r"|\b(?:sound|talk) like a (?:robot|machine|computer|recording)"
        ),
    ),
    (
        Courtesy.WHO,
        (
            r"\bwho(?:'s| is| am i)\b.{0,12}\b(?:calling|this|speaking|speaking with"
            r"|talking to|that)\b"
            r"|\bwho are you\b|\bwhere are you calling from\b|\bwho do you (?:represent"
            r"|work for)\b|\b(?:what(?:'s| is)|may i have|can i (?:have|get)|could i "
            r"(?:have|get)) your name\b|\bcalling (?:on behalf|for whom)\b.*\?"
            r"|\bwho are you calling for\b"
        ),
    ),
    (
        Courtesy.WAIT,
        (
            r"\b(?:please hold|(?:can|could|would|will) you (?:please )?hold|hold"
            r" (?:on|the "
            r"line|please|for)|(?:one|just a|a|give me a|wait a) (?:moment|second|sec"
            r"|minute)"
            r"|bear with me|let me (?:just )?(?:check|see|look|ask|find|pull|grab|get)"
            r"|hang on|be right (?:back|with you)|put you on hold|i'll (?:check|look"
            r"|ask)"
            r"|(?:i am|i'm) (?:just )?(?:checking|looking)|wait please|please wait"
            r"|one sec)"
        ),
    ),
    (
        Courtesy.REPEAT,
        (
            r"\b(?:(?:say|repeat) (?:that|it)(?: again)?|(?:can|could|would) you"
            r" (?:please )?"
            r"(?:repeat|say)|come again|pardon|what was that|didn't (?:catch|hear|get"
            r"|quite)"
            r"|can't hear|couldn't hear|what did you say|excuse me\?|speak up"
            r"|breaking up|sorry\?|one more time)"
        ),
    ),
    (
        Courtesy.PRIVATE,
        (
            r"\b(?:(?:your|the patient's|patient's|his|her|member|subscriber|their"
            r"|policy"
            r"|group) (?:date of birth|birth ?date|birthday|id\b|i\.d\.|number|name"
            r"|last name|first name|full name|phone|address|e-?mail|social|insurance"
            r" (?:card"
            r"|id|number))|date of birth|social security|spell (?:the|your|that)"
            r"|call ?back number|best number)\b"
        ),
    ),
    (
        Courtesy.HERE,
        (
            r"\b(?:(?:can|could|do) (?:still |just )?hear\b|hear you\b|loud and clear"
            r"|(?:i'm|i am|we're|we are)(?: still| right| all)* (?:here|listening|back"
            r"|ears|with you)|(?:still|right) (?:here|there)|go (?:right )?ahead"
            r"|(?:this is|it's) (?-i:[A-Z])\w+|speaking\W*$|that's me\b"
            r"|(?:yes|yeah),? (?:i understand|i see|got it|i know|please)\b)"
        ),
    ),
    (
        Courtesy.HELP,
        (
            r"\b(?:how (?:can|may|could) (?:i|we) (?:help|assist|direct)|what can"
            r" (?:i|we) "
            r"(?:do|help)|how can i be of|what(?:'s| is) (?:this|it|the call) (?:about"
            r"|regarding)|what(?:'s| is) the reason|help you\?|assist you\?"
            r"|are you (?:still )?there|what do you need|thanks? (?:you )?for"
            r" (?:calling"
            r"|holding|waiting|your patience)|(?:this is|you've reached) [\w ,']{2,40}"
            r"(?:speaking|dental|clinic|office|dentistry)|hello\b|what (?:are you"
            r"|would you"
            r" be) calling (?:about|for|regarding))"
        ),
    ),
    (
        Courtesy.ELSE,
        (
            r"\b(?:anything else|something else|is that (?:all|everything|it)\b"
            r"|will that be all|other questions)"
        ),
    ),
    (
        Courtesy.GOODBYE,
        (
            r"\b(?:good ?bye|bye(?:[- ]bye)?|have a (?:good|great|nice|wonderful"
            r"|lovely)"
            r"|take care|see you then)\b"
        ),
    ),
)
_COMPILED = tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _PATTERNS)


def found(text: str) -> list[Courtesy]:
    """Return the moves a text makes, the most pressing first."""
    straight = text.replace("\u2019", "'")
    return [kind for kind, pattern in _COMPILED if pattern.search(straight)]


_ASIDE = {
    Courtesy.WAIT,
    Courtesy.HERE,
    Courtesy.HELP,
    Courtesy.WHO,
    Courtesy.REPEAT,
    Courtesy.ROBOT,
}
_ANSWERS = re.compile(
    r"\b(?:we|they|it) (?:sure |certainly )?(?:do|don't|do not|are|aren't|are not|can"
    r"|can't|is|isn't|does|doesn't|will|won't)\b"
    r"(?! (?:still |just )?(?:hear|here|back))"
    r"|\bthat's (?:right|correct)|\b(?:unfortunately|afraid) not\b",
    re.IGNORECASE,
)


def says_nothing(sentence: str) -> bool:
    """Whether a sentence is a courtesy, be it one that begins with a yes or a no.

    >>> says_nothing("Yes, I can hear you.")
    True
    >>> says_nothing("We do, one moment please.")
    False
    """
    aside = _ASIDE & set(found(sentence))
    return bool(aside) and not _ANSWERS.search(sentence.replace("\u2019", "'"))


def asks_to_wait(text: str) -> bool:
    """Whether a text asks for patience and for nothing else.

    >>> asks_to_wait("Hold on, please.")
    True
    >>> asks_to_wait("Hold on. Yes, it is a hundred and twenty dollars.")
    False
    """
    short = len(text.split()) <= 12
    return short and found(text) == [Courtesy.WAIT] and not _BEARS_ANSWER.search(text)


_BEARS_ANSWER = re.compile(
    r"\d|\b(?:yes|yeah|no|nope|we do|we don't|dollars?|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
