"""Attributes that several verbs share: how to record, and who is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from simulator.carrier.form import Fetch
from simulator.carrier.recording.terms import RecordingTerms, Told, Track, Trim
from simulator.carrier.verbs.base import BadDocument, method

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.recording.terms import Channels
    from simulator.carrier.stage import CallStage


def read_recording(
    element: ET.Element, *, channels: Channels = "mono", trim: Trim = "do-not-trim"
) -> RecordingTerms:
    """Read ``trim``, ``recordingTrack`` and the ``recordingStatusCallback`` family.

    Raises:
        BadDocument: One of them is wrong.
    """
    url = element.get("recordingStatusCallback", "")
    fetch = Fetch(url, method(element, "recordingStatusCallbackMethod"))
    words = element.get("recordingStatusCallbackEvent", "completed").split()
    track, given = element.get("recordingTrack", "both"), element.get("trim", trim)
    if set(words) - set(get_args(Told)):
        raise BadDocument(12200, f"recordingStatusCallbackEvent: {get_args(Told)}")
    if track not in get_args(Track) or given not in get_args(Trim):
        raise BadDocument(12200, "recordingTrack or trim is not a known word")
    return RecordingTerms(
        channels=channels,
        track=cast("Track", track),
        trim=cast("Trim", given),
        callback=fetch if url else None,
        told=frozenset(cast("list[Told]", words)),
    )


def addressed(terms: RecordingTerms, stage: CallStage) -> RecordingTerms:
    """Return the terms with the URL of their callback in full."""
    if terms.callback is None:
        return terms
    return replace(terms, callback=stage.full(terms.callback))
