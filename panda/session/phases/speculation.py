"""The supervisor asked ahead of the voice, on the chance that it will ask the same.

A question follows from the call's log alone, so it can be put as soon as the callee's
sentence is written down, while the voice model still makes up its mind to ask. Only an
answer to the very question that is asked then is used; any other is thrown away. What
is said stays the same, and comes sooner.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from panda.compliance.phrases import plain
from panda.features import Feature
from panda.session.advice import consultation
from panda.session.commands import Foresee
from panda.session.counsel import FALLBACK_MS, RETURN_MS

if TYPE_CHECKING:
    from panda.session.inputs import Foreseen
    from panda.session.phases.phase import Effects
    from panda.session.record import CallRecord
    from panda.supervisor.consultation import Advice, Consultation, Line

_LIKE = 85
"""Likeness (0-100) of what the voice noted of their words and the words themselves,
order and repetition aside; below it has heard something that the transcript lacks."""
_IGNORED = {"request": "", "context": "", "deadline_ms": 0, "ahead": False}
_DIGITS = re.compile(r"\d+")


class Speculation:
    """One question ahead of the voice at a time."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._asked: Consultation | None = None
        self._answer: Advice | None = None
        self._adopted = ""
        """The voice's question that is answered by the one under way."""

    def ask(self, now_ms: int) -> Effects:
        """Ask what the voice will ask, unless another such question is under way."""
        lines = self._call.lines
        theirs = bool(lines) and lines[-1].speaker == "business"
        if self._call.foreseeing or not (theirs and self._call.disclosed):
            return
        if not self._call.has(Feature.SPECULATION):
            return
        self._answer, self._adopted = None, ""
        self._asked = consultation(
            self._call,
            f"ahead-{self._call.length}",
            now_ms,
            deadline_ms=FALLBACK_MS - RETURN_MS,
        ).model_copy(update={"ahead": True})
        yield Foresee(self._asked)

    def adopt(self, question: Consultation) -> bool:
        """Say whether a question has been put already; if so it is answered so."""
        if self._asked is None or not _same(self._asked, question):
            return False
        if self._answer is None and self._call.foreseeing != self._asked.request:
            return False  # it came to nothing
        self._adopted = question.request
        return True

    def came(self, what: Foreseen) -> None:
        """Take the answer to the question under way; None if there will be none."""
        if self._asked is not None and what.request == self._asked.request:
            self._answer = what.advice

    def taken(self) -> Advice | None:
        """Return the answer to the question that was adopted, once it is there."""
        if not self._adopted or self._answer is None:
            return None
        # What it used was counted as it came.
        free = {"request": self._adopted, "tokens_in": 0, "tokens_out": 0}
        advice = self._answer.model_copy(update=free)
        self._asked, self._answer, self._adopted = None, None, ""
        return advice

    def failed(self) -> str:
        """Return the question that was adopted in vain, and let it go; else nothing."""
        if not self._adopted or self._answer is not None or self._call.foreseeing:
            return ""
        request, self._adopted, self._asked = self._adopted, "", None
        return request


def _same(ahead: Consultation, asked: Consultation) -> bool:
    """Whether two questions are one, but for when, and for whom, they were put."""
    alike = {**_IGNORED, "now": ahead.now, "or_now": ahead.or_now}
    if ahead.model_copy(update=alike) != asked.model_copy(update=alike):
        return False
    return _adds_nothing(asked.context, asked.conversation)


def _adds_nothing(context: str, conversation: tuple[Line, ...]) -> bool:
    """Whether the voice has noted no more than what is written down of their words."""
    noted = plain(" ".join(_texts(context)))
    if not noted:
        return True
    said: list[str] = []
    for line in reversed(conversation):
        if line.speaker != "business":
            break
        said.insert(0, line.text)
    words = plain(" ".join(said))
    figures = set(_DIGITS.findall(noted)) <= set(_DIGITS.findall(words))
    return figures and fuzz.token_set_ratio(noted, words) >= _LIKE


def _texts(context: str) -> list[str]:
    """Return the texts of the voice's arguments; of what is no JSON, all of it."""
    try:
        given = json.loads(context or "{}")
    except ValueError:
        return [context]
    values = given.values() if isinstance(given, dict) else [given]
    return [one if isinstance(one, str) else json.dumps(one) for one in values]
