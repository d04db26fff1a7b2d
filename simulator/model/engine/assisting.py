"""What our caller does beside asking: looks up, notes, presses keys, puts through.

Each is the call of a function, where one is on offer, for a reason that lies in the
callee's last words; none is called twice for the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Output,
    Say,
    arguments,
)
from simulator.model.engine.relevance import names
from simulator.model.reading.polarity import unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.model.engine.questionnaire import Field
    from simulator.model.engine.scene import Scene

NOTE = "addNote"
PUT_THROUGH = "transferCall"
PRESS = "sendDigits"
HOLD = "holdCall"
INFO = "getBusinessInfo"
PLANS = "validateInsurance"
PRICES = "lookupPricing"
TIMES = "checkAvailability"
_SPOKEN = {
    PUT_THROUGH: "One moment, please, I will put you through to a colleague.",
    PRESS: "Thank you, one moment.",
    HOLD: "Thank you, one moment, please.",
}
"""What is said once it was done; after the others the talk simply goes on."""
_ASIDE = re.compile(
    r"\b(?:by the way|just so you know|please note|for your records)\b", re.IGNORECASE
)
_A_PERSON = re.compile(
    r"\b(?:speak|talk) (?:to|with) (?:an? |your |some)(?:real |human |actual |other )?"
    r"(?:person|human|body|one|supervisor|manager|colleague)\b",
    re.IGNORECASE,
)
_KEYS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "star": "*", "pound": "#",
}  # fmt: skip
_KEY = rf"(\d|{'|'.join(_KEYS)})"
_TO_PRESS = re.compile(
    rf"\b(?:press|dial|hit|push|tap) (?:the |an? )?(?:number )?{_KEY}\b"
    rf"|\b(?:tone|beep) (?:of|for) (?:the |an? )?{_KEY}\b",
    re.IGNORECASE,
)
_ON_HOLD = re.compile(r"\byou (?:can|may) put (?:me|us) on hold\b", re.IGNORECASE)
_WHICH_OFFICE = re.compile(
    r"\bwhich (?:office|location|branch|address)\b[^.!]*\?", re.IGNORECASE
)
_TAKES = re.compile(r"\b(?:accept|take|insurance|network)\b", re.IGNORECASE)
_THERE_ARE = re.compile(r"there are: ([^,\n]+)")
_Given = dict[str, str]
_TIMED = frozenset({"date", "time", "datetime"})


def step(scene: Scene) -> Decision | None:
    """Return what to do about the last words; None if there is nothing of the kind."""
    done = [one.name for one in scene.since if isinstance(one, Call)]
    if PUT_THROUGH in done:
        return _put_through(scene, done)
    if done and done[-1] in _SPOKEN:
        return Say(_SPOKEN[done[-1]])
    heard = " ".join(scene.heard)
    for name, wanted in _WANTED.items():
        if name in done or scene.prompt.tool(name) is None:
            continue
        given = wanted(scene, heard)
        if given is not None:
            return CallFunctions((Call(name, arguments(**given)),))
    return None


def _put_through(scene: Scene, done: list[str]) -> Decision | None:
    """Try again by a name that there is, or say that it is being done."""
    outputs = [one.text for one in scene.since if isinstance(one, Output)]
    there = _THERE_ARE.search(outputs[-1]) if outputs else None
    if there and done.count(PUT_THROUGH) == 1:
        return CallFunctions((Call(PUT_THROUGH, arguments(to=there[1].strip())),))
    refused = bool(outputs) and not outputs[-1].endswith("music")
    return None if refused else Say(_SPOKEN[PUT_THROUGH])


def _note(_: Scene, heard: str) -> _Given | None:
    return {"text": heard[:500]} if _ASIDE.search(heard) else None


def _person(_: Scene, heard: str) -> _Given | None:
    return {"to": "a colleague"} if _A_PERSON.search(heard) else None


def _keys(_: Scene, heard: str) -> _Given | None:
    found = _TO_PRESS.search(heard)
    if found is None:
        return None
    key = (found[1] or found[2]).lower()
    return {"digits": _KEYS.get(key, key)}


def _hold(_: Scene, heard: str) -> _Given | None:
    return {} if _ON_HOLD.search(heard) else None


def _office(_: Scene, heard: str) -> _Given | None:
    return {"topic": "address"} if _WHICH_OFFICE.search(heard) else None


def _plan(scene: Scene, heard: str) -> _Given | None:
    field = _left_open(scene, heard)
    if field is None or field.type != "yes_no" or not _TAKES.search(field.ask):
        return None
    named = names(field.ask)
    words = re.findall(r"\w+", field.ask)
    plan = " ".join(word for word in words if word.lower() in named)
    return {"plan": plan} if plan else None


def _price(scene: Scene, heard: str) -> _Given | None:
    field = _left_open(scene, heard)
    return {"service": field.ask[:120]} if field and field.type == "money" else None


def _times(scene: Scene, heard: str) -> _Given | None:
    field = _left_open(scene, heard)
    return {"service": field.ask[:120]} if field and field.type in _TIMED else None


def _left_open(scene: Scene, heard: str) -> Field | None:
    """Return the field that was asked about, if they do not know."""
    asked = scene.asked
    if asked is None or asked.name in scene.found or not unsure(heard):
        return None
    return asked


_WANTED: Mapping[str, Callable[[Scene, str], _Given | None]] = {
    PUT_THROUGH: _person,
    PRESS: _keys,
    HOLD: _hold,
    NOTE: _note,
    INFO: _office,
    PLANS: _plan,
    PRICES: _price,
    TIMES: _times,
}
"""When a function is called, and with what; the first that applies."""
