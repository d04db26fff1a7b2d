"""How the supervisor behaves: the senior of the pair, behind `/v1/responses`.

One question at a time: read what the callee said, record what it tells, answer what
they ask, then ask what is still open; say goodbye when nothing is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.model.engine import amounts, moments, phrases
from simulator.model.engine.answers import Answer, answers
from simulator.model.engine.courtesies import Courtesy, found as courtesies_in
from simulator.model.engine.functions import ended, finding_call, recorded, wrap_up
from simulator.model.engine.prompt import (
    CallFunctions,
    Decision,
    Entry,
    Message,
    Prompt,
    Say,
)
from simulator.model.engine.questionnaire import Field, Questionnaire, read
from simulator.model.reading.polarity import unsure

_UNFINISHED = re.compile(
    r"(?:\b(?:is|are|the|an?|and|but|so|um|uh|of|for|at|to|with|our|it's|be|would|will|on"
    r"|let's see|well)\W*|,|\.\.\.|\u2026)$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:actually|sorry|correction|i (?:said|told you|misspoke|was wrong)|my"
    r" mistake)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the call stands when the callee has spoken."""

    prompt: Prompt
    form: Questionnaire
    heard: tuple[str, ...]
    """What the callee said since our caller last spoke."""
    since: tuple[Entry, ...]
    """What has happened since (function calls and their outputs)."""
    spoken: tuple[str, ...]
    """Everything our caller has said."""

    @property
    def asked(self) -> Field | None:
        """Return the field asked about last."""
        for text in reversed(self.spoken):
            field = self.form.asked_in(text)
            if field is not None:
                return field
        return None

    @property
    def found(self) -> set[str]:
        """Return the fields whose findings were accepted."""
        done = {field.name for field in self.form.fields if not field.open}
        return done | recorded(self.prompt.entries)

    @property
    def fresh(self) -> set[str]:
        """Return the fields recorded since the callee spoke."""
        return recorded(self.since)

    def reasked(self, field: Field) -> bool:
        """Whether our caller asked for this field in other words already."""
        return any(
            phrases.is_second_try(text) and self.form.asked_in(text) == field
            for text in self.spoken
        )

    def following(self) -> Field | None:
        """Return the next field to ask: open, and not asked before."""
        before = {
            field.name for text in self.spoken if (field := self.form.asked_in(text))
        }
        for field in self.form.fields:
            if field.name not in self.found and field.name not in before:
                return field
        return None


def concerns(prompt: Prompt) -> bool:
    """Whether the prompt carries a questionnaire."""
    return read(prompt) is not None


def decide(prompt: Prompt) -> Decision:
    """Return the supervisor's next step."""
    scene = _scene(prompt)
    if ended(scene.since):
        return Say(phrases.farewell(scene.heard))
    if not scene.since:
        told = _told(scene)
        calls = [
            call
            for answer in told
            if (call := finding_call(prompt, answer)) is not None
        ]
        if calls:
            return CallFunctions(tuple(calls))
    return _reply(scene)


def _scene(prompt: Prompt) -> Scene:
    form = read(prompt)
    assert form is not None
    heard: list[str] = []
    since: list[Entry] = []
    spoken: list[str] = []
    for entry in prompt.entries:
        match entry:
            case Message(role="assistant", text=text):
                spoken.append(text)
                heard, since = [], []
            case Message(role="user", text=text):
                heard.append(text)
                since = []
            case Message():
                pass
            case _:
                since.append(entry)
    return Scene(prompt, form, tuple(heard), tuple(since), tuple(spoken))


def _told(scene: Scene) -> list[Answer]:
    """Return what the callee's words say about fields that are open, or corrected."""
    corrects = any(_CORRECTS.search(text) for text in scene.heard)
    fields = [
        field
        for field in scene.form.fields
        if field.name not in scene.found or (corrects and scene.spoken)
    ]
    asked = scene.asked
    known = asked if asked is None or asked in fields else None
    told = answers(scene.heard, fields, known, scene.form.asked_on.date())
    return [
        answer
        for answer in told
        if answer.field not in scene.found or _CORRECTS.search(answer.quote)
    ]


def _reply(scene: Scene) -> Decision:
    """Return words, or the end of the call."""
    heard = " ".join(scene.heard).strip()
    moves = courtesies_in(heard)
    if Courtesy.REFUSED in moves:
        going = wrap_up(scene.prompt, "refused", for_good=True)
        return going or Say(phrases.APOLOGY)
    if Courtesy.WRONG in moves:
        return wrap_up(scene.prompt, "wrong number") or Say(phrases.APOLOGY)
    told_us = bool(scene.fresh)
    if Courtesy.WAIT in moves and not told_us:
        return Say(phrases.WAIT)
    if heard and not told_us and not moves and _UNFINISHED.search(heard):
        return Say(phrases.GO_ON)
    lead = phrases.about_us(scene.form, scene.prompt.instructions, moves)
    if told_us:
        return _go_on(scene, lead or phrases.thanks(len(scene.found)))
    return _unanswered(scene, heard, moves, lead)


def _unanswered(scene: Scene, heard: str, moves: list[Courtesy], lead: str) -> Decision:
    """Reply to words that told nothing."""
    asked = scene.asked
    if asked is None or asked.name in scene.found:
        purpose = lead or phrases.purpose(scene.form, moves, first=not scene.spoken)
        return _go_on(scene, purpose)
    back = lead or _back_to_it(heard, moves)
    if back:
        return Say(f"{back} {asked.ask}")
    if Courtesy.GOODBYE in moves:
        return wrap_up(scene.prompt, "ended by the other side") or Say(phrases.BYE)
    if Courtesy.PRIVATE in moves:
        return _once(scene, asked, phrases.NOT_WITH_ME)
    if unsure(heard):
        return _go_on(scene, phrases.NEVER_MIND)
    return _once(scene, asked, _second_try(scene, asked, heard))


def _back_to_it(heard: str, moves: list[Courtesy]) -> str:
    """Return how to put the same question again, if that is all that is needed."""
    if Courtesy.REPEAT in moves or not heard:
        return phrases.AGAIN
    aside = {Courtesy.GOODBYE, Courtesy.PRIVATE} & set(moves)
    return phrases.RETURN if Courtesy.HELP in moves and not aside else ""


def _second_try(scene: Scene, asked: Field, heard: str) -> str:
    today = scene.form.asked_on.date()
    if asked.type == "money" and amounts.ranged(heard):
        return phrases.ONE_AMOUNT
    if moments.half_said(heard, asked, today):
        return phrases.DAY_AND_TIME
    return phrases.second_try(asked.type)


def _once(scene: Scene, asked: Field, lead: str) -> Decision:
    """Ask again, but only once; then go on without an answer."""
    if scene.reasked(asked):
        return _go_on(scene, phrases.NEVER_MIND)
    return Say(f"{lead} {asked.ask}")


def _go_on(scene: Scene, lead: str) -> Decision:
    """Ask the next question, or end the call if there is none."""
    following = scene.following()
    if following is None:
        return wrap_up(scene.prompt, "completed") or Say(phrases.farewell(scene.heard))
    return Say(f"{lead} {following.ask}".strip())
