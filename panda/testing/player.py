"""Plays a call to a session in virtual time: what happens goes in, commands pile up."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, TypeVar

from panda.carrier import CallStatus, StatusUpdate
from panda.mailbox import CarrierNews
from panda.menu.escalation import BY_CARRIER, STANDARD
from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Configure,
    FunctionRequested,
    FunctionResult,
    Heard,
    Ready,
    Said,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
    ToVoice,
)
from panda.session.commands import (
    Consult,
    Finish,
    PlayEntry,
    PlayKeys,
    Record,
    TellVoice,
)
from panda.session.inputs import (
    Began,
    DialAccepted,
    EntryMade,
    KeysPlayed,
    Ordered,
    PhoneOpened,
    SupervisorAnswered,
    Tick,
    UtterancePlayed,
)
from panda.session.session import CallSession
from panda.supervisor.consultation import Advice

if TYPE_CHECKING:
    from collections.abc import Collection

    from panda.campaign import Briefing, CallResult
    from panda.events import CallEvent
    from panda.menu.menu import Transport
    from panda.operator.phones import Phones
    from panda.session.commands import Command
    from panda.session.inputs import Input

TICK_MS = 100
T = TypeVar("T")


class SessionPlayer:
    """A session and the world around it, in virtual time.

    The voice is obedient: it speaks what it is told, word for word, and the callee
    hears it at once. `say_nothing` of `auto_play` leaves utterances unheard.
    """

    def __init__(
        self,
        briefing: Briefing,
        *,
        auto_play: bool = True,
        transports: Collection[Transport] = STANDARD,
        phones: Phones | None = None,
    ) -> None:
        self.session = CallSession(briefing, transports, phones=phones)
        self.now_ms = self.session.began_ms
        self.commands: list[Command] = []
        self.auto_play = auto_play
        self.auto_enter = True
        """Whether each private value opens, fits and is keyed in at once."""
        self._items = (f"item{number}" for number in count(1))

    # --- what happened ---------------------------------------------------------------

    def all(self, kind: type[T]) -> list[T]:
        """All commands of a kind, in order."""
        return [one for one in self.commands if isinstance(one, kind)]

    @property
    def events(self) -> list[CallEvent]:
        """The log so far."""
        return [record.event for record in self.all(Record)]

    def told(self, kind: type[T]) -> list[T]:
        """What the voice was told, of one kind."""
        told: list[ToVoice] = [tell.what for tell in self.all(TellVoice)]
        return [one for one in told if isinstance(one, kind)]

    @property
    def spoken(self) -> list[str]:
        """What the voice was told to speak word for word."""
        return [one.text for one in self.told(SpeakExactly)]

    @property
    def pressed(self) -> str:
        """All keys pressed."""
        return "".join(keys.digits for keys in self.all(PlayKeys))

    @property
    def asked(self) -> Consult:
        """The latest question to the supervisor."""
        return self.all(Consult)[-1]

    @property
    def turns(self) -> Configure:
        """The latest setting of the voice's turns."""
        return [one for one in self.told(Configure) if one.turns is not None][-1]

    @property
    def result(self) -> CallResult | None:
        """What came of the call, once it has ended."""
        finished = self.all(Finish)
        return finished[0].result if finished else None

    # --- what happens ----------------------------------------------------------------

    @property
    def sounded(self) -> KeysPlayed:
        """The news that the latest keys have sounded."""
        pressed = [
            one for one in self.commands if isinstance(one, PlayKeys | PlayEntry)
        ]
        return KeysPlayed(pressed[-1].press)

    def keys_played(self) -> list[Command]:
        """Let the latest keys have sounded; return what follows."""
        return self.feed(self.sounded)

    def feed(self, what: Input) -> list[Command]:
        """Hand one input in, and let the obedient voice speak."""
        commands = self.session.handle(what, self.now_ms)
        self.commands += commands
        for command in commands:
            match command:
                case TellVoice(what=SpeakExactly(text=text)):
                    self._speak(text)
                case PlayEntry(transport=by, press=press) if self.auto_enter:
                    if by not in BY_CARRIER:
                        self.feed(EntryMade(press))
                case _:
                    pass
        return commands

    def wait(self, ms: int) -> None:
        """Let time pass in ticks."""
        end_ms = self.now_ms + ms
        while self.now_ms < end_ms:
            self.now_ms += min(TICK_MS, end_ms - self.now_ms)
            self.feed(Tick())

    def begin(self) -> None:
        """Open the voice and dial."""
        self.feed(Began())
        self.feed(Ready())
        self.feed(DialAccepted("CA1"))

    def news(self, status: CallStatus, *, sip_code: int = 0) -> None:
        """The carrier reports."""
        update = StatusUpdate(
            call_id="call1", call_sid="CA1", status=status, sip_code=sip_code
        )
        self.feed(Ordered(CarrierNews(update=update)))

    def answer(self) -> None:
        """Dial, ring, and somebody picks up."""
        self.begin()
        self.news("ringing")
        self.feed(PhoneOpened("CA1", "MZ1"))

    def callee_says(self, text: str, *, ms: int = 1500) -> str:
        """The callee speaks, falls silent, and is transcribed."""
        item = next(self._items)
        self.feed(SpeechStarted(self.now_ms, item))
        self.wait(ms)
        self.feed(SpeechStopped(self.now_ms, item))
        self.wait(300)
        self.feed(Heard(item, text))
        return item

    def voice_asks(self, request: str = "r1", context: str = "{}") -> None:
        """The voice calls its supervisor."""
        self.feed(FunctionRequested(request, "getSupervisorResponse", context))

    def supervisor_says(self, words: str, **advice: object) -> None:
        """The supervisor answers the latest question; the voice speaks it."""
        request = self.asked.consultation.request
        before = len(self.told(FunctionResult))
        answer = Advice.model_validate(
            {"request": request, "next_response": words, **advice}
        )
        self.feed(SupervisorAnswered(answer))
        if any(one.speak for one in self.told(FunctionResult)[before:]):
            self._speak(words)

    def _speak(self, text: str) -> None:
        item = next(self._items)
        self.feed(AnswerStarted(f"answer-{item}"))
        self.feed(Said(item, text))
        self.feed(AnswerEnded(f"answer-{item}", "completed", spoke=True))
        if self.auto_play:
            self.now_ms += 500
            self.feed(UtterancePlayed(item))
