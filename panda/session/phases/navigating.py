"""In a phone menu: the voice is silent, the navigator decides, tones are played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.audio.sounds import Sound
from panda.call import Outcome
from panda.events import Advised, MenuHeard, Pressed, Released
from panda.features import Feature
from panda.menu.asking.asking import Fate
from panda.menu.asking.question import Unanswered
from panda.menu.memory.lending import Inquiry
from panda.menu.menu import LineKind
from panda.menu.navigate import Navigator
from panda.menu.steps import (
    Arrived,
    Ask,
    Enter,
    Press,
    Seek,
    Speak,
    Step,
    Stuck,
    Told,
    Understood,
)
from panda.realtime.agent import (
    Configure,
    Heard,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
)
from panda.session.commands import (
    AskWay,
    BorrowRoute,
    LetHear,
    LetSpeak,
    PlayEntry,
    PlayKeys,
    RecordRoute,
    TellVoice,
)
from panda.session.inputs import (
    EntryMade,
    EntryUnfit,
    KeysPlayed,
    KeysRefused,
    KeysUnsure,
    PhoneOpened,
    RouteLent,
    SoundChanged,
    SupervisorFailed,
    Tick,
    WayShown,
)
from panda.session.phases.onward import to_person, to_queue
from panda.session.phases.phase import Effects, Over, Phase
from panda.session.releasing import Releasing
from panda.session.wording import MACHINE_TURNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.line.segments import Segments
    from panda.menu.asking.question import WayQuestion
    from panda.private import PrivateField
    from panda.session.inputs import Input
    from panda.session.record import CallRecord

TELLING = frozenset({Outcome.HUNG_UP, Outcome.TIME_LIMIT})
"""Ends that say something about the way through a menu on which they were met: a
machine hangs up after the third invalid entry, or goes round until the time is up. An
operator's end, or a failure of ours, says nothing."""


