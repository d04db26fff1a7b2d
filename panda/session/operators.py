"""Operators at one call: who listens, who comes and goes, and what they ask for.

Who may be heard is the floor's business (`panda.session.floor`), what a call may be
asked to do that of `panda.session.directions`: from a socket here, or by the API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.events import Heard
from panda.operator import wire
from panda.operator.phones import Phones
from panda.operator.ticket import Role
from panda.realtime.agent import Remember
from panda.session.commands import TellOperators, TellVoice
from panda.session.directions import Directions
from panda.session.floor import Floor
from panda.session.inputs import (
    OperatorAsked,
    OperatorCame,
    OperatorLeft,
    OperatorSpoke,
    OperatorThere,
)

if TYPE_CHECKING:
    from panda.operator.lease import IfLost, Seat
    from panda.session.inputs import Input
    from panda.session.phases.phase import Effect, Effects
    from panda.session.record import CallRecord


_ANSWERED = (wire.Whisper, wire.Say, wire.Keys, wire.Note)
"""What changes nothing that an operator would be told of anyhow."""


class Operators:
    """Everybody who listens to a call, and the one of them who may speak."""

    def __init__(
        self, call: CallRecord, lost: IfLost = "ai", phones: Phones | None = None
    ) -> None:
        self._call = call
        self._phones = phones or Phones()
        self.floor = Floor(call, lost)
        self.directions = Directions(call, self.floor, self._phones)

    # --- inputs ----------------------------------------------------------------------

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Take what concerns operators; all else passes."""
        yield from self.floor.handle(what, now_ms)
        yield from self.directions.handle(what, now_ms)
        match what:
            case OperatorCame(seat=seat, role=role):
                yield from self._came(seat, role, now_ms)
            case OperatorAsked(seat=seat, role=role, what=asked):
                yield from self._there(seat, now_ms)
                yield from self._asked(seat, role, asked, now_ms)
            case OperatorThere(seat=seat):
                yield from self._there(seat, now_ms)
            case OperatorLeft(seat=seat):
                yield from self.floor.left(seat, now_ms)
            case OperatorSpoke(item=item, text=text, began_ms=began_ms):
                at_ms = self._call.answer_ms(began_ms)
                yield Heard(speaker="operator", text=text, item=item, answer_ms=at_ms)
                yield TellVoice(Remember("assistant", text))
            case _:
                pass

    def _there(self, seat: Seat, now_ms: int) -> Effects:
        """Take a sign of life: a holder who was missed has the floor again."""
        if self.floor.lease.sign(seat, now_ms):
            yield from self.floor.heard_again()
            yield from self.floor.announce()

    def _came(self, seat: Seat, role: Role, now_ms: int) -> Effects:
        resumed = role is Role.OPERATOR and self.floor.lease.come_back(seat, now_ms)
        if resumed:
            yield from self.floor.heard_again()
        yield from self._welcome(seat, resumed=resumed)

    def _beat(
        self, seat: Seat, role: Role, beat: wire.Heartbeat, now_ms: int
    ) -> Effects:
        """Let a holder go on whose new socket came before the old one was missed."""
        entitled = beat.returning and role is Role.OPERATOR
        if entitled and self.floor.lease.claim(seat, now_ms):
            yield from self.floor.heard_again()
            yield from self._welcome(seat, resumed=True)

    def _welcome(self, seat: Seat, *, resumed: bool) -> Effects:
        yield TellOperators(
            wire.Welcome(
                call_id=self._call.briefing.call_id,
                operator=seat.name,
                state=self._call.state,
                epoch=self.floor.lease.epoch,
                floor=wire.Holder(holder=self._call.holder or None),
                resumed=resumed,
                phones=self._phones.names,
            ),
            seat.number,
        )
        if resumed:
            yield from self.floor.announce()

    def _asked(
        self, seat: Seat, role: Role, what: wire.FromOperator, now_ms: int
    ) -> Effects:
        if isinstance(what, wire.Heartbeat):
            yield from self._beat(seat, role, what, now_ms)
            return
        if why_not := self.objection(seat, role, what):
            yield self._refused(seat, what, why_not)
            return
        match what:
            case wire.TakeOver(comfort=tone):
                yield from self.floor.take_over(seat, now_ms, tone=tone)
            case wire.HandBack(note=note):
                yield from self.floor.hand_back(seat, note, now_ms)
            case _:
                order = self.directions.of(what, seat.name)
                yield from self.directions.do(order, now_ms)
        if isinstance(what, _ANSWERED):
            yield TellOperators(wire.Done(what=what.type), seat.number)

    def objection(self, seat: Seat, role: Role, what: wire.Request) -> str:
        """Say why something is not done, as a stable code; "" if it is."""
        if role is not Role.OPERATOR:
            return "role"
        if isinstance(what, wire.TakeOver | wire.HandBack):
            return self.directions.objection(what, seat)
        return self.directions.objection(self.directions.of(what, seat.name), seat)

    def _refused(self, seat: Seat, what: wire.Request, reason: str) -> Effect:
        holder = self.floor.lease.holder or None
        refused = wire.Refused(what=what.type, reason=reason, holder=holder)
        return TellOperators(refused, seat.number)
