"""Whether words bear on a question: said in answer to it, or about what it is about.

Reading finds that a sentence says "yes" or "$30"; this says whether that is an answer
to *this* question. "Yes, I can hear you" is none to any, a bare "yes" only to what was
asked just before, and a copay is no price of a cleaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.research.reading.answers import outright
from panda.research.reading.calendar_words import weekdays
from panda.research.reading.courtesy import (
    is_full_answer,
    is_plain_answer,
    is_small_talk,
    without_small_talk,
)
from panda.research.reading.free import is_free
from panda.research.reading.spans import around, clauses, sentences
from panda.research.reading.topics import ACCEPT, alike, content, names, topics
from panda.research.words import folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.research.asked import Asked
    from panda.research.finding import Stated
    from panda.research.questionnaire import Question

NOT_ASKED = (
    "those words answer another question, or none: ask for this field, and quote what "
    "they say to that, or leave it open"
)
COURTESY = (
    "those words are a courtesy and answer nothing: put the open question once more"
)
ELSEWHERE = (
    "that value was said of something else: record what was said of this field, or "
    "leave it open"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in what was said around it."""

    text: str
    """The lines it stands in."""
    start: int
    end: int
    """Its place in `text`."""
    turn: str
    """What they said after these lines, until we spoke."""
    sequel: str
    """What they said after these lines, until we asked something else: a word of ours
    into their sentence, or the beginning of a question they cut off, ends nothing."""

    @property
    def words(self) -> str:
        """The quoted words themselves."""
        return self.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The whole sentences it is part of."""
        first, last = around(sentences(self.text), self.start, self.end)
        return self.text[first:last].strip()


@dataclass(frozen=True, slots=True)
class Matter:
    """A question, the others of its questionnaire, and how an answer is to be read."""

    question: Question
    fields: Sequence[Question]
    asked: Asked
    """What had been asked when they spoke."""
    now: datetime
    """Wall time in the callee's zone, from which days count."""
    language: str = "en"
    """ISO 639-1, for how figures are written."""

    @property
    def was_asked(self) -> bool:
        """Whether this question was the last that was put."""
        return self.question.name in self.asked.names

    @property
    def about(self) -> frozenset[str]:
        """What the question is about."""
        found = topics(f"{self.question.ask} {self.question.label}")
        return found.ideas | (found.own or found.common)

    def shares(self, sentence: str) -> bool:
        """Whether a sentence is about any of that."""
        return bool(self.about & topics(sentence).all)


# --- yes and no -----------------------------------------------------------------------


def objection_to_answer(matter: Matter, quoted: Quoted, value: Stated) -> str:
    """Say why words that read as a yes or a no do not answer a question; '' if they do.

    They do if they are about what it is about, or if they are a plain answer and it was
    what we asked just before.
    """
    said = _stated(quoted.sentence)
    asks_back = said != quoted.sentence
    if _answers(matter, said, value):
        return ""
    if is_small_talk(said, content(matter.question.ask)) or not said:
        return COURTESY
    if not (matter.was_asked and matter.asked.direct):
        return NOT_ASKED
    if not is_plain_answer(said) or _others(said, matter):
        return NOT_ASKED
    faint = not is_full_answer(said)  # a mere "yes" may begin anything
    return COURTESY if faint and (asks_back or _goes_on_politely(quoted)) else ""


def _answers(matter: Matter, said: str, value: Stated) -> bool:
    """Whether a statement, or what it says before a "but", is about a question."""
    left, _ = without_small_talk(said, content(matter.question.ask))
    if _is_about(matter, left, said, value):
        return True
    if not (matter.was_asked and matter.asked.direct):
        return False
    if _states(matter.question.ask, said, value):
        return True
    if (left and _shares_words(matter, said)) or _says_so_of_it(left, value):
        return True
    turn = _BUT.search(said)
    head = said[: turn.start()] if turn else ""
    if not head or outright(folded(head)) is not value:
        return False
    others = _others(head, matter)
    return not others and (is_plain_answer(head) or bool(_OBJECT.search(folded(head))))


def _states(ask: str, said: str, value: Stated) -> bool:
    """Whether a statement answers what was just asked without any word of it.

    By the weekday that was asked for, by what it costs, or by what it comes to.
    """
    days = weekdays(ask)
    if (days and days <= weekdays(said)) or _concludes(said, value):
        return True
    return is_free(folded(said), folded(ask)) is value


def _concludes(said: str, value: Stated) -> bool:
    """Whether a statement ends with the answer: "till eight on Tuesdays, so yes"."""
    found = _SO.search(folded(said))
    return found is not None and outright(found["word"]) is value


_SO = re.compile(r"\bso (?P<word>yes|yeah|no|nope)$")


def _says_so_of_it(left: str, value: Stated) -> bool:
    """Whether a statement says, of what was asked for, "we have that", or have not.

    "We don't sell those anymore"; but "we don't have that in front of us" is about what
    they can see.
    """
    form = _HAVE_IT if value is True else _HAVE_NONE
    return bool(form.search(left))


