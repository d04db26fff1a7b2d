"""What people of ours have a call do: whether it may be done now, done, and logged.

It comes as an order, from the API or from an operator's socket, and one table looks at
it (`Directions.objection`). Whoever asks by the API has no seat: by the lease it is the
name that counts. What is not done is told to who has a socket, and logged of the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, Outcome, is_live
from panda.events import Instructed, Noted, Pressed
from panda.mailbox import End, Hold, Note, PressKeys, Resume, Speak, Transfer, Whisper
from panda.operator import wire
from panda.operator.events import Directed
from panda.operator.lease import Seat
from panda.operator.transfer import Stage
from panda.realtime.agent import Remember, SpeakExactly
from panda.session.commands import PlayKeys, TellVoice
from panda.session.floor import OURS
from panda.session.inputs import Ordered
from panda.session.phases.phase import Effects, Over

if TYPE_CHECKING:
    from panda.operator.phones import Phones
    from panda.session.floor import Floor
    from panda.session.inputs import Input
    from panda.session.record import CallRecord

Direction = Speak | PressKeys | Whisper | Hold | Resume | Transfer | Note | End
"""What anybody of ours may ask of a call."""
Asked = Direction | wire.TakeOver | wire.HandBack
"""The same, and what only who sits at the call can ask."""

INSTRUCTION = "Instruction of the people you call for: {text}"
"""How an operator's whisper stands in the voice's conversation."""
AWAY = frozenset({CallState.TRANSFERRING, CallState.TRANSFERRED})
"""Where the call is on its way to an operator's own telephone, or there."""
_SILENT = OURS | AWAY
"""Where the AI does not lead."""
_THEIRS = frozenset({CallState.TAKEN_OVER, CallState.TRANSFERRED})
"""Where an operator talks with them: who ends the call there has dealt with it."""


class Directions:
    """What one call is asked to do.

    Args:
        call: The call.
        floor: Who is heard there.
        phones: Where it may be put through to.
    """

    def __init__(self, call: CallRecord, floor: Floor, phones: Phones) -> None:
        self._call = call
        self._floor = floor
        self._phones = phones

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Take orders of this kind; all else passes."""
        match what:
            case Ordered(
                order=Speak()
                | PressKeys()
                | Whisper()
                | Hold()
                | Resume()
                | Transfer()
                | Note()
                | End() as order
            ):
                yield from self.ordered(order, now_ms)
            case _:
                pass

    def objection(self, what: Asked, who: Seat | str) -> str:
        """Say why something is not done, as a stable code; "" if it is.

        Args:
            what: What is asked for.
            who: Who asks, at the call; or the name of who asks by the API.
        """
        state, transfer = self._call.state, self._call.transfer
        quiet = isinstance(what, Whisper | Note)
        on_line = not (quiet or isinstance(what, End))
        # Whoever runs the calls can stop each of them, whoever talks there.
        stops = isinstance(what, End) and not isinstance(who, Seat)
        rings = transfer is not None and transfer.stage is Stage.RINGING
        reasons = {
            "held": not (quiet or stops) and self._floor.is_anothers(who),
            "not_answered": on_line and not is_live(state),
            "transferred": on_line and state is CallState.TRANSFERRED,
            "floor": isinstance(what, Speak) and state in _SILENT,
            "unknown": isinstance(what, Transfer)
            and self._phones.find(what.to) is None,
            "being_put_through": state is CallState.TRANSFERRING
            and (
                isinstance(what, Transfer | Hold)
                # Somebody at the telephone has the call already, or nearly.
                or (isinstance(what, Resume | wire.TakeOver) and not rings)
            ),
            "no_music": isinstance(what, Resume)
            and state not in {CallState.HELD, CallState.TRANSFERRING},
            "music": isinstance(what, Hold) and state is CallState.HELD,
            "not_yours": isinstance(what, wire.HandBack) and not self._has_it(who),
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _has_it(self, who: Seat | str) -> bool:
        return isinstance(who, Seat) and self._floor.lease.is_held_by(who)

    def ordered(self, order: Direction, now_ms: int) -> Effects:
        """Do what was asked for from outside of the call, or log why not."""
        if reason := self.objection(order, order.author):
            yield Directed(what=order.kind, author=order.author, refused=reason)
        else:
            yield from self.do(order, now_ms)

    def do(  # noqa: C901 - a table, one line a case
        self, order: Direction, now_ms: int
    ) -> Effects:
        """Do what nothing is to be said against; the log names who asked."""
        author = order.author
        match order:
            case Whisper(text=text):
                yield Instructed(author=author, text=text)
                yield TellVoice(Remember("system", INSTRUCTION.format(text=text)))
            case Note(text=text, about_ms=about_ms):
                before = about_ms is not None and about_ms < now_ms
                yield Noted(
                    author=author, text=text, about_ms=about_ms if before else None
                )
            case PressKeys(digits=digits):
                yield Pressed(keys=digits, label=author or "operator")
                yield PlayKeys(digits)
            case Speak(text=text):
                yield Directed(what=order.kind, author=author)
                yield TellVoice(SpeakExactly(text))
            case Hold():
                yield Directed(what=order.kind, author=author)
                yield from self._floor.hold(now_ms)
            case Resume():
                yield Directed(what=order.kind, author=author)
                if self._call.state is CallState.HELD:
                    yield from self._floor.resume(now_ms)
            case End(outcome=outcome, reason=reason):
                if author:
                    yield Directed(what=order.kind, author=author)
                yield Over(outcome, reason)
            case Transfer():  # `panda.session.transfers` looks after it
                pass

    def of(  # noqa: PLR0911 - a table, one line a case
        self, what: wire.Direction, author: str
    ) -> Direction:
        """Return what an operator at the call asks for as the order that it is."""
        match what:
            case wire.Whisper(text=text):
                return Whisper(text=text, author=author)
            case wire.Say(text=text):
                return Speak(text=text, author=author)
            case wire.Keys(digits=digits):
                return PressKeys(digits=digits, author=author)
            case wire.Hold():
                return Hold(author=author)
            case wire.Resume():
                return Resume(author=author)
            case wire.Transfer(to=to):
                return Transfer(to=to, author=author)
            case wire.Note(text=text):
                return Note(text=text, author=author)
            case wire.End():
                talked = self._call.state in _THEIRS
                outcome = Outcome.COMPLETED if talked else Outcome.CANCELLED
                return End(outcome=outcome, reason="operator", author=author)
