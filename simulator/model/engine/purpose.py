"""What somebody else's instructions want: questions to ask, words to begin with.

The instructions are any prose ("You are calling a dental office to ask about …").
Only plain wordings are understood; the rest is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BEGINS = r"(?:whether|if|how|what|when|which|where|who|the|their|its|about|for)\b"
_ASK = re.compile(
    r"\b(?:ask|find out|learn|inquire|enquire|want to know|need to know|to know|check"
    r"|questions?:)\s+"
    r"(?:(?:them|her|him|politely|the (?:receptionist|person|office|clinic|business"
    r"|callee|user|caller|customer))\s+)*"
    rf"(?P<what>{_BEGINS}[^.?!;\n]+)",
    re.IGNORECASE,
)
_PARTS = re.compile(rf",?\s+and\s+(?={_BEGINS})|,\s+(?={_BEGINS})", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?:(?:and )?then|before|once|after(?:wards)?|so that|and (?:say|end|hang"
    r"|thank|keep|be|call|do|record|save|use))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_OURS = re.compile(
    r"\b(?:help|assist|clarif|follow-?up|permission|confirm|anything else|need"
    r"|user asks|they ask)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?:^|[.?!:\n\"\u201c\-*\d])\s*([A-Z][^.?!\n\"]{6,120}\?)")
_TASK = re.compile(
    r"\bto (?P<what>(?:book|schedule|make|order|reserve|cancel|arrange|move) "
    r"[^.;,\n]{3,80})",
    re.IGNORECASE,
)
_CALLING = re.compile(
    r"\b(?:you are|you're|you will be|you) (?:now )?"
    r"(?:calling|phoning|called|call|phone)\b"
    r"|\b(?:make|making|place|placing) (?:an? )?(?:outbound |phone |outgoing )*calls?\b"
    r"|\boutbound\b|\bon behalf of\b",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"\b(?:greet|say|start|begin|open|introduce|first (?:message|line|words))\b"
    r"[^\"\u201c.]{0,80}[\"\u201c](?P<words>[^\"\u201d]+)[\"\u201d]",
    re.IGNORECASE,
)
_INTRODUCE = re.compile(
    r"\b(?:say|tell (?:them|him|her)|mention|disclose) (?:at once |first )?that"
    r" you(?:'re| are) (?P<who>[^.;\n]{3,120})",
    re.IGNORECASE,
)
_GREET = re.compile(
    r"^\W*(?:please )?(?:greet|say (?:hello|hi)|introduce yourself|start|begin|open)\b",
    re.IGNORECASE,
)
_THEIRS = {"they": "you", "them": "you", "their": "your", "theirs": "yours"}
_THEY = re.compile(r"\b(?:they|them|theirs?)\b", re.IGNORECASE)
_WH = re.compile(r"^(?:whether|if|how|what|when|which|where|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a bot is there for."""

    calling: bool
    """Whether it is the one who called."""
    questions: tuple[str, ...]
    """What it wants to know, as it would ask."""
    greeting: str
    """The words it must begin with; empty if none are given."""
    introduction: str = ""
    """How it says who it is, where it is told to; empty if it is not."""


@lru_cache(maxsize=256)
def read(instructions: str) -> Purpose:
    """Return the purpose that instructions tell."""
    return Purpose(
        calling=bool(_CALLING.search(instructions)),
        questions=_questions(instructions),
        greeting=script(instructions),
        introduction=_introduction(instructions),
    )


def script(text: str) -> str:
    """Return the words an order puts in quotes to begin with; empty if there are none.

    >>> script('Greet the user with "Hello there!"')
    'Hello there!'
    """
    found = _SCRIPT.search(text)
    return found["words"].strip() if found else ""


def is_order_to_greet(text: str) -> bool:
    """Whether a message is no talk but an order to open the talk.

    >>> is_order_to_greet("Greet the user and offer help."), is_order_to_greet("Hello")
    (True, False)
    """
    return bool(_GREET.match(text))


def _introduction(instructions: str) -> str:
    """Return the sentence that says who we are, if one is asked for.

    >>> _introduction("First say that you are an assistant calling for Ann.")
    'I am an assistant calling for Ann.'
    """
    found = _INTRODUCE.search(instructions)
    return f"I am {found['who'].strip()}." if found else ""


def _questions(instructions: str) -> tuple[str, ...]:
    found = [match.group(1).strip() for match in _WRITTEN.finditer(instructions)]
    for match in _ASK.finditer(instructions):
        found += [
            _asked(part.strip(" ,:"))
            for part in _PARTS.split(_TAIL.sub("", match["what"]))
            if not _NOT_OURS.search(part)
        ]
    if not found:
        task = _TASK.search(instructions)
        if task is not None and _CALLING.search(instructions):
            found.append(f"I would like to {_to_them(task['what'])}. Is that possible?")
    return tuple(dict.fromkeys(found))


def _asked(what: str) -> str:
    """Return a question for what is to be found out.

    >>> _asked("whether they accept Delta")
    'Could you tell me whether you accept Delta?'
    """
    plain = re.sub(r"^for\s+", "", what, flags=re.IGNORECASE)
    return f"Could you tell me {_to_them(plain)}?"


def _to_them(text: str) -> str:
    return _THEY.sub(lambda match: _THEIRS[match.group().lower()], text)
