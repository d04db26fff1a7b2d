"""Times the callee offers: each noted, or one taken, as the instructions have it.

What is to be done stands in the prompt: which of the two, what was noted and taken on
this call before, and, in a sentence, within what a time may be taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine import moments
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Output,
    Say,
    arguments,
)
from simulator.model.engine.relevance import is_appointment, speaks_of_appointment
from simulator.model.reading.polarity import polarities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.model.engine.moments import Offer
    from simulator.model.engine.scene import Scene

NOTE_OFFER = "noteOffer"
TAKE = "scheduleAppointment"
NOTE = "addNote"
_WISH = "We would like to book {when}. Can you confirm that it is booked?"
_WISHED = re.compile(r"^(?:.* )?We would like to book (?P<when>.+?)\. Can you confirm")
_TERMS = re.compile(
    r"scheduleAppointment, from (?P<first>[\d-]{10}) to (?P<last>[\d-]{10})"
    r" between (?P<earliest>[\d:]{5}) and (?P<latest>[\d:]{5})"
)
_OFFERS = re.compile(r"\b(?:have|free|how about|could (?:do|see)|works?)\b")
_HOURS = re.compile(r"\b(?:we(?:'re| are)|hours|open (?:from|until)|closed?)\b")


def notes(scene: Scene) -> list[Call]:
    """Return the calls that note each time offered, if they are to be noted."""
    booking = scene.form.booking
    tool = scene.prompt.tool(NOTE_OFFER)
    if booking is None or booking.manner != "offers" or tool is None:
        return []
    return [
        Call(NOTE_OFFER, arguments(slot=one.slot, quote=one.quote))
        for one in _offered(scene)
        if one.slot not in booking.noted
    ]


def step(scene: Scene) -> Decision | None:
    """Take one time they offer, and have them confirm it; None if that is not due."""
    booking = scene.form.booking
    if booking is None or booking.manner != "book":
        return None
    if _is_refused(scene):
        return _note_refusal(scene)
    tried = [one for one in scene.since if isinstance(one, Call) and one.name == TAKE]
    if tried and _is_done(scene, tried[-1]):
        return Say(_WISH.format(when=moments.spoken(tried[-1].argument("slot"))))
    if booking.taken or scene.prompt.tool(TAKE) is None:
        return None
    before = {one.argument("slot") for one in tried}
    for one in _offered(scene):
        if one.slot not in before and _may_take(scene, one.slot):
            given = arguments(
                service=booking.service or "appointment", slot=one.slot, quote=one.quote
            )
            return CallFunctions((Call(TAKE, given),))
    return None


def _offered(scene: Scene) -> Iterator[Offer]:
    """Yield the times in the callee's latest words, each once, the soonest first."""
    today = scene.form.asked_on.date()
    asked = scene.asked_by(scene.heard_last)
    is_asked = asked is not None and is_appointment(asked)
    seen: set[str] = set()
    for text in scene.latest:
        for one in moments.offers(text, today):
            if one.slot not in seen and _offers(one.quote, asked=is_asked):
                seen.add(one.slot)
                yield one


def _offers(sentence: str, *, asked: bool) -> bool:
    """Whether a sentence with a day and a time offers it: opening hours do not."""
    plain = sentence.lower().replace("\u2019", "'")
    if _HOURS.search(plain):
        return False
    return asked or speaks_of_appointment(plain) or bool(_OFFERS.search(plain))


def _may_take(scene: Scene, slot: str) -> bool:
    terms = _TERMS.search(scene.prompt.instructions)
    if terms is None:
        return False
    day, _, clock = slot.partition("T")
    in_days = terms["first"] <= day <= terms["last"]
    return in_days and terms["earliest"] <= clock <= terms["latest"]


def _is_done(scene: Scene, call: Call) -> bool:
    return any(
        isinstance(one, Output)
        and one.call_id == call.call_id
        and one.text.startswith(("booked", "noted"))
        for one in scene.since
    )


def _is_refused(scene: Scene) -> bool:
    """Whether they have just said that what we took is not booked after all."""
    if not _WISHED.search(scene.last.said):
        return False
    said = [one.answer for text in scene.heard for one in polarities(text)]
    return bool(said) and said[0] == "no"


def _note_refusal(scene: Scene) -> Decision | None:
    wished = _WISHED.search(scene.last.said)
    noted = any(isinstance(one, Call) and one.name == NOTE for one in scene.since)
    if wished is None or noted or scene.prompt.tool(NOTE) is None:
        return None
    text = f"They did not confirm the appointment on {wished['when']}."
    return CallFunctions((Call(NOTE, arguments(text=text)),))
