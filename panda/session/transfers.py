"""Putting a call through to an operator's own telephone, and having it back.

The table is `panda.operator.transfer`; this carries out what follows: the operator's
telephone is called while the callee hears a word from the AI and then music, the
callee's leg moves once the call was taken there, and whatever comes to nothing, or ends
soon, leads back to the AI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, Outcome, Trigger, is_live
from panda.events import TransferMoved
from panda.mailbox import LegNews, Resume, Transfer
from panda.operator import wire
from panda.operator.lease import Talker
from panda.operator.transfer import (
    BRIEF_MS,
    MOVING_MS,
    RETURNING_MS,
    TAKING_MS,
    Stage,
    Step,
    after,
)
from panda.realtime.agent import Remember, SpeakExactly
from panda.session.commands import (
    DropPhone,
    FetchCallee,
    MoveCallee,
    RingPhone,
    TellVoice,
)
from panda.session.directions import AWAY
from panda.session.inputs import (
    CalleeStays,
    LegRefused,
    OperatorAsked,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    Tick,
    UtterancePlayed,
)
from panda.session.phases.onward import to_goodbye, to_ours
from panda.session.phases.phase import Effects, Go
from panda.session.phases.transferred import Transferred, Transferring
from panda.session.wording import phrases

if TYPE_CHECKING:
    from panda.operator.phones import Phones
    from panda.session.inputs import Input
    from panda.session.operators import Operators
    from panda.session.record import CallRecord

COMFORT_MS = 6_000
"""The word before the music is heard by then; it takes four seconds to say."""
MISSED = "{to} could not take the call. Go on as before."
SPOKEN = (
    "They have talked with {to} on the telephone for {seconds} seconds. "
    "You have not heard it: never say what was said there."
)
"""How a transfer stands in the voice's conversation."""


