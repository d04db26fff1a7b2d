"""The operators' sockets at one call: tickets, seats, and audio for who listens.

    desk = OperatorDesk(settings, call_id, clock, ports)
    desk.welcome(handshake)         a `Guest` for the call's door, or None
    desk.tell(message, seat=None)   to all, or to one
    desk.overhear(side, at_ms, mulaw)
    desk.signs()                    every tick: who has been heard of since the last
    desk.close(code)

It decides nothing: what operators ask for is fed to the session, and whose frames are
heard is asked of it. A browser that reads too slowly loses the oldest sound; nothing
here ever waits for one (RELIABILITY R13).
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, urlsplit

from panda.errors import ProtocolError
from panda.operator import wire
from panda.operator.lease import Seat
from panda.operator.ticket import VALID_S, Punch, Role, admit
from panda.session.inputs import (
    OperatorAsked,
    OperatorCame,
    OperatorLeft,
    OperatorThere,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from actors.adopt import CallSocket, Handshake
    from panda.operator.ticket import Ticket
    from panda.ports import Clock
    from panda.session.inputs import Input
    from panda.settings import Settings

_log = logging.getLogger(__name__)

PATH = "/operator/"
MOST = 40
"""Sockets at one call: a class of viewers, not a flood."""
MOST_VIEWERS = 32
"""Of those, how many may only look: whoever must take over finds a place."""
MESSAGES_PER_S = 200
"""Messages of one socket (RELIABILITY R12): 50 are a microphone's."""
KEPT = 50
"""Messages of sound that wait for a slow browser: about a second of each side."""
TEXTS = 256
"""Texts that a slow browser may be behind by (R13); then it is cut off."""
DISMISSED = 4403
"""Close code for who was sent away (RFC 6455, 7.4.2: 4000 to 4999 are ours)."""
SLOW = 1013
"""Close code: come back when you have time."""


class Ports(Protocol):
    """What the desk needs of the call it stands in."""

    def feed(self, what: Input) -> None:
        """Hand an input to the session."""
        ...

    def speak(self, mulaw: bytes, epoch: int) -> None:
        """Let the callee hear a frame of whoever has the floor."""
        ...

    def may_speak(self, seat: Seat) -> bool:
        """Whether this seat has the floor."""
        ...

    def listen(self, *, on: bool) -> None:
        """Begin or end overhearing the call."""
        ...

    def guarded(self) -> AbstractContextManager[None]:
        """Let a fault of our own end the call rather than pass unseen."""
        ...


@dataclass(slots=True)
class Allowance:
    """How many messages a socket may still send now."""

    left: float = MESSAGES_PER_S
    at_ms: int = 0

    def spend(self, now_ms: int) -> None:
        """Take one off.

        Raises:
            ProtocolError: There is none left.
        """
        gained = (now_ms - self.at_ms) * MESSAGES_PER_S / 1000
        self.left = min(MESSAGES_PER_S, self.left + gained) - 1
        self.at_ms = now_ms
        if self.left < 0:
            raise ProtocolError("too many messages")