class Navigating(Phase):
    """Finding the way through a menu."""

    def __init__(
        self,
        call: CallRecord,
        *,
        heard: tuple[tuple[str, int], ...] = (),
        segments: Segments | None = None,
        behind: bool = False,
        learns: bool = True,
    ) -> None:
        super().__init__(call)
        self._learns = learns
        """Whether the way is remembered: not if an operator has gone half of it."""
        brief = call.briefing
        self._releasing = Releasing(call)
        self._navigator = Navigator(
            brief.questionnaire.goal,
            brief.route,
            language=brief.questionnaire.language,
            about=brief.questionnaire.opening,
            transports=call.transports,
            business=brief.provider.name,
            releases=self._may_give,
            barges_in=call.has(Feature.MENU_BARGE_IN),
        )
        self._press = 0
        """The latest of our keys, by when they were asked for: no two at a time, so
        that none of an earlier phase is called the same."""
        self._entering: Enter | None = None
        """The entry of which it is not known yet whether it was made."""
        self._heard_before = heard
        self._segments = segments
        self._behind = behind

    def enter(self, now_ms: int) -> Effects:
        """Take in what was heard before it was known to be a menu."""
        yield TellVoice(Configure(turns=MACHINE_TURNS))
        yield LetHear(on=True)
        yield LetSpeak(on=True)  # some options must be spoken
        heard, self._heard_before = self._heard_before, ()
        segments, self._segments = self._segments, None
        if self._behind:
            self._behind = False
            self._navigator.begin_behind(now_ms)
            return
        first = self.call.reached_ms is None
        since_ms = now_ms - self.call.answer_ms(now_ms) if first else now_ms
        if self.call.sound is Sound.SPEECH:  # told when it changes only
            self._navigator.sound(Sound.SPEECH, now_ms)
        steps = self._navigator.begin(
            heard, now_ms, segments=segments, since_ms=since_ms
        )
        yield from self._do(steps, now_ms)

    def leave(self, now_ms: int) -> Effects:
        """Log what may have been given before somebody else has the call."""
        del now_ms
        yield from self._entered()

    def release(self, field: PrivateField, now_ms: int) -> Effects:
        """Answer the request that stands with a field, as the terms allow."""
        asked = field in self._navigator.requested(now_ms)
        releasing = Releasing(self.call)
        steps: Iterable[Step] = ()
        if releasing.may_give(field, asked=asked, under_way=self._under_way(field)):
            steps = self._navigator.enter(field, now_ms)
        yield from releasing.audit()
        yield from self._do(steps, now_ms)

    def keyed(self) -> Effects:
        """Take that what was asked for before is so no more."""
        self._navigator.keyed()
        yield from ()

    def ended(self, over: Over, now_ms: int) -> Effects:
        """Remember a way that has led nowhere until the call was over."""
        yield from self._entered()
        if over.outcome in TELLING:
            yield from self._remember(now_ms, over.outcome)

    def handle(self, what: Input, now_ms: int) -> Effects:  # noqa: C901, PLR0912
        """Pass words, sounds and time to the navigator; carry out what it says."""
        steps: Iterable[Step] = ()
        match what:
            case Heard(item=item, text=text, final=True):
                steps = self._navigator.hear(text, now_ms, item)
            case SpeechStarted(item=item):
                steps = self._navigator.speech(started=True, now_ms=now_ms, item=item)
            case SpeechStopped(item=item):
                steps = self._navigator.speech(started=False, now_ms=now_ms, item=item)
            case SoundChanged(sound=sound):
                steps = self._navigator.sound(sound, now_ms)
            case KeysPlayed(press=press) if press == self._press:
                steps = self._navigator.keys_played(now_ms)
            case EntryMade(press=press) if press == self._press:
                yield from self._entered()
            case KeysRefused(press=press) if press == self._press:
                self._entering = None
                steps = self._navigator.keys_refused(now_ms)
            case KeysUnsure(press=press) if press == self._press:
                yield from self._entered()  # it may be: too few would be the worse
                steps = self._navigator.keys_unsure(now_ms)
            case EntryUnfit(field=field):
                self._entering = None
                steps = self._navigator.unfit(field, now_ms)
            case WayShown(answer=answer):
                steps = self._navigator.advise(answer, now_ms)
            case SupervisorFailed(request=request):
                steps = self._navigator.advise(Unanswered(request=request), now_ms)
            case RouteLent(route=route):
                steps = self._navigator.borrow(route, now_ms)
            case Tick():
                steps = self._navigator.tick(now_ms)
            case PhoneOpened():
                yield from self._entered()
                yield from self.enter(now_ms)
                steps = self._navigator.keys_played(now_ms)  # by the carrier, if any
            case _:
                pass
        yield from self._do(steps, now_ms)

    def _do(self, steps: Iterable[Step], now_ms: int) -> Effects:  # noqa: C901
        yield from self._releasing.audit()
        for step in steps:
            match step:
                case Understood(menu=menu):
                    options = tuple((o.digits or o.say, o.label) for o in menu.options)
                    yield MenuHeard(options=options)
                case Press(digits=digits, label=label, transport=by):
                    yield from self._entered()
                    yield Pressed(keys=digits, label=label, transport=by)
                    self._press = now_ms
                    yield PlayKeys(digits, by, self._press)
                case Enter(entry=entry, field=field, transport=by):
                    yield from self._entered()
                    self._entering = step
                    self._press = now_ms
                    yield PlayEntry(field, entry, by, self._press)
                case Speak(text=text, label=label):
                    yield Pressed(keys=f"({text})", label=label, transport="spoken")
                    yield TellVoice(SpeakExactly(text, aside=True))
                case Ask(question=question):
                    yield AskWay(self._ours(question))
                case Told():
                    yield _advised(step)
                case Seek():
                    if self.call.has(Feature.LENDING):
                        yield BorrowRoute(self._inquiry(step))
                case Arrived(kind=kind):
                    yield from self._arrived(kind, now_ms)
                case Stuck(reason=reason):
                    yield from self._remember(now_ms)
                    yield Over(Outcome.MENU_STUCK, reason)

    def _may_give(self, field: PrivateField) -> bool:
        """Decide about what was read in the prompt that is being answered."""
        return self._releasing.may_give(
            field, asked=True, under_way=self._under_way(field)
        )

    def _under_way(self, field: PrivateField) -> int:
        return int(self._entering is not None and self._entering.field is field)

    def _entered(self) -> Effects:
        """Log and count an entry, now that it is made, or may have been."""
        entering, self._entering = self._entering, None
        if entering is not None:
            field, by = entering.field, entering.transport
            yield Released(field=field)
            yield Pressed(keys=field.placeholder, label=field, transport=by)

    def _ours(self, question: WayQuestion) -> WayQuestion:
        brief = self.call.briefing
        whose = {"call_id": brief.call_id, "business": brief.provider.name}
        return question.model_copy(update=whose)

    def _inquiry(self, sought: Seek) -> Inquiry:
        brief = self.call.briefing
        return Inquiry(
            number=brief.provider.phone,
            goal=brief.questionnaire.goal,
            entry=sought.entry,
            options=sought.options,
        )

    def _arrived(self, kind: LineKind, now_ms: int) -> Effects:
        yield from self._entered()
        yield from self._remember(now_ms)
        if kind is LineKind.HUMAN:
            yield to_person(self.call)
        elif kind is LineKind.HOLD:
            yield to_queue(self.call)
        elif kind is LineKind.VOICEMAIL:
            yield Over(Outcome.VOICEMAIL)
        elif kind is LineKind.CLOSED:
            yield Over(Outcome.CLOSED)
        else:
            yield Over(Outcome.MENU_STUCK, f"arrived_at_{kind}")

    def _remember(self, now_ms: int, cut_by: Outcome | None = None) -> Effects:
        trip = self._navigator.trip(
            self.call.briefing.provider.phone,
            used_at=self.call.wall(now_ms),
            seconds=self.call.answer_ms(now_ms) / 1000,
        )
        if cut_by is not None:
            trip = trip.model_copy(update={"reason": cut_by.value})
        if trip.drifted:
            self.call.route = "drifted"
        elif trip.followed:
            self.call.route = "known"
        elif trip.lender:
            self.call.route = "strayed" if trip.strayed else "shared"
        if self._learns and (trip.steps or trip.dead or trip.drifted):
            yield RecordRoute(trip)


def _advised(told: Told) -> Advised:
    return Advised(
        request=told.request,
        took_ms=told.took_ms,
        late=told.fate is Fate.LATE,
        failed=told.fate is Fate.FAILED,
        refused=told.fate is Fate.REFUSED,
        about="menu",
    )
