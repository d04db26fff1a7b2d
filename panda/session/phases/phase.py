"""What a phase is, and what it may ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.events import CallEvent, OptedOut, Released
from panda.session.commands import Command

if TYPE_CHECKING:
    from panda.call import Trigger
    from panda.functions.decisions import Decision
    from panda.functions.permission import Caller
    from panda.private import PrivateField
    from panda.session.inputs import Input
    from panda.session.record import CallRecord


@dataclass(frozen=True, slots=True)
class Go:
    """Take a step of the call's table and go on in another phase."""

    trigger: Trigger
    phase: Phase


@dataclass(frozen=True, slots=True)
class Over:
    """The call has come to its end; `hang_up` unless the carrier ended it."""

    outcome: Outcome
    reason: str = ""
    hang_up: bool = True


@dataclass(frozen=True, slots=True)
class Do:
    """Carry out what a function has decided, if that is still right."""

    decision: Decision
    caller: Caller
    author: str = ""


@dataclass(frozen=True, slots=True)
class Take:
    """Take this in as if it came now: it came before anybody could use it."""

    what: Input


Effect = Command | CallEvent | Go | Over | Do | Take
"""A command for the shell, an event for the log, a change of phase, a decision, or what
came early."""
Effects = Iterator[Effect]


class Phase(ABC):
    """One phase of one call.

    A phase may read the record, never change it: what it wants known, it yields.
    """

    def __init__(self, call: CallRecord) -> None:
        self.call = call

    @abstractmethod
    def enter(self, now_ms: int) -> Effects:
        """Begin, or begin again after the call's stream was re-attached."""

    def leave(self, now_ms: int) -> Effects:
        """Settle what is open before somebody takes the call out of our hands."""
        del now_ms
        yield from ()

    def part(self, now_ms: int) -> Effects:
        """End the call because somebody of ours wants it ended."""
        del now_ms
        yield Over(Outcome.CANCELLED, "function")

    def opt_out(self, now_ms: int) -> Effects:
        """End the call because they want no more of them."""
        del now_ms
        yield OptedOut()
        yield Over(Outcome.DECLINED, "function")

    def release(self, field: PrivateField, now_ms: int) -> Effects:
        """Key a private value in because somebody of ours wants it, if it is asked for.

        Only a menu asks for any: anywhere else nobody does.
        """
        del now_ms
        yield Released(field=field, refused="not_asked")

    def keyed(self) -> Effects:
        """Take that keys are pressed because somebody of ours wants it."""
        yield from ()

    def ended(self, over: Over, now_ms: int) -> Effects:
        """Settle what is open when the call ends: commands and events only."""
        del over, now_ms
        yield from ()

    @abstractmethod
    def handle(self, what: Input, now_ms: int) -> Effects:
        """Take what happened."""