class Transfers:
    """The transfers of one call, one at a time.

    Args:
        call: The call.
        operators: Whose the floor is.
        phones: Where it may be put through to.
    """

    def __init__(self, call: CallRecord, operators: Operators, phones: Phones) -> None:
        self._call = call
        self._operators = operators
        self._phones = phones
        latest = call.transfer
        self.stage = Stage.IDLE if latest is None else latest.stage
        self._since_ms = 0 if latest is None else latest.at_ms
        self._together_ms = self._since_ms
        self._comforting = False
        """Whether the word before the music is still being said."""
        self._is_fetched = False

    def handle(  # noqa: C901, PLR0912 - a table, one line a case
        self, what: Input, now_ms: int
    ) -> Effects:
        """Take what concerns transfers; all else passes."""
        if self.stage is Stage.RINGING and self._call.state is CallState.TAKEN_OVER:
            yield from self._over(Step.CALL_OFF, now_ms, "called_off")
        match what:
            case Ordered(order=Transfer(to=to, author=author) as asked):
                if not self._operators.directions.objection(asked, author):
                    yield from self.ask(to, author, now_ms)
            case OperatorAsked(seat=seat, role=role, what=wire.Transfer() as wish):
                if not self._operators.objection(seat, role, wish):
                    yield from self.ask(wish.to, seat.name, now_ms)
            case Ordered(order=LegNews() as news) if self._is_about(news.transfer):
                yield from self._news(news, now_ms)
            case Ordered(order=LegNews(transfer=number, call_sid=sid, news="taken")):
                yield DropPhone(number, sid)  # of a transfer that is over
            case Ordered(order=Resume(author=author) as resume) if (
                self.stage is Stage.RINGING
            ):
                if not self._operators.directions.objection(resume, author):
                    yield from self._return(Step.CALL_OFF, now_ms, "called_off")
            case OperatorAsked(seat=seat, role=role, what=wire.Resume() as again) if (
                self.stage is Stage.RINGING
            ):
                if not self._operators.objection(seat, role, again):
                    yield from self._return(Step.CALL_OFF, now_ms, "called_off")
            case LegRefused(transfer=number, unsure=unsure) if self._is_about(number):
                reason = "unsure" if unsure else "refused"
                yield from self._return(Step.FAIL, now_ms, reason)
            case CalleeStays(transfer=number) if self._is_about(number):
                yield from self._return(Step.STAY, now_ms, "not_moved")
            case PhoneClosed():
                yield from self._moved(now_ms)
            case PhoneOpened():
                yield from self._back(now_ms)
            case UtterancePlayed() if self._comforting:  # what was said before is cut
                yield from self._music()
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def ended(self) -> Effects:
        """Hang up the operator's telephone with the call."""
        if self.stage is not Stage.IDLE and (latest := self._call.transfer):
            yield DropPhone(latest.number, latest.leg_sid)

    def _is_about(self, number: int) -> bool:
        latest = self._call.transfer
        going_on = self.stage is not Stage.IDLE
        return going_on and latest is not None and latest.number == number

    def _step(self, step: Step, now_ms: int, **more: str) -> Effects:
        """Take a step of the table, if it has it, and write it down."""
        stage, latest = after(self.stage, step), self._call.transfer
        if stage is None or latest is None:
            return
        self.stage, self._since_ms = stage, now_ms
        yield latest.model_copy(update={"stage": stage, "reason": "", **more})

    # --- there -----------------------------------------------------------------------

    def ask(self, to: str, author: str, now_ms: int) -> Effects:
        """Call the telephone of this name; what makes no sense now is left."""
        phone = self._phones.find(to)
        busy = self.stage is not Stage.IDLE or self._call.state in AWAY
        if phone is None or busy or not is_live(self._call.state):
            return
        number = 1 if self._call.transfer is None else self._call.transfer.number + 1
        self.stage, self._since_ms = Stage.RINGING, now_ms
        yield TransferMoved(
            number=number, to=phone.name, stage=Stage.RINGING, author=author
        )
        yield Go(Trigger.TRANSFER, Transferring(self._call))
        self._operators.floor.lease.release()
        self._comforting = not self._operators.floor.is_voiceless
        yield RingPhone(number, phone.name)
        if self._comforting:
            yield from self._operators.floor.give(Talker.AI)
            words = phrases(self._call.briefing.questionnaire.language)
            yield TellVoice(SpeakExactly(words.putting_through, aside=True))
            yield from self._operators.floor.announce()
        else:
            yield from self._music()

    def _music(self) -> Effects:
        self._comforting = False
        if self._call.state is CallState.TRANSFERRING:
            yield from self._operators.floor.give(Talker.MUSIC)
            yield from self._operators.floor.announce()

    def _news(self, news: LegNews, now_ms: int) -> Effects:
        latest = self._call.transfer
        if latest is not None and not latest.leg_sid:
            yield latest.model_copy(update={"leg_sid": news.call_sid})
        match news.news, self.stage:
            case "taken", Stage.RINGING:
                yield from self._step(Step.TAKE, now_ms)
                yield MoveCallee(self._number)
            case "over", Stage.RINGING:
                reason = "declined" if news.reason == "completed" else news.reason
                yield from self._return(Step.FAIL, now_ms, reason)
            case "over", Stage.MOVING | Stage.TOGETHER:
                yield from self._step(Step.LEAVE, now_ms)
            case _:
                pass

    @property
    def _number(self) -> int:
        return 0 if self._call.transfer is None else self._call.transfer.number

    def _moved(self, now_ms: int) -> Effects:
        """Take note that the callee's stream has ended; the first time it is news."""
        first = self._call.state is CallState.TRANSFERRING
        if after(self.stage, Step.MOVE) is None or not first:
            return
        self._together_ms = now_ms
        yield from self._step(Step.MOVE, now_ms)
        yield Go(Trigger.CONNECT, Transferred(self._call))
        yield from self._operators.floor.announce()

    # --- and back --------------------------------------------------------------------

    def _over(self, step: Step, now_ms: int, reason: str) -> Effects:
        """End the transfer; the callee is with us, or with an operator at a browser."""
        latest = self._call.transfer
        yield from self._step(step, now_ms, reason=reason)
        self._comforting = self._is_fetched = False
        if latest is not None:
            yield DropPhone(latest.number, latest.leg_sid)

    def _return(self, step: Step, now_ms: int, reason: str) -> Effects:
        """Let the AI go on with somebody whom nobody has taken over."""
        if after(self.stage, step) is None:
            return
        yield from self._over(step, now_ms, reason)
        yield from self._operators.floor.give(Talker.AI)
        to = "" if self._call.transfer is None else self._call.transfer.to
        yield TellVoice(Remember("system", MISSED.format(to=to)))
        words = phrases(self._call.briefing.questionnaire.language)
        yield to_ours(self._call, None, before=words.not_there)
        yield from self._operators.floor.announce()

    def _back(self, now_ms: int) -> Effects:
        """Have the callee again, whoever hung up on whom."""
        if after(self.stage, Step.BACK) is None:
            return
        if self._call.state is CallState.TRANSFERRING:
            yield from self._return(Step.BACK, now_ms, "broken_off")
            return
        talked_ms = now_ms - self._together_ms
        yield from self._over(Step.BACK, now_ms, "")
        yield from self._operators.floor.give(Talker.AI)
        to = "" if self._call.transfer is None else self._call.transfer.to
        about = SPOKEN.format(to=to, seconds=talked_ms // 1000)
        yield TellVoice(Remember("system", about))
        if talked_ms < BRIEF_MS:
            yield to_ours(self._call, None)
        else:
            yield to_goodbye(self._call, Outcome.COMPLETED)
        yield from self._operators.floor.announce()

    def _tick(self, now_ms: int) -> Effects:
        past_ms = now_ms - self._since_ms
        if self._comforting and past_ms > COMFORT_MS:
            yield from self._music()
        match self.stage:
            case Stage.RINGING if past_ms > TAKING_MS:
                yield from self._return(Step.FAIL, now_ms, "too_late")
            case Stage.MOVING if past_ms > MOVING_MS:
                yield from self._return(Step.STAY, now_ms, "not_moved")
            case Stage.RETURNING if past_ms > RETURNING_MS and not self._is_fetched:
                self._is_fetched = True
                yield FetchCallee(self._number)
            case _:
                pass
