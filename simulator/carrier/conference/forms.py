"""What a client may ask of conferences and participants: forms in, values out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast, get_args

from simulator.carrier.conference.participant import Change
from simulator.carrier.conference.terms import (
    MAX_LABEL,
    MAX_PARTICIPANTS,
    Beep,
    Reports,
    Terms,
    Topic,
)
from simulator.carrier.errors import BadParameter
from simulator.carrier.form import Fetch, flag, read_fetch, whole, word
from simulator.carrier.recording.forms import BAD_CALLBACK, recording_terms

if TYPE_CHECKING:
    from simulator.carrier.form import Form

BAD_URL = 21205
"""Twilio's code for a URL that is none."""


def terms(form: Form) -> Terms:
    """Read on what terms a new participant is to join.

    Raises:
        BadParameter: One of them is wrong.
    """
    label = form.one("Label")
    if len(label) > MAX_LABEL:
        raise BadParameter(20001, f"Label may have {MAX_LABEL} characters.")
    coaches = form.one("CallSidToCoach")
    if flag(form, "Coaching") and not coaches:
        raise BadParameter(20001, "Coaching needs CallSidToCoach.")
    record = form.one("ConferenceRecord") or "false"
    return Terms(
        label=label,
        muted=flag(form, "Muted"),
        coaches=coaches if flag(form, "Coaching", default=True) else "",
        beep=cast("Beep", word(form, "Beep", "true", Beep)),
        starts=flag(form, "StartConferenceOnEnter", default=True),
        ends=flag(form, "EndConferenceOnExit"),
        wait=_wait(form),
        early_media=flag(form, "EarlyMedia", default=True),
        max_participants=whole(
            form, "MaxParticipants", MAX_PARTICIPANTS, low=2, high=MAX_PARTICIPANTS
        ),
        reports=_reports(form),
        recording=(
            recording_terms(
                form,
                trim="trim-silence",
                prefix="ConferenceRecording",
                trim_name="ConferenceTrim",
            )
            if record in {"true", "record-from-start"}
            else None
        ),
    )


def change(form: Form) -> Change:
    """Read what is to change about a participant.

    Raises:
        BadParameter: One of it is wrong.
    """
    coaches = form.one("CallSidToCoach")
    coaching = _maybe(form, "Coaching")
    if coaching and not coaches:
        raise BadParameter(20001, "Coaching needs CallSidToCoach.")
    return Change(
        muted=_maybe(form, "Muted"),
        hold=_maybe(form, "Hold"),
        hold_with=read_fetch(
            form, "HoldUrl", "HoldMethod", code=BAD_URL, default="GET"
        ),
        announce=read_fetch(form, "AnnounceUrl", "AnnounceMethod", code=BAD_URL),
        coaching=coaching,
        coaches=coaches or None,
        ends=_maybe(form, "EndConferenceOnExit"),
        beep_on_exit=_maybe(form, "BeepOnExit"),
        wait=read_fetch(form, "WaitUrl", "WaitMethod", code=BAD_URL),
    )


def _maybe(form: Form, name: str) -> bool | None:
    return flag(form, name) if form.one(name) else None


def _wait(form: Form) -> Fetch | Literal["music", "silence"]:
    if not form.all("WaitUrl"):
        return "music"
    fetch = read_fetch(form, "WaitUrl", "WaitMethod", code=BAD_URL)
    return "silence" if fetch is None else fetch


def _reports(form: Form) -> Reports | None:
    fetch = read_fetch(
        form,
        "ConferenceStatusCallback",
        "ConferenceStatusCallbackMethod",
        code=BAD_CALLBACK,
    )
    words = [
        one
        for value in form.all("ConferenceStatusCallbackEvent")
        for one in value.split()
    ]
    if set(words) - set(get_args(Topic)):
        raise BadParameter(20001, "ConferenceStatusCallbackEvent is not known.")
    if fetch is None or not words:
        return None
    return Reports(fetch, frozenset(cast("list[Topic]", words)))