class OperatorDesk:
    """All operators at one call."""

    def __init__(
        self, settings: Settings, call_id: str, clock: Clock, ports: Ports
    ) -> None:
        self._settings = settings
        self._call_id = call_id
        self._clock = clock
        self._ports = ports
        self._punch = Punch()
        self._seats: dict[int, _Visit] = {}
        self._dismissed: dict[str, float] = {}
        """Until when (Unix seconds) tickets may be about of who was sent away."""
        self._number = 0

    @property
    def is_attended(self) -> bool:
        """Whether anybody is here."""
        return bool(self._seats)

    def welcome(self, handshake: Handshake) -> _Visit | None:
        """Let a socket in by its ticket; None if it has no right to come in."""
        try:
            ticket = self._checked(handshake)
        except ProtocolError as error:
            _log.info("call %s: operator refused: %s", self._call_id, error)
            return None
        self._number += 1
        return _Visit(self, Seat(self._number, ticket.operator), ticket.role)

    def _checked(self, handshake: Handshake) -> Ticket:
        origin = handshake.headers.get("Origin", "")
        if origin and origin not in self._origins():
            raise ProtocolError("page is of another origin")
        if len(self._seats) >= MOST:
            raise ProtocolError("too many operators")
        given = parse_qs(urlsplit(handshake.path).query).get("ticket", [""])[0]
        now_s = self._clock.now().timestamp()
        key = self._settings.signing_key.encode()
        ticket = admit(given, key, call_id=self._call_id, now_s=now_s)
        if now_s <= self._dismissed.get(ticket.operator, 0.0):
            raise ProtocolError("operator was sent away")
        looks_on = ticket.role is Role.VIEWER
        viewers = sum(one.role is Role.VIEWER for one in self._seats.values())
        if looks_on and viewers >= MOST_VIEWERS:
            raise ProtocolError("too many viewers")
        if not self._punch.use(ticket, now_s=now_s):
            raise ProtocolError("ticket was used before")
        return ticket

    def _origins(self) -> set[str]:
        public = urlsplit(self._settings.public_url)
        ours = f"{public.scheme}://{public.netloc}"
        return {ours, *self._settings.dashboard_origins}

    # --- to the operators ------------------------------------------------------------

    def tell(self, message: wire.ToOperator, seat: int | None = None) -> None:
        """Send a message to all, or to one who may be gone; after the last, close."""
        if not self._seats:
            return
        text = wire.write(message)
        for number, visit in list(self._seats.items()):
            if seat in {None, number}:
                visit.tell(text)
                if isinstance(message, wire.Ended):
                    visit.close(1000)

    def overhear(self, side: wire.Side, at_ms: int, mulaw: bytes) -> None:
        """Let everybody hear this; it is encoded once."""
        message = wire.write_audio(side, at_ms, mulaw)
        for visit in self._seats.values():
            visit.play(message)

    def signs(self) -> None:
        """Tell the session whom something was heard of since the last time."""
        for visit in list(self._seats.values()):
            if visit.take_sign():
                self._ports.feed(OperatorThere(visit.seat))

    def close(self, code: int = 1000) -> None:
        """Send everybody away."""
        for visit in list(self._seats.values()):
            visit.close(code)

    def dismiss(self, operator: str) -> None:
        """Send somebody away; their tickets open nothing any more."""
        self._dismissed[operator] = self._clock.now().timestamp() + VALID_S
        for visit in list(self._seats.values()):
            if visit.seat.name == operator:
                visit.close(DISMISSED)

    # --- from the operators; visits call these ---------------------------------------

    def seated(self, visit: _Visit) -> None:
        """Take a socket that has opened."""
        with self._ports.guarded():
            self._seats[visit.seat.number] = visit
            self._ports.listen(on=True)
            self._ports.feed(OperatorCame(visit.seat, visit.role))

    def asked(self, visit: _Visit, text: str) -> None:
        """Take a text message."""
        with self._ports.guarded():
            what = wire.read(text)
            self._ports.feed(OperatorAsked(visit.seat, visit.role, what))

    def spoken(self, visit: _Visit, data: bytes) -> None:
        """Take a frame of a microphone; without the floor it goes nowhere."""
        with self._ports.guarded():
            speech = wire.read_speech(data)
            if self._ports.may_speak(visit.seat):
                self._ports.speak(speech.mulaw, speech.epoch)

    def left(self, visit: _Visit) -> None:
        """Take note that a socket has closed."""
        with self._ports.guarded():
            if self._seats.pop(visit.seat.number, None) is None:
                return
            self._ports.listen(on=bool(self._seats))
            self._ports.feed(OperatorLeft(visit.seat))

    def now_ms(self) -> int:
        """Monotonic time, for what a socket may send."""
        return self._clock.monotonic_ms()


class _Visit:
    """One socket's stay; a `HearingGuest` of the call's door."""

    def __init__(self, desk: OperatorDesk, seat: Seat, role: Role) -> None:
        self.seat = seat
        self.role = role
        self._desk = desk
        self._socket: CallSocket | None = None
        self._allowance = Allowance(at_ms=desk.now_ms())
        self._sound: deque[bytes] = deque(maxlen=KEPT)
        self._behind = 0
        """Texts sent while the socket was full."""
        self._sign = False

    def on_open(self, socket: CallSocket) -> None:
        self._socket = socket
        self._desk.seated(self)

    def on_text(self, text: str) -> None:
        self._allowance.spend(self._desk.now_ms())
        self._sign = True
        self._desk.asked(self, text)

    def on_bytes(self, data: bytes) -> None:
        self._allowance.spend(self._desk.now_ms())
        self._sign = True
        self._desk.spoken(self, data)

    def on_closed(self, code: int, *, clean: bool) -> None:
        del code, clean
        self._desk.left(self)

    def take_sign(self) -> bool:
        """Say whether anything came since this was asked last."""
        came, self._sign = self._sign, False
        return came

    def tell(self, text: str) -> None:
        if self._socket is None:
            return
        self._behind = self._behind + 1 if self._socket.is_full else 0
        if self._behind > TEXTS:
            self.close(SLOW)
        else:
            self._socket.send(text)

    def play(self, message: bytes) -> None:
        """Send sound, or keep the latest of it until there is room."""
        if self._socket is None:
            return
        self._sound.append(message)
        while self._sound and not self._socket.is_full:
            self._socket.send(self._sound.popleft())

    def close(self, code: int) -> None:
        if self._socket is not None:
            self._socket.close(code)
