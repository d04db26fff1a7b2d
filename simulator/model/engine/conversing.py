"""A plain talk on the phone, for bots whose prompts hold no questionnaire.

It greets, asks what the instructions want to know, says back what it heard, uses the
functions on offer where they fit, and says goodbye. It keeps no state: where the talk
stands is read from the conversation, as a language model would.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine import courtesies, purpose, toolbox
from simulator.model.engine.courtesies import Courtesy
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Message,
    Output,
    Prompt,
    Say,
    Silence,
)
from simulator.model.reading.words import content, sentences

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Tool
    from simulator.model.engine.purpose import Purpose

BYE = "Thank you for your time. Goodbye."
APOLOGY = "I'm sorry to have bothered you. Goodbye."
STILL_THERE = "Hello, are you still there?"
_MORE = "Is there anything else I should know?"
_HELP = "Is there anything else I can help you with?"
_HELLO = "Hello."
_OFFER = "How can I help you?"
_SELF = "I am an automated AI assistant."
_CLOSED = re.compile(r"\bgood ?bye\b", re.IGNORECASE)
_NO_MORE = re.compile(
    r"^\W*(?:no|nope|nothing)\b|\bthat(?:'s| is| was) (?:all|it|everything)\b",
    re.IGNORECASE,
)
_MINE = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your",
    "am": "are", "i'm": "you're", "we're": "you're", "we've": "you've",
    "i've": "you've", "we'll": "you'll", "i'll": "you'll",
}  # fmt: skip
_YES_NO = re.compile(
    r"^(?:(?:yes|yeah|no|nope|sure|okay|well)\b[\s,]*)+", re.IGNORECASE
)
_TO_ME = re.compile(r"\b(?:you|your|you're|yours)\b", re.IGNORECASE)
_LONGEST_ECHO = 16
_SAME = 0.6
"""A question was asked if this share of its meaning words was said."""
_OFTEN = 2
"""How often one question is put."""


def last_words(prompt: Prompt, *, before_calls: bool = False) -> str | None:
    """Return what the user said since the assistant last spoke; None if nothing.

    Empty words are silence that was noticed (Realtime's idle timeout). With
    `before_calls`, functions called meanwhile do not count as speaking.
    """
    said: list[str] = []
    for entry in reversed(prompt.entries):
        match entry:
            case Message(role="user", text=text):
                said.insert(0, text)
            case Message(role="assistant"):
                break
            case Call() if not before_calls:
                break
            case _:
                continue
    return " ".join(part for part in said if part) if said else None


def decide(prompt: Prompt) -> Decision:
    """Return what to say or do next."""
    return _Talk(prompt).next()


class _Talk:
    """One prompt, read once."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self._purpose: Purpose = purpose.read(prompt.instructions)
        self._said = [
            one.text
            for one in prompt.entries
            if isinstance(one, Message) and one.role == "assistant"
        ]

    def next(self) -> Decision:
        """Return the next step."""
        opening = self._ordered_opening()
        if opening is not None:
            return Say(opening)
        last = self._prompt.entries[-1] if self._prompt.entries else None
        heard = last_words(self._prompt)
        match last:
            case Output(call_id, text):
                return self._after_function(call_id, text)
            case _ if heard is None:
                return Say(self._opening() if not self._said else self._onward(""))
            case _ if not heard:
                return Say(STILL_THERE)
            case _:
                return self._forced(heard) or self._reply(heard)

    def _ordered_opening(self) -> str | None:
        """Return how to open the talk, if the client has just told us to."""
        last = self._prompt.entries[-1] if self._prompt.entries else None
        written = last.text if isinstance(last, Message) else ""
        from_us = isinstance(last, Message) and last.role == "assistant"
        for order in (self._prompt.order, "" if from_us else written):
            if purpose.is_order_to_greet(order):
                return purpose.script(order) or self._opening()
        return None

    def _opening(self) -> str:
        if self._purpose.greeting:
            return self._purpose.greeting
        if self._purpose.calling or self._purpose.questions:
            return f"{self._hello()} {self._onward('')}"
        return f"Hello. {_OFFER}"

    def _hello(self) -> str:
        """Return the first words: who we are, where the instructions want it said."""
        said = self._purpose.introduction
        return f"{_HELLO} {said}" if said else _HELLO

    def _self(self) -> str:
        return self._purpose.introduction or _SELF

    def _forced(self, heard: str) -> Decision | None:
        """Return the call of a function the client insists on."""
        choice = self._prompt.tool_choice
        if choice in {"auto", "none"} or not self._prompt.tools:
            return None
        named = self._prompt.tool(choice)
        if named is None:
            fit = toolbox.fitting(self._prompt, heard)
            named = fit or toolbox.notebook(self._prompt) or self._prompt.tools[0]
        return CallFunctions((toolbox.called(named, heard),))

    def _reply(self, heard: str) -> Decision:
        moves = courtesies.found(heard)
        end = self._end(heard, moves)
        if end is not None:
            return end
        if courtesies.asks_to_wait(heard):
            return Say("Sure.")
        if Courtesy.REPEAT in moves and self._said:
            return Say(self._said[-1])
        wanted = self._function_for(heard, moves)
        if wanted is not None:
            return CallFunctions((toolbox.called(wanted, heard),))
        return Say(self._words(heard, moves))

    def _end(self, heard: str, moves: list[Courtesy]) -> Decision | None:
        """Return how the call ends, if one of us is done with it."""
        if self._closed() and not heard.rstrip().endswith("?"):
            return self._hang_up() or Silence()
        if {Courtesy.REFUSED, Courtesy.WRONG} & set(moves):
            return Say(APOLOGY)
        if Courtesy.GOODBYE in moves and self._said:
            return self._hang_up() or Say(BYE)
        return None

    def _function_for(self, heard: str, moves: list[Courtesy]) -> Tool | None:
        if Courtesy.HELP in moves:
            return None
        fit = toolbox.fitting(self._prompt, heard)
        if fit is not None:
            return fit
        tells = bool(self._said) and not moves and not heard.rstrip().endswith("?")
        return toolbox.notebook(self._prompt) if tells and content(heard) else None

    def _after_function(self, call_id: str, output: str) -> Decision:
        call = self._call(call_id)
        tool = self._prompt.tool(call.name) if call is not None else None
        if tool is not None and toolbox.ends(tool):
            return Silence() if self._closed() else Say("Goodbye.")
        heard = last_words(self._prompt, before_calls=True) or ""
        if tool is not None and toolbox.takes_notes(tool):
            return Say(self._words(heard, courtesies.found(heard)))
        told = toolbox.told(output)
        return Say(f"{told} {self._onward(heard)}" if told else self._onward(heard))

    def _words(self, heard: str, moves: list[Courtesy]) -> str:
        """Return a reply in words: an acknowledgement and what comes next."""
        if not self._said and not self._purpose.greeting:
            return self._first_reply(heard, moves)
        if {Courtesy.WHO, Courtesy.ROBOT} & set(moves):
            return f"{self._self()} {self._again_or_onward(heard)}"
        if {Courtesy.HELP, Courtesy.HERE} & set(moves) and not _tells(heard):
            return self._again_or_onward(heard)
        if heard.rstrip().endswith("?"):
            return f"{self._known(heard)} {self._onward(heard)}"
        return f"{_echo(heard)} {self._onward(heard)}"

    def _first_reply(self, heard: str, moves: list[Courtesy]) -> str:
        if self._purpose.calling or self._purpose.questions:
            lead = self._hello()
            if {Courtesy.WHO, Courtesy.ROBOT} & set(moves) and lead == _HELLO:
                lead = self._self()
            return f"{lead} {self._onward('')}"
        if heard.rstrip().endswith("?") and not moves:
            return f"Hello. {self._known(heard)} {_HELP}"
        return f"Hello. {_echo(heard)} {_OFFER}" if _tells(heard) else self._opening()

    def _again_or_onward(self, heard: str) -> str:
        """Put the last question again, unless it has been put often enough."""
        open_ = [one for one in self._purpose.questions if self._times(one)]
        if open_ and self._times(open_[-1]) < _OFTEN:
            return open_[-1]
        return self._onward(heard)

    def _onward(self, heard: str) -> str:
        """Return what we say after the acknowledgement."""
        for question in self._purpose.questions:
            if not self._times(question):
                return question
        if not self._purpose.calling:
            done = _NO_MORE.search(heard) and any(_HELP in one for one in self._said)
            return BYE if done else _HELP
        return BYE if self._times(_MORE) else _MORE

    def _known(self, question: str) -> str:
        """Answer from the instructions, which is all we know."""
        text = self._prompt.instructions
        wanted = content(question)
        told = [span.of(text) for span in sentences(text)]
        told = [one for one in told if not one.lower().startswith(("you ", "you're "))]
        best = max(told, key=lambda one: len(content(one) & wanted), default="")
        if len(content(best) & wanted) >= min(2, len(wanted)) and wanted:
            return best
        return "I am not sure about that, sorry."

    def _times(self, question: str) -> int:
        """Return how often a question has been put."""
        wanted = content(question) or frozenset(question.lower().split())
        said = [content(one) | frozenset(one.lower().split()) for one in self._said]
        return sum(len(wanted & one) >= _SAME * len(wanted) for one in said)

    def _closed(self) -> bool:
        return bool(self._said) and bool(_CLOSED.search(self._said[-1]))

    def _hang_up(self) -> Decision | None:
        tool = toolbox.ending(self._prompt)
        if tool is None:
            return None
        return CallFunctions((toolbox.called(tool, "the conversation is over"),))

    def _call(self, call_id: str) -> Call | None:
        calls = [one for one in self._prompt.entries if isinstance(one, Call)]
        named = [one for one in calls if one.call_id == call_id]
        return (named or calls)[-1] if calls else None


def _tells(heard: str) -> bool:
    """Whether words hold a statement beside courtesies."""
    return any(
        content(span.of(heard))
        and not span.of(heard).endswith("?")
        and not courtesies.found(span.of(heard))
        for span in sentences(heard)
    )


def _echo(heard: str) -> str:
    """Say back the last thing that was stated, from our side of the line.

    >>> _echo("Yes. We close at five.")
    'Thank you. So you close at five.'
    """
    for span in reversed(sentences(heard)):
        stated = _YES_NO.sub("", span.of(heard).strip(" .!"))
        if stated.endswith("?") or len(content(stated)) < 2 or _TO_ME.search(stated):
            continue
        words = stated.replace("\u2019", "'").split()
        if len(words) > _LONGEST_ECHO:
            break
        said = [_MINE.get(one.lower(), one) for one in words]
        name = len(said[0]) > 1 and said[0].isupper()
        first = said[0] if name else said[0][:1].lower() + said[0][1:]
        return f"Thank you. So {' '.join([first, *said[1:]])}."
    return "Thank you."
