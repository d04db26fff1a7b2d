"""``<Conference>``: the room that a ``<Dial>`` leads to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast, get_args

from simulator.carrier.conference.conference import (
    Conference as LiveConference,
    Unwelcome,
)
from simulator.carrier.conference.terms import (
    MAX_LABEL,
    MAX_PARTICIPANTS,
    Beep,
    Reports,
    Terms,
    Topic,
)
from simulator.carrier.form import Fetch
from simulator.carrier.verbs.base import BadDocument, End, flag, method, number, text
from simulator.carrier.verbs.recording import addressed, read_recording

if TYPE_CHECKING:
    from typing import Literal
    from xml.etree import ElementTree as ET

    from simulator.carrier.conference.participant import Left
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Next


@dataclass(frozen=True, slots=True)
class Conference:
    """A room by its name, and on what terms the leg enters it."""

    name: str
    terms: Terms

    @classmethod
    def read(cls, element: ET.Element) -> Conference:
        """Read the noun.

        Raises:
            BadDocument: It has no name, or an attribute is wrong.
        """
        name = text(element)
        label = element.get("participantLabel", "")
        if not name or len(label) > MAX_LABEL:
            raise BadDocument(12200, "Conference needs a name, and a label that fits")
        beep = element.get("beep", "true")
        if beep not in get_args(Beep):
            raise BadDocument(12200, f"beep must be one of {get_args(Beep)}")
        return cls(
            name,
            Terms(
                label=label,
                muted=flag(element, "muted"),
                coaches=element.get("coach", ""),
                beep=cast("Beep", beep),
                starts=flag(element, "startConferenceOnEnter", default=True),
                ends=flag(element, "endConferenceOnExit"),
                wait=_wait(element),
                max_participants=int(
                    number(
                        element,
                        "maxParticipants",
                        MAX_PARTICIPANTS,
                        low=2,
                        high=MAX_PARTICIPANTS,
                    )
                ),
                reports=_reports(element),
                recording=(
                    read_recording(element, trim="trim-silence")
                    if element.get("record", "do-not-record") == "record-from-start"
                    else None
                ),
            ),
        )

    async def attend(self, stage: CallStage, *, until: asyncio.Event) -> bool:
        """Take part until the conference, or this leg's part in it, is over.

        `until` ends it from outside (the caller pressed the star key). Returns
        whether the leg was let in.
        """
        conference = stage.exchange.conferences.open(self.name)
        terms = _absolute(self.terms, stage)
        return await take_part(stage, conference, terms, until=until)


@dataclass(frozen=True, slots=True)
class Attend:
    """What a leg does that was invited into a conference: take part, then hang up."""

    conference: LiveConference
    terms: Terms

    async def perform(self, stage: CallStage) -> Next:
        """Take part to the end, unless the conference is over already."""
        if self.conference.state != "completed":
            await take_part(stage, self.conference, self.terms, until=asyncio.Event())
        return End()


async def take_part(
    stage: CallStage,
    conference: LiveConference,
    terms: Terms,
    *,
    until: asyncio.Event,
) -> bool:
    """Be a participant until either side ends it (see `Conference.attend`)."""
    try:
        participant = conference.join(stage, terms)
    except Unwelcome as error:
        stage.failed(BadDocument(error.code, str(error)))
        return False
    why: Left = "participant_hung_up"
    stop = asyncio.ensure_future(until.wait())
    waiting: set[asyncio.Future[Any]] = {participant.left, stop}
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if participant.left.done():
            why = participant.left.result()
    except asyncio.CancelledError:
        if stage.streams.ending == "replaced" or stage.ended_by == "caller":
            why = "participant_updated_via_api"
        raise
    finally:
        stop.cancel()
        conference.leave(participant, why)
    return why != "participant_add_failed"


def _wait(element: ET.Element) -> Fetch | Literal["music", "silence"]:
    url = element.get("waitUrl")
    if url is None:
        return "music"
    return Fetch(url, method(element, "waitMethod")) if url else "silence"


def _reports(element: ET.Element) -> Reports | None:
    url = element.get("statusCallback", "")
    words = element.get("statusCallbackEvent", "").split()
    if set(words) - set(get_args(Topic)):
        raise BadDocument(12200, f"statusCallbackEvent: {' '.join(get_args(Topic))}")
    if not url or not words:
        return None
    topics = frozenset(cast("list[Topic]", words))
    return Reports(Fetch(url, method(element, "statusCallbackMethod")), topics)


def _absolute(terms: Terms, stage: CallStage) -> Terms:
    """Return the terms with every URL in full."""
    wait, reports, recording = terms.wait, terms.reports, terms.recording
    if isinstance(wait, Fetch):
        wait = stage.full(wait)
    if reports is not None:
        reports = replace(reports, fetch=stage.full(reports.fetch))
    if recording is not None:
        recording = addressed(recording, stage)
    return replace(terms, wait=wait, reports=reports, recording=recording)
