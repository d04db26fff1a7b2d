"""What our caller cannot decide by itself: it asks the people it calls for.

Somebody on the phone leaves a choice to us ("which would you prefer, A or B?"). Where a
function for asking our people is on offer it is called; what they said is read from the
instructions, where the product writes it, and passed on once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine.prompt import Call, CallFunctions, arguments
from simulator.model.reading.words import content

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Prompt
    from simulator.model.engine.scene import Scene

ASK = "promptUserForInfo"
FINDING_OUT = "One moment, please, I will find that out."
CHECK = "I am sorry, I will have to check that and call back."
_LEAVES_IT = re.compile(
    r"\b(?:which|prefer|would you like|do you want|suits? (?:you|her|him|them)"
    r"|works? (?:better|best)|(?:is|be) better)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"(?P<one>[^,.?!:;]+?),? or (?P<other>[^,.?!:;]+?)"
    r"(?: (?:work|be|suit)\b[^?]*)?[.?]",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^.*\b(?:have|offer|prefer|like|want|between|either|would|is it|for)\s+",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:They answered|take it that): (?P<said>(?:[^\"\\\n]|\\.)+)\"", re.IGNORECASE
)
_NOBODY = re.compile(r"Nobody answered: say\b")


def options(heard: str) -> tuple[str, str] | None:
    """Return the two things between which a text has us choose.

    >>> options("I have Tuesday at ten or Thursday at two. Which would you prefer?")
    ('Tuesday at ten', 'Thursday at two')
    >>> options("Is she a new patient, or has she been here?") is None
    True
    """
    if "?" not in heard or not _LEAVES_IT.search(heard):
        return None
    either = _EITHER.search(heard)
    if either is None:
        return None
    one = _BEFORE.sub("", either["one"].strip())
    return (one, either["other"].strip()) if one else None


def question(prompt: Prompt, scene: Scene) -> CallFunctions | None:
    """Return the call that asks our people to choose; None if there is no cause."""
    heard = " ".join(scene.heard)
    offered = options(heard)
    tool = prompt.tool(ASK)
    if offered is None or tool is None or _is_known(prompt, offered):
        return None
    ask = f"They offer {offered[0]} or {offered[1]}. Which one?"
    return CallFunctions(
        (Call(ASK, arguments(question=ask, kind="choice", choices=list(offered))),)
    )


def asked(scene: Scene) -> bool:
    """Whether our people have been asked since anybody spoke."""
    return any(isinstance(one, Call) and one.name == ASK for one in scene.since)


def answer(prompt: Prompt, scene: Scene) -> str:
    """Return what our people said, or did not say in time; "" if it was passed on."""
    said = [one["said"].strip() for one in _ANSWER.finditer(prompt.instructions)]
    if said and not any(said[-1] in text for text in scene.spoken):
        return f"Thank you for waiting. {said[-1]}, please."
    if _NOBODY.search(prompt.instructions) and CHECK not in " ".join(scene.spoken):
        return CHECK
    return ""


def _is_known(prompt: Prompt, offered: tuple[str, str]) -> bool:
    """Whether that was asked before: our people are not asked twice."""
    wanted = content(" ".join(offered))
    return bool(wanted) and wanted <= content(prompt.instructions)
