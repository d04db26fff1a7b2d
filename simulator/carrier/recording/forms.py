"""What a client may ask of a recording: forms in, checked values out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast, get_args

from simulator.carrier.errors import BadParameter
from simulator.carrier.form import flag, read_fetch, word
from simulator.carrier.recording.tape import Pause
from simulator.carrier.recording.terms import (
    Channels,
    RecordingTerms,
    Told,
    Track,
    Trim,
)

if TYPE_CHECKING:
    from simulator.carrier.form import Form

Wish = Literal["in-progress", "paused", "stopped"]
BAD_CALLBACK = 21609
"""Twilio's code for a status callback that is not a URL."""


def record(form: Form) -> RecordingTerms | None:
    """Read whether and how a new call is to be recorded.

    Raises:
        BadParameter: A parameter is wrong.
    """
    if not flag(form, "Record"):
        return None
    return recording_terms(form, trim="trim-silence")


def recording_terms(
    form: Form, *, trim: Trim, prefix: str = "Recording", trim_name: str = "Trim"
) -> RecordingTerms:
    """Read ``RecordingChannels``, ``RecordingTrack``, ``RecordingStatusCallback`` ….

    A participant's form has two sets: its own, and one with another `prefix` for the
    conference. `trim` is the default, which is not the same everywhere.

    Raises:
        BadParameter: One of them is wrong.
    """
    words = [
        one
        for value in form.all(f"{prefix}StatusCallbackEvent")
        for one in value.split()
    ] or ["completed"]
    if set(words) - set(get_args(Told)):
        raise BadParameter(20001, f"{prefix}StatusCallbackEvent is not known.")
    return RecordingTerms(
        channels=cast("Channels", word(form, f"{prefix}Channels", "mono", Channels)),
        track=cast("Track", word(form, f"{prefix}Track", "both", Track)),
        trim=cast("Trim", word(form, trim_name, trim, Trim)),
        callback=read_fetch(
            form,
            f"{prefix}StatusCallback",
            f"{prefix}StatusCallbackMethod",
            code=BAD_CALLBACK,
        ),
        told=frozenset(cast("list[Told]", words)),
    )


def wish(form: Form) -> tuple[Wish, Pause]:
    """Read an update: the status wanted, and what a pause is to leave.

    Raises:
        BadParameter: One of them is wrong.
    """
    if not form.one("Status"):
        raise BadParameter(20001, "Status is required.")
    status = word(form, "Status", "", Wish)
    behaviour = word(form, "PauseBehavior", "silence", Pause)
    return cast("Wish", status), cast("Pause", behaviour)
