"""Functions this engine has never seen: what they seem to be for, and calling them.

All there is to go by are a function's name, its description and its schema.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from simulator.model.engine.filling import Filler
from simulator.model.engine.prompt import Call, arguments
from simulator.model.reading.words import content

if TYPE_CHECKING:
    from simulator.model.engine.prompt import Prompt, Tool

_ENDS = re.compile(
    r"\b(?:hang ?up|(?:end|finish|terminate|close|leave|stop)"
    r" ?(?:the )?(?:phone )?(?:call|conversation|session)|disconnect|good ?bye)\b",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\b(?:record|save|note|store|log|submit|report|remember|write)", re.IGNORECASE
)
_COMMON = content("get set look up lookup find fetch call tool function user use")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-]+")
_SPOKEN_KEYS = ("nextResponse", "next_response", "say", "response", "message", "answer")
_LONGEST = 300
"""Characters of a function's output that are worth reading out."""


def ending(prompt: Prompt) -> Tool | None:
    """Return the function that hangs up, if one is on offer."""
    return next((tool for tool in _offered(prompt) if ends(tool)), None)


def ends(tool: Tool) -> bool:
    """Whether a function hangs up."""
    return bool(_ENDS.search(_plain(tool.name)))


def takes_notes(tool: Tool) -> bool:
    """Whether a function keeps what was learned."""
    return bool(_NOTES.match(_plain(tool.name))) and not ends(tool)


def notebook(prompt: Prompt) -> Tool | None:
    """Return the function that keeps what was learned, if one is on offer."""
    return next((tool for tool in _offered(prompt) if takes_notes(tool)), None)


def fitting(prompt: Prompt, heard: str) -> Tool | None:
    """Return the function that a request is about: by name, or by description."""
    wanted = content(heard) - _COMMON
    best, most = None, 1
    for tool in _offered(prompt):
        if ends(tool) or takes_notes(tool):
            continue
        named = len(wanted & (content(_plain(tool.name)) - _COMMON))
        described = len(wanted & (content(tool.description) - _COMMON))
        score = 2 * named + described
        if score > most:
            best, most = tool, score
    return best


def called(tool: Tool, text: str) -> Call:
    """Return the call of a function, its required arguments filled from a text."""
    schema = dict(tool.parameters)
    return Call(tool.name, arguments(**_filled(schema, text)))


def told(output: str) -> str:
    """Return what a function's output says, in words; empty when it says nothing.

    >>> told('{"price": 120, "day": "Monday"}')
    'The price is 120. The day is Monday.'
    >>> told("We open at nine.")
    'We open at nine.'
    """
    try:
        found = json.loads(output)
    except ValueError:
        return output.strip()[:_LONGEST]
    if not isinstance(found, dict):
        return "" if found is None else str(found)[:_LONGEST]
    for key in _SPOKEN_KEYS:
        if isinstance(found.get(key), str) and found[key].strip():
            return str(found[key]).strip()
    said = [
        f"The {_plain(str(key)).lower()} is {value}."
        for key, value in found.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    ]
    return " ".join(said)[:_LONGEST]


def _filled(schema: dict[str, object], text: str) -> dict[str, object]:
    if not isinstance(schema.get("properties"), dict):
        return {}
    found = Filler(schema, text, optional=False).value({**schema, "type": "object"})
    return found if isinstance(found, dict) else {}


def _offered(prompt: Prompt) -> list[Tool]:
    return [] if prompt.tool_choice == "none" else list(prompt.tools)


def _plain(name: str) -> str:
    """Return a function's name as words.

    >>> _plain("endCall"), _plain("hang_up")
    ('end Call', 'hang up')
    """
    return " ".join(_HUMP.sub(" ", name).split())
