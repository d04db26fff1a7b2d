"""All that is known of one call: its log, and what follows from the log.

Every change goes through an event, so that a record restored from the log (`replay`)
is the record that wrote it. Times in `now_ms` count from the session's beginning.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from panda.appointments.events import Booked, Declined, Offered, Proposed
from panda.audio.sounds import Sound
from panda.call import CallState, Outcome, Trigger, is_live, step
from panda.campaign import Callback
from panda.changed import Changed
from panda.changes import changed_briefing
from panda.cost import CallUsage, cost_usd
from panda.errors import BadInput
from panda.events import (
    EVENT,
    Advised,
    CallbackAnswered,
    Disclosed,
    Ended,
    FloorGiven,
    Found,
    FunctionCalled,
    Heard,
    HearingChanged,
    Identified,
    Instructed,
    Interrupted,
    MenuHeard,
    Metered,
    Noted,
    OptedOut,
    Pressed,
    PutThrough,
    QueueNews,
    Reattached,
    Released,
    StateChanged,
    TransferMoved,
    VoiceReopened,
)
from panda.features import FEATURES
from panda.inqueue import InQueue
from panda.menu.blind import blind_keys, lasts_ms
from panda.menu.escalation import LADDER, STANDARD
from panda.operator.events import Directed
from panda.operator.legs import Legs
from panda.outcomes import settled
from panda.people.events import (
    NeedMet,
    PeopleAnswered,
    PeopleAsked,
    PersonNeeded,
)
from panda.people.pending import Pending
from panda.recording.consent import Consent, consent
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold
from panda.session.conversation import Conversation
from panda.session.reports import result_of, snapshot_of
from panda.session.turning_away import turned_away
from panda.session.uses import Uses

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from panda.call import AnsweredBy
    from panda.campaign import Briefing, CallResult, CallSnapshot
    from panda.changes import CallChange
    from panda.events import CallEvent
    from panda.features import Feature
    from panda.menu.menu import Means, Transport
    from panda.private import PrivateField
    from panda.research.finding import Finding
    from panda.supervisor.consultation import Line

_NOT_LED = frozenset(
    {
        CallState.HELD,
        CallState.TAKEN_OVER,
        CallState.TRANSFERRING,
        CallState.TRANSFERRED,
        CallState.ENDED,
    }
)


class CallRecord:
    """The log of a call and the state it adds up to."""

    def __init__(
        self, briefing: Briefing, transports: Collection[Transport] = STANDARD
    ) -> None:
        self.briefing = briefing
        self.transports = transports
        """What may carry keys here; see `panda.menu.escalation`."""
        self.state = CallState.QUEUED
        self.outcome: Outcome | None = None
        self.reason = ""
        self.answered_by: AnsweredBy | None = None
        self.said = Conversation()
        self.findings: list[Finding] = []
        self.keys, self.menus = "", 0
        self.releases: Counter[PrivateField] = Counter()
        """How often each private field was given."""
        self.disclosed = self.opted_out = self.put_through = False
        """We have said who calls. They asked never to be called again. It rang again
        after we had come somewhere: this may be somebody else."""
        self.consent = Consent.UNTOLD
        """How who is on the line stands to being recorded."""
        self.instructions: list[str] = []
        """What operators told the AI, and answered it, in order."""
        self.people = Pending()
        """What it has asked its people, and what it needs one for."""
        self.transfer: TransferMoved | None = None
        """How far the latest transfer to an operator's telephone has come."""
        self.uses, self.legs = Uses(), Legs()
        self.phones: tuple[str, ...] = ()
        """Names of the telephones the call may be put through to."""
        self.holder, self.floor_epoch = "", 0
        """The operator who has the floor, and how often it has changed hands."""
        self.led = CallState.QUEUED
        """The latest state in which our agent led the call."""
        self.call_sid = briefing.call_sid
        self.usage = CallUsage()
        self.route, self.wrong_keys = "new", 0
        self.queue: InQueue | None = None
        """Our place in the queue, while we wait and if it was told."""
        self.keypad: Means = "in-band"
        """What carried our latest keys in a menu, so what has led out of it."""
        self.callback: Callback | None = None
        """They are to call back."""
        self.declined_callback = False
        self.sound, self.foreseeing = Sound.SILENCE, ""
        """What the line sounds like, and what is asked ahead of the voice; unlogged."""
        self.reached_ms: int | None = None
        """When a person or a queue was reached, from the session's beginning."""
        self._answered_ms: int | None = None
        self._state_ms = self._held_ms = self._deaf_ms = 0
        """Since when it is in its state; how long it waited in the queue, and how long
        the voice was suspended."""
        self._deaf_since: int | None = None
        self._ended_ms: int | None = None
        self._seq = self._briefed_ms = 0
        """The number of the latest event; the moment of the session that
        `briefing.now` is."""

    # --- what happens ----------------------------------------------------------------

    def add(self, event: CallEvent, now_ms: int) -> CallEvent:
        """Number and date an event, take it in, and return it for the log."""
        event = event.model_copy(update={"seq": self._seq + 1, "at_ms": now_ms})
        self._take_in(event)
        return event

    def move(self, trigger: Trigger, now_ms: int) -> CallEvent:
        """Take a step of the table.

        Raises:
            InvalidTransition: The table has no such step; nothing happens.
        """
        after = step(self.state, trigger)
        return self.add(StateChanged(trigger=trigger, state=after), now_ms)

    def replay(self, log: tuple[str, ...]) -> int:
        """Take in a log as `Briefing.restored` carries it.

        Returns:
            The time of the last event, from which the session's clock goes on.
        """
        for text in log:
            event = EVENT.validate_json(text)
            self._take_in(event)
            self._briefed_ms = event.at_ms
        return self._briefed_ms

    def _take_in(  # noqa: C901, PLR0912, PLR0915 - a table, one line a case
        self, event: CallEvent
    ) -> None:
        self._seq = event.seq
        self.consent = consent(self.consent, event)
        match event:
            case StateChanged(state=state):
                self._change(state, event.at_ms)
            case Heard():
                self.said.hear(event)
            case Interrupted(item=item, heard_ms=heard_ms):
                self.said.cut_off(item, heard_ms)
            case OptedOut():
                self.opted_out = True
            case Identified(answered_by=who):
                self.answered_by = who
            case MenuHeard():
                self.menus += 1
            case Released(field=field, refused=refused):
                self.releases[field] += not refused
            case Pressed(keys=keys, transport=by):
                self.keys += keys
                if self.state is CallState.NAVIGATING:
                    same = (one for one in LADDER if one == by != "spoken")
                    self.keypad = next(same, self.keypad)
                if by == "dial" and self._answered_ms is not None:
                    self._answered_ms -= self._unheard_ms()
            case QueueNews(position=position, wait_s=wait_s):
                at = self.wall(event.at_ms)
                self.queue = InQueue(position=position, wait_s=wait_s, told_at=at)
            case CallbackAnswered(accepted=accepted, number=number):
                at = self.wall(event.at_ms)
                if accepted:
                    self.callback = Callback(number=number, accepted_at=at)
                self.declined_callback = not accepted
            case HearingChanged():
                self._hearing_changed(event)
            case PutThrough():
                self.put_through = True
            case Disclosed():
                self.disclosed = True
            case Found(finding=finding):
                self.findings.append(finding)
            case Metered(usage=usage):
                self.usage = usage
            case FloorGiven(holder=holder, epoch=epoch):
                self.holder, self.floor_epoch = holder, epoch
            case TransferMoved():
                self.transfer = event
                self.legs.take_in(event)
            case Instructed(text=text):
                self.instructions.append(text)
            case PeopleAsked() | PeopleAnswered() | PersonNeeded() | NeedMet():
                self.instructions += self.people.take_in(event)
            case Changed(change=change, refused=refused):
                if not refused:
                    self._changed(change)
            case Ended(outcome=outcome, reason=reason):
                self.outcome, self.reason = outcome, reason
                self._ended_ms = event.at_ms
            case FunctionCalled():
                self.uses.take_in(event)
                self.people.spend(event)
            case Proposed() | Booked() | Declined() | Offered():
                self.uses.take_in(event)
            case Advised() | VoiceReopened() | Reattached() | Noted() | Directed():
                pass
            case RecordingTold() | RecordingAsked() | RecordingAnswered():
                pass

    def _hearing_changed(self, event: HearingChanged) -> None:
        if self._deaf_since is not None:
            missed_ms = event.at_ms - self._deaf_since - event.replayed_ms
            self._deaf_ms += max(0, missed_ms)
        self._deaf_since = None if event.on else event.at_ms

    def _change(self, state: CallState, at_ms: int) -> None:
        if self.state is CallState.ON_HOLD:
            self._held_ms += at_ms - self._state_ms
            self.queue = None
        reached = {CallState.TALKING, CallState.ON_HOLD}
        if state in reached and self.reached_ms is None:
            self.reached_ms = at_ms
        if self._answered_ms is None and is_live(state):
            self._answered_ms = at_ms
        if state not in _NOT_LED:
            self.led = state
        self.state, self._state_ms = state, at_ms

    def _changed(self, change: CallChange) -> None:
        # Restored after its campaign was changed, a call may begin from other
        # questions than the change was made for; what does not fit stays as it is.
        with suppress(BadInput):
            self.briefing = changed_briefing(self.briefing, change)

    def entrust(self, field: PrivateField, sealed: str) -> None:
        """Take a private value; in no log, it is gone with the actor and asked anew."""
        provider = self.briefing.provider
        values = {**provider.sealed, field: sealed}
        provider = provider.model_copy(update={"sealed": values})
        self.briefing = self.briefing.model_copy(update={"provider": provider})

    def has(self, feature: Feature) -> bool:
        """Whether this call has a feature."""
        return self.briefing.features.get(feature, FEATURES[feature].default)

    # --- what follows ----------------------------------------------------------------

    @property
    def lines(self) -> list[Line]:
        """What was said: see `Conversation`."""
        return self.said.lines

    @property
    def operator(self) -> str:
        """Which operator talks with them, at a browser or on a telephone."""
        if self.state is CallState.TRANSFERRED and self.transfer is not None:
            return self.transfer.to
        return self.holder

    @property
    def length(self) -> int:
        """How many events the log has."""
        return self._seq

    @property
    def answered(self) -> bool:
        """Whether somebody or something has picked up."""
        return self._answered_ms is not None

    def answer_ms(self, now_ms: int) -> int:
        """Milliseconds since the answer."""
        return 0 if self._answered_ms is None else max(0, now_ms - self._answered_ms)

    def _unheard_ms(self) -> int:
        """How long it had been answered before we were on the line.

        That is as long as the keys take that go out with the dial.
        """
        brief = self.briefing
        return lasts_ms(blind_keys(brief.route, brief.provider.phone, self.transports))

    def left_ms(self, now_ms: int) -> int:
        """How much of the longest call is left, in ms."""
        return self.briefing.limits.call_s * 1000 - self.answer_ms(now_ms)

    def in_state_ms(self, now_ms: int) -> int:
        """How long the call has been in its state."""
        return now_ms - self._state_ms

    def wall(self, now_ms: int) -> datetime:
        """Wall time of a moment of the session."""
        return self.briefing.now + timedelta(milliseconds=now_ms - self._briefed_ms)

    @property
    def missing(self) -> list[str]:
        """Required fields for which nothing was found."""
        found = {finding.field: finding.value for finding in self.findings}
        return self.briefing.questionnaire.missing(found)

    def settled(self, outcome: Outcome) -> Outcome:
        """Return what an end of the call comes to, by all that is known of it."""
        if self.callback is not None and outcome in {
            Outcome.HUNG_UP,
            Outcome.TIME_LIMIT,
        }:
            outcome = Outcome.CALLBACK
        return settled(
            outcome,
            opted_out=self.opted_out,
            answered=self.answered,
            found_all=not self.missing,
            turned_away=turned_away(self),
        )

    def cost_usd(self, now_ms: int) -> float:
        """What the call has cost so far."""
        call_s, phone = self.answer_ms(now_ms) / 1000, self.legs.minutes(now_ms)
        at = self.briefing.prices
        return cost_usd(self.usage, call_s=call_s, phone_minutes=phone, at=at)

    @property
    def is_suspended(self) -> bool:
        """Whether the voice hears nothing now."""
        return self._deaf_since is not None

    def suspended_s(self, now_ms: int) -> float:
        """How long the voice was sent nothing, in seconds."""
        since = self._deaf_since
        return (self._deaf_ms + (0 if since is None else now_ms - since)) / 1000

    @property
    def answered_at(self) -> datetime | None:
        """Wall time of the answer."""
        return None if self._answered_ms is None else self.wall(self._answered_ms)

    @property
    def since(self) -> datetime:
        """Wall time at which the call entered its state."""
        return self.wall(self._state_ms)

    @property
    def held_s(self) -> float:
        """Seconds in the business's queue, until it was last left."""
        return self._held_ms / 1000

    def ended_ms(self, now_ms: int) -> int:
        """When the call ended; now, if it goes on."""
        return now_ms if self._ended_ms is None else self._ended_ms

    def snapshot(self, now_ms: int) -> CallSnapshot:
        """The latest of the call, for whoever watches."""
        return snapshot_of(self, now_ms)

    def result(self, now_ms: int) -> CallResult:
        """What came of the call; only after it has ended."""
        return result_of(self, now_ms)
