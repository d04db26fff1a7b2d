"""Which of several options leads to a goal: phone menus, by shared words.

The prompt holds a JSON object such as `{"goal": "schedule a cleaning", "options":
[{"key": "1", "label": "appointments"}]}`; the answer is JSON with the option's key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from simulator.model.engine.jsonblock import objects
from simulator.model.engine.prompt import Decision, Message, Prompt, Say
from simulator.model.reading.words import overlap

_NAMES = ("key", "digit", "digits", "id", "name")
_FLOOR = 0.1
"""Options that share less than this with the goal are not chosen."""


@dataclass(frozen=True, slots=True)
class _Option:
    key: str
    label: str


def concerns(prompt: Prompt) -> bool:
    """Whether the prompt asks to choose among options."""
    return _question(prompt) is not None


def decide(prompt: Prompt) -> Decision:
    """Return the best option's key as JSON; `null` when none fits."""
    question = _question(prompt)
    assert question is not None
    goal, options = question
    best = max(options, key=lambda option: overlap(goal, option.label))
    key = best.key if overlap(goal, best.label) >= _FLOOR else None
    return Say(json.dumps({"choice": key, "key": key}))


def _question(prompt: Prompt) -> tuple[str, list[_Option]] | None:
    texts = [prompt.instructions]
    texts += [one.text for one in prompt.entries if isinstance(one, Message)]
    for text in reversed(texts):
        for found in objects(text):
            goal, options = found.get("goal"), _options(found.get("options"))
            if isinstance(goal, str) and options:
                return goal, options
    return None


def _options(given: Any) -> list[_Option]:
    if not isinstance(given, list):
        return []
    options: list[_Option] = []
    for one in given:
        if isinstance(one, str):
            options.append(_Option(one, one))
        elif isinstance(one, dict):
            key = next((one[name] for name in _NAMES if one.get(name)), "")
            label = one.get("label") or one.get("text") or key
            options.append(_Option(str(key), str(label)))
    return options
