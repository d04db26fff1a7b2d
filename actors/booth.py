"""Where operators meet a call: their sockets, the bridge, the session, the scribe.

The runner owns one and passes on what concerns operators; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from actors.operators import OperatorDesk
from actors.scribe import Scribe
from panda.events import Heard
from panda.operator.lease import Talker
from panda.operator.wire import Levels, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from actors.adopt import Guest, Handshake
    from panda.bridge import MediaBridge
    from panda.campaign import Briefing
    from panda.effects import Effect, Overheard
    from panda.events import CallEvent
    from panda.operator.lease import Seat
    from panda.ports import Clock
    from panda.realtime.agent import Heard as Words
    from panda.session.commands import GiveFloor, TellOperators
    from panda.session.inputs import Input
    from panda.session.session import CallSession
    from panda.settings import Settings

LEVELS_TICKS = 5
"""Levels go out twice a second."""


class Host(Protocol):
    """The call a booth stands in."""

    def now_ms(self) -> int:
        """The session's clock."""
        ...

    def feed(self, what: Input) -> None:
        """Hand an input to the session."""
        ...

    def carry_out(self, effects: Iterable[Effect]) -> None:
        """Do what the bridge wants done."""
        ...

    def guarded(self) -> AbstractContextManager[None]:
        """Let a fault of our own end the call rather than pass unseen."""
        ...


class Booth:
    """The operators of one call and all they need."""

    def __init__(
        self,
        host: Host,
        briefing: Briefing,
        settings: Settings,
        clock: Clock,
        *,
        session: CallSession,
        bridge: MediaBridge,
    ) -> None:
        self._host = host
        self._session = session
        self._bridge = bridge
        self._desk = OperatorDesk(settings, briefing.call_id, clock, self)
        self._scribe = Scribe(
            settings,
            language=briefing.questionnaire.language,
            now_ms=host.now_ms,
            feed=self._written,
            on_piece=self._piece,
        )
        self._ticks = 0

    def welcome(self, handshake: Handshake) -> Guest | None:
        """See `OperatorDesk.welcome`."""
        return self._desk.welcome(handshake)

    # --- from the call ---------------------------------------------------------------

    def give_floor(self, floor: GiveFloor, now_ms: int) -> None:
        """Let the bridge know who is heard, and have an operator's words written."""
        if floor.talker is Talker.OPERATOR:
            self._scribe.open()
        elif self._bridge.talker is Talker.OPERATOR:
            self._scribe.pause()
        self._host.carry_out(
            self._bridge.give_floor(floor.talker, floor.epoch, now_ms, tone=floor.tone)
        )

    def tell(self, told: TellOperators) -> None:
        """See `OperatorDesk.tell`."""
        self._desk.tell(told.what, told.seat)

    def recorded(self, event: CallEvent) -> None:
        """Show what was said, as it is in the log."""
        if isinstance(event, Heard):
            self._desk.tell(
                Transcript(
                    speaker=event.speaker, text=event.text, at_ms=event.answer_ms
                )
            )

    def overheard(self, sound: Overheard) -> None:
        """Let listeners hear it, at its time since the answer."""
        at_ms = self._session.record.answer_ms(sound.at_ms)
        self._desk.overhear(sound.side, at_ms, sound.mulaw)

    def callee_speaks(self, words: Words) -> None:
        """Show words of a sentence that goes on."""
        if not words.final and self._desk.is_attended:
            at_ms = self._session.record.answer_ms(self._host.now_ms())
            piece = Transcript(
                speaker="business", text=words.text, at_ms=at_ms, final=False
            )
            self._desk.tell(piece)

    def tick(self) -> None:
        """Let time pass: 0.1 s."""
        if not self._desk.is_attended:
            return
        self._desk.signs()
        self._ticks += 1
        if self._ticks % LEVELS_TICKS == 0:
            health = self._bridge.health(self._host.now_ms())
            self._desk.tell(
                Levels(in_db=health.level_in_db, out_db=health.level_out_db)
            )

    def dismiss(self, operator: str) -> None:
        """Send an operator away, who may come no more."""
        self._desk.dismiss(operator)

    async def close(self) -> None:
        """Send everybody away; the scribe goes, too."""
        self._desk.close()
        await self._scribe.close()

    # --- from the operators; the desk calls these ------------------------------------

    def feed(self, what: Input) -> None:
        """See `actors.operators.Ports`."""
        self._host.feed(what)

    def speak(self, mulaw: bytes, epoch: int) -> None:
        """Let the callee hear a frame; what they do not hear is not written down."""
        if self._bridge.lets_through(epoch):
            self._scribe.append(mulaw)
        now_ms = self._host.now_ms()
        self._host.carry_out(self._bridge.from_operator(mulaw, epoch, now_ms))

    def may_speak(self, seat: Seat) -> bool:
        """See `actors.operators.Ports`."""
        return self._session.operators.floor.lease.is_held_by(seat)

    def listen(self, *, on: bool) -> None:
        """See `actors.operators.Ports`."""
        self._bridge.listen("operators", on=on)

    def guarded(self) -> AbstractContextManager[None]:
        """See `actors.operators.Ports`."""
        return self._host.guarded()

    # --- from the scribe -------------------------------------------------------------

    def _written(self, what: Input) -> None:
        with self._host.guarded():
            self._host.feed(what)

    def _piece(self, text: str, began_ms: int) -> None:
        at_ms = self._session.record.answer_ms(began_ms)
        piece = Transcript(speaker="operator", text=text, at_ms=at_ms, final=False)
        self._desk.tell(piece)
