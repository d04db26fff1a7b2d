"""What a call asks the people it is made for, and when it needs one of them.

Not a phase: it reads along in every phase, yields events and what the models are to be
told, and leaves it to the phase what is said on the line. A person on the phone is kept
company meanwhile by whoever talks with them (`panda.session.phases.talking`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, is_live
from panda.compliance.release import Circumstances, may_release
from panda.errors import BadInput
from panda.events import (
    Advised,
    FloorGiven,
    Found,
    Instructed,
    Released,
    StateChanged,
)
from panda.mailbox import AnswerPeople, Attended
from panda.operator.lease import Talker
from panda.people.events import (
    NeedMet,
    PeopleAnswered,
    PeopleAsked,
    PersonNeeded,
)
from panda.people.insisting import insists_on_person
from panda.people.need import MET_BY, Need, Relief
from panda.people.question import PeopleQuestion
from panda.realtime.agent import Heard, Ready, Remember
from panda.session.commands import Entrust, TellVoice
from panda.session.inputs import Ordered, SupervisorAnswered, Tick, VoiceLost

if TYPE_CHECKING:
    from panda.events import CallEvent
    from panda.private import PrivateField
    from panda.session.inputs import Input
    from panda.session.phases.phase import Effects
    from panda.session.record import CallRecord

MOST_OPEN = 3
"""Open questions of one call: more than that nobody answers in a minute."""
MOST_ASKED = 10
"""Questions of one call in all; a model that asks more asks in circles."""
STUCK_MS = 180_000
"""So long in a menu without a person or a queue means that it leads nowhere: the
longest menus of the field take two minutes (docs/benchmarks/menus.md)."""
MISSED = 2
"""After so many consultations in a row without an answer the supervisor is lost."""
_LANDED = frozenset({CallState.TALKING, CallState.ON_HOLD})


class People:
    """The people behind one call, as far as it has to do with them."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._missed = 0
        self._news = False
        self._stuck = False
        """Whether it was said once that the menu leads nowhere."""

    def take_news(self) -> bool:
        """Say, once, whether a question has ended since this was asked last."""
        news, self._news = self._news, False
        return news

    # --- inputs ----------------------------------------------------------------------

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Take what concerns people; all else passes."""
        match what:
            case SupervisorAnswered(advice=advice):
                for question in advice.asks:
                    yield from self.ask(question)
            case Ordered(order=AnswerPeople() as answer):
                yield from self._answered(answer)
            case Ordered(order=Attended()):
                yield from self._relieve(Relief.ATTENDED)
            case Heard(text=text, final=True):
                talks = self._call.state is CallState.TALKING
                if talks and insists_on_person(text):
                    yield from self._need(Need.INSISTED)
            case VoiceLost() if is_live(self._call.state):
                yield from self._need(Need.MODEL_LOST)
            case Ready():
                yield from self._relieve(Relief.MODEL_BACK)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def noticed(self, event: CallEvent) -> Effects:  # noqa: C901 - a table
        """Take an event that was just written to the log."""
        match event:
            case FloorGiven(talker=Talker.OPERATOR):
                yield from self._relieve(Relief.TAKEN_OVER)
            case StateChanged(state=CallState.TRANSFERRED):
                yield from self._relieve(Relief.TAKEN_OVER)
            case Instructed():
                yield from self._relieve(Relief.INSTRUCTED)
            case StateChanged(state=state) if state in _LANDED:
                yield from self._relieve(Relief.MOVED_ON)
            case Advised(refused=True):
                yield from self._need(Need.UNSURE)
            case Advised(failed=True):
                self._missed += 1
                if self._missed >= MISSED:
                    yield from self._need(Need.MODEL_LOST)
            case Advised(late=False):
                self._missed = 0
                yield from self._relieve(Relief.MODEL_BACK)
            case Found(finding=finding) if finding.contradicts:
                yield from self._need(Need.UNSURE)
            case Released(field=field, refused="unknown") if self._may_have(field):
                name = field.replace("_", " ")
                ask = f"A machine asks for the {name}. What is it?"
                yield from self.ask(PeopleQuestion(ask=ask, field=field))
            case _:
                pass

    def leave(self) -> Effects:
        """Withdraw what is open: the call is over."""
        for asked in self._call.people.asked:
            yield PeopleAnswered(question_id=asked.question_id, how="withdrawn")
        for need in tuple(self._call.people.needs):
            yield NeedMet(need=need, by=Relief.ENDED)

    # --- questions -------------------------------------------------------------------

    def ask(self, question: PeopleQuestion) -> Effects:
        """Ask our people, unless they were asked that, or enough, before."""
        people = self._call.people
        ask = question.ask.casefold()
        again = ask in people.texts or question.approves in people.denied
        again = again or any(ask == one.question.ask.casefold() for one in people.asked)
        if again or len(people.asked) >= MOST_OPEN or people.count >= MOST_ASKED:
            return
        yield PeopleAsked(question_id=f"q{people.count + 1}", question=question)
        yield from self._need(Need.QUESTION)

    def _answered(self, answer: AnswerPeople) -> Effects:
        """Take an answer; one that fits nothing open is left, as somebody was first."""
        asked = self._call.people.find(answer.question_id)
        if asked is None:
            return
        field, said = asked.question.field, ""
        if field is not None:
            if not answer.sealed:
                return
            self._call.entrust(field, answer.sealed)
            yield Entrust(field, answer.sealed)
        else:
            try:
                said = asked.question.read(answer.answer)
            except BadInput:
                return
        yield from self._ended(
            PeopleAnswered(
                question_id=answer.question_id,
                how="answered",
                answer=said,
                author=answer.author,
            )
        )

    def _ended(self, answered: PeopleAnswered) -> Effects:
        """Close a question, and tell the voice; the supervisor knows by the record."""
        before = len(self._call.instructions)
        yield answered
        for told in self._call.instructions[before:]:
            yield TellVoice(Remember("system", told))
        self._news = True
        if not self._call.people.asked:
            yield from self._relieve(Relief.ANSWERED)

    def _may_have(self, field: PrivateField) -> bool:
        """Whether a machine may be given a field, if only somebody gave it to us."""
        brief = self._call.briefing
        grant = next((one for one in brief.grants if one.field is field), None)
        if grant is None:
            return False
        now = Circumstances(
            field=field,
            grant=grant,
            known=True,
            goal=brief.questionnaire.goal,
            transferred=self._call.put_through,
            machine=True,
            asked=True,  # what is refused as unknown was asked for
            releases=self._call.releases[field],
        )
        return may_release(now).allowed

    # --- needs -----------------------------------------------------------------------

    def _need(self, need: Need) -> Effects:
        if need not in self._call.people.needs:
            yield PersonNeeded(need=need)

    def _relieve(self, by: Relief) -> Effects:
        for need in tuple(self._call.people.needs):
            if by in MET_BY[need]:
                yield NeedMet(need=need, by=by)

    def _tick(self, now_ms: int) -> Effects:
        for asked in self._call.people.overdue(now_ms):
            yield from self._ended(
                PeopleAnswered(
                    question_id=asked.question_id,
                    how="timed_out",
                    answer=asked.question.default,
                )
            )
        in_menu = self._call.state is CallState.NAVIGATING
        if in_menu and self._call.in_state_ms(now_ms) > STUCK_MS and not self._stuck:
            self._stuck = True
            yield from self._need(Need.STUCK)
