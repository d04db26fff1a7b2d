"""How the voice model behaves: the junior of the pair in a Realtime session.

It speaks what it is told to speak, says a supervisor's answer word for word, passes
everything of substance on through `getSupervisorResponse`, and is quiet otherwise.
"""

from __future__ import annotations

import json
import re

from simulator.model.engine import conversing, courtesies, supervisor, toolbox
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Message,
    Output,
    Prompt,
    Say,
    Silence,
    Tool,
    arguments,
)

SUPERVISOR = "getSupervisorResponse"
_CONTEXT = "relevantContextFromLastUserMessage"
_EXACTLY = re.compile(
    r"\bsay\s+(?:exactly|only|verbatim)\b[^:\"\u201c]{0,60}"
    r"(?::?\s*(?:\"(?P<plain>.+)\"|\u201c(?P<curly>.+)\u201d)|:\s*(?P<bare>.*))",
    re.IGNORECASE | re.DOTALL,
)
_SPOKEN_KEYS = ("nextResponse", "next_response", "say", "response")


def decide(prompt: Prompt) -> Decision:
    """Return what the voice model does next."""
    ordered = exact_words(prompt.order)
    if ordered is not None:
        return Say(ordered) if ordered else Silence()
    last = prompt.entries[-1] if prompt.entries else None
    match last:
        case Output(text=text) if prompt.tool_named(SUPERVISOR) is not None:
            words = to_be_spoken(text)
            return Say(words) if words else Silence()
        case Message(role="system", text=text):
            told = exact_words(text)
            return Say(told) if told else _answer(prompt)
        case _:
            return _answer(prompt)


def exact_words(text: str) -> str | None:
    """Return the words of an order to say exactly something; None if it is none.

    >>> exact_words('Say exactly: "One moment, please."')
    'One moment, please.'
    >>> exact_words("Be friendly.")
    """
    found = _EXACTLY.search(text)
    if found is None:
        return None
    words = found["plain"] or found["curly"] or found["bare"] or ""
    return words.strip()


def to_be_spoken(output: str) -> str:
    """Return what a function's answer wants said: its `nextResponse`, if any."""
    try:
        answer = json.loads(output)
    except ValueError:
        return ""
    if not isinstance(answer, dict):
        return ""
    for key in _SPOKEN_KEYS:
        words = answer.get(key)
        if isinstance(words, str) and words.strip():
            return words.strip()
    return ""


def _answer(prompt: Prompt) -> Decision:
    """Answer what the other side said since we last spoke."""
    heard = conversing.last_words(prompt)
    forced = prompt.tool(prompt.tool_choice)
    if forced is not None:
        known = forced.name == SUPERVISOR
        asked = _ask(forced, heard)
        called = toolbox.called(forced, heard or "")
        return asked if known else CallFunctions((called,))
    senior = prompt.tool(SUPERVISOR)
    if senior is not None and heard is None and _has_spoken(prompt):
        return Silence()
    if senior is not None and heard is not None:
        if courtesies.asks_to_wait(heard):
            return Say("Sure.")
        return _ask(senior, heard)
    if supervisor.concerns(prompt):
        return supervisor.decide(prompt)
    told = exact_words(prompt.instructions) if heard is None else None
    return Say(told) if told else conversing.decide(prompt)


def _has_spoken(prompt: Prompt) -> bool:
    return any(
        isinstance(one, Message) and one.role == "assistant" for one in prompt.entries
    )


def _ask(tool: Tool, heard: str | None) -> Decision:
    names = list(tool.properties()) or [_CONTEXT]
    name = _CONTEXT if _CONTEXT in names else names[0]
    return CallFunctions((Call(tool.name, arguments(**{name: heard or ""})),))
