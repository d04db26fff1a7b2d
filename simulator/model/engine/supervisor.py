"""How the supervisor behaves: the senior of the pair, behind `/v1/responses`.

One question at a time: read what the callee said, record what it tells, answer what
they ask, then ask what is still open; say goodbye when nothing is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine import (
    amounts,
    assisting,
    deferring,
    moments,
    phrases,
    scheduling,
)
from simulator.model.engine.answers import Answer, answers
from simulator.model.engine.courtesies import Courtesy, found as courtesies_in
from simulator.model.engine.functions import ended, finding_call, silence, wrap_up
from simulator.model.engine.prompt import CallFunctions, Decision, Prompt, Say
from simulator.model.engine.questionnaire import Field, read
from simulator.model.engine.relevance import mentioned
from simulator.model.engine.scene import scene_of
from simulator.model.reading.polarity import unsure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.engine.scene import Scene

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


def concerns(prompt: Prompt) -> bool:
    """Whether the prompt carries a questionnaire."""
    return read(prompt) is not None


def decide(prompt: Prompt) -> Decision:
    """Return the supervisor's next step."""
    scene = scene_of(prompt)
    if ended(scene.since):
        return Say(phrases.farewell(scene.heard))
    if not scene.since:
        told = _told(scene)
        calls = [
            call
            for answer in told
            if (call := finding_call(prompt, answer)) is not None
        ]
        calls += scheduling.notes(scene)
        if calls:
            return CallFunctions(tuple(calls))
    if (deferred := _deferred(scene)) is not None:
        return deferred
    doing = scheduling.step(scene) or assisting.step(scene)
    if doing is not None:
        return doing
    if scene.late and (quiet := silence(prompt)) is not None:
        return _late(scene, quiet)
    return _reply(scene)


def _deferred(scene: Scene) -> Decision | None:
    """Ask our people, say that they are asked, or pass on what they answered."""
    if deferring.asked(scene):
        return Say(deferring.FINDING_OUT)
    if passed_on := deferring.answer(scene.prompt, scene):
        return _go_on(scene, passed_on)
    return deferring.question(scene.prompt, scene)


# --- what was told ----------------------------------------------------------------


def _told(scene: Scene) -> list[Answer]:
    """Return what the callee's words say about fields that are open, or corrected."""
    heard = scene.latest
    corrects = any(_CORRECTS.search(text) for text in heard)
    fields = [
        field
        for field in scene.form.fields
        if field.name not in scene.found or (corrects and scene.spoken)
    ]
    asked = scene.asked_by(scene.heard_last)
    known = asked if asked is None or asked in fields else None
    told = _read(scene, heard, fields, known)
    return [
        answer
        for answer in told
        if answer.field not in scene.found or _CORRECTS.search(answer.quote)
    ]


def _read(
    scene: Scene, heard: Sequence[str], fields: Sequence[Field], asked: Field | None
) -> list[Answer]:
    """Read answers; a "yes" to "are you still there?" is none to anything else."""
    today = scene.form.asked_on.date()
    told = answers(heard, fields, asked, today)
    if not scene.nudged or asked is None or asked.type != "yes_no":
        return told
    return [
        *(one for one in told if one.field != asked.name),
        *(one for one in answers(heard, [asked], None, today)),
    ]


# --- what to say -------------------------------------------------------------------


def _late(scene: Scene, quiet: CallFunctions) -> Decision:
    """Go on after words that were begun before our latest, which stand."""
    asking = scene.form.asked_in(scene.last.said)
    if scene.fresh and (asking is None or asking.name in scene.found):
        return _go_on(scene, phrases.thanks(len(scene.found)))
    return quiet


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
        purpose = lead or _purpose(scene, moves)
        return _go_on(scene, purpose)
    back = lead or _back_to_it(scene, heard, moves)
    if back and not scene.worn(asked):
        return Say(f"{back} {asked.ask_again or asked.ask}")
    if Courtesy.GOODBYE in moves:
        return wrap_up(scene.prompt, "ended by the other side") or Say(phrases.BYE)
    if _may_ask_again(scene, asked, heard, moves):
        lead = _second_try(scene, asked, heard, moves)
        if asked.ask_again and not _of_before(scene, asked, heard):
            return Say(asked.ask_again)
        return Say(f"{lead} {asked.ask}".strip())
    return _go_on(scene, phrases.NEVER_MIND)


def _may_ask_again(
    scene: Scene, asked: Field, heard: str, moves: list[Courtesy]
) -> bool:
    """Whether it makes sense to put a question once more."""
    if scene.reasked(asked):
        return False
    if _of_before(scene, asked, heard) or Courtesy.PRIVATE in moves:
        return True
    return not unsure(heard) and not scene.pointless(asked)


def _of_before(scene: Scene, asked: Field, heard: str) -> bool:
    """Whether words that cut a question off go on about what was before it."""
    return scene.last.cut and not mentioned(heard, asked)


def _purpose(scene: Scene, moves: list[Courtesy]) -> str:
    if scene.last.cut:
        return ""
    if scene.nudged:
        return phrases.HERE
    return phrases.purpose(scene.form, moves, first=not scene.spoken)


def _back_to_it(scene: Scene, heard: str, moves: list[Courtesy]) -> str:
    """Return how to put the same question again, if that is all that is needed."""
    if Courtesy.REPEAT in moves or not heard:
        return phrases.AGAIN
    aside = {Courtesy.GOODBYE, Courtesy.PRIVATE} & set(moves)
    if (Courtesy.HERE in moves or scene.nudged) and not aside:
        return phrases.HERE
    return phrases.RETURN if Courtesy.HELP in moves and not aside else ""


def _speaks_of_known(scene: Scene, asked: Field, heard: str) -> bool:
    """Whether words go on about something that was answered already."""
    known = [field for field in scene.form.fields if field.name in scene.found]
    return not mentioned(heard, asked) and any(
        mentioned(heard, field) for field in known
    )


def _second_try(scene: Scene, asked: Field, heard: str, moves: list[Courtesy]) -> str:
    """Return how to begin a question again that was not answered."""
    if _of_before(scene, asked, heard):
        return ""
    if Courtesy.PRIVATE in moves:
        return phrases.NOT_WITH_ME
    if _speaks_of_known(scene, asked, heard):
        return phrases.I_SEE
    today = scene.form.asked_on.date()
    if asked.type == "money" and amounts.ranged(heard):
        return phrases.ONE_AMOUNT
    if moments.half_said(heard, asked, today):
        return phrases.DAY_AND_TIME
    return phrases.second_try(asked.type)


def _go_on(scene: Scene, lead: str) -> Decision:
    """Ask the next question, or end the call if there is none."""
    following = scene.following()
    if following is None:
        return wrap_up(scene.prompt, "completed") or Say(phrases.farewell(scene.heard))
    return Say(f"{lead} {following.ask}".strip())