_DEED = (
    r"(?:do(?:es)?|have|has|offers?|sells?|carry|carries|stocks?|provides?|handles?"
    r"|allows?|requires?|needs?|serves?|treats?)"
)
_IT = (
    r"(?:that|those|them|it|this|these|any|both|either|neither|all of (?:it|that|them))"
    r"(?: (?:one|ones|of (?:them|those)))?(?: (?:any ?more|here|at all|too|as well))?$"
)
_WHO = r"(?:\b(?:we|they|he|she|it|you) |^)"
_HAVE_IT = re.compile(rf"{_WHO}(?:do |does |can )?{_DEED} {_IT}")
_HAVE_NONE = re.compile(
    rf"{_WHO}(?:dont|do not|doesnt|does not|no longer|cant|cannot)"
    rf"(?: really| actually)? {_DEED} {_IT}|{_WHO}(?:{_DEED} )?neither(?: one| of"
    rf" \w+)?$|^neither (?:one )?(?:is|are)\b"
)


def _shares_words(matter: Matter, said: str) -> bool:
    """Whether a statement has a word of the question that is no name, and no deed."""
    own_names = names(matter.question.ask)
    if own_names or _others(said, matter):
        return False
    wanted = content(matter.question.ask)
    return any(alike(one, other) for one in wanted for other in content(said))


_BUT = re.compile(r"[,;]?\s*\b(?:but|though|although|except|however)\b", re.IGNORECASE)


def _stated(sentence: str) -> str:
    """Return what a sentence states; of a question, what stands before its asking."""
    if not sentence.endswith("?"):
        return sentence
    parts = clauses(sentence)
    return sentence[: parts[-1][0]].rstrip(" ,-") if len(parts) > 1 else ""


_OBJECT = re.compile(
    r"\b(?:accept|accepts|accepted|take|takes|taken|taking|honou?r|(?:work|works"
    r"|working|deal|go) with|bill|file|cover|covers)(?: (?:with|to|on))?(?:$| (?:\w+ )?"
    r"(?:that|it|them|those|this|these|one|ones"
    r"|insurances?|plans?|ppos?|hmos?|carriers?"
    r"|everybody|everyone|everything|anything|all|any|every|most|your|her|his|their)\b)"
    r"|\b(?:network|participat\w*|contracted|(?:is|are|be) (?:\w+ )?(?:accepted|taken"
    r"|covered)|eso|esa|ese|todos|seguros?)\b"
)
"""Accepting of what has been spoken of, rather than of "a message"."""
_WELCOME = re.compile(r"\b(?:fine|welcome|okay|ok|good|great|no problem)\b")
_ONLY = re.compile(r"\b(?:only|just|exclusively|solo|solamente)\b")
_VAGUE = re.compile(r"\b(?:most|many|some|several|certain|la mayoria|algun\w*)\b")


def _is_about(matter: Matter, left: str, said: str, value: Stated) -> bool:
    """Whether a statement names what a question is about.

    What nobody asked for must name it in full: what is done, and with what.
    """
    wanted, found = matter.about, topics(left)
    shared = wanted & found.all
    if not shared:
        return False
    others = _others(said, matter)
    own_names = names(matter.question.ask)
    heard = folded(re.sub(r"['\u2019]s\b", "", said)).split()
    named = any(name in heard for name in own_names)
    if own_names and not named and value is True and (others or _VAGUE.search(left)):
        return False  # "We take Cigna", "we take most plans"
    subjects = shared - {ACCEPT}
    done = ACCEPT in found.ideas or bool(_WELCOME.search(left))
    if others and not named and value is False and _ONLY.search(left):
        return ACCEPT in found.ideas  # "We only take Cigna"
    if not matter.was_asked:
        needs_deed = ACCEPT in wanted
        return bool(subjects) and (done or not needs_deed)
    return bool(subjects) or bool(_OBJECT.search(left))


def _others(said: str, matter: Matter) -> frozenset[str]:
    """Return the names in words that no question has; in German all nouns look so."""
    if matter.language == "de":
        return frozenset()
    return names(said) - _known_names(matter)


def _known_names(matter: Matter) -> frozenset[str]:
    asks = " ".join(f"{one.ask} {one.label}" for one in matter.fields)
    return frozenset(folded(asks).split())


def _goes_on_politely(quoted: Quoted) -> bool:
    """Whether what follows a "sure" shows that it was one: "hold on, please"."""
    _, last = around(sentences(quoted.text), quoted.start, quoted.end)
    after = f"{quoted.text[last:]} {quoted.turn}"
    following = [after[start:end] for start, end in sentences(after)][:1]
    return bool(following) and is_small_talk(following[0])


# --- words and choices ----------------------------------------------------------------


def objection_to_words(matter: Matter, quoted: Quoted) -> str:
    """Say why free words, or a choice, do not answer a question; '' if they do."""
    asks_who = re.search(r"\b(?:who|name|quien|nombre)\b", folded(matter.question.ask))
    if is_small_talk(quoted.sentence) and not asks_who:
        return COURTESY
    if matter.was_asked or matter.shares(quoted.sentence):
        return ""
    return NOT_ASKED
