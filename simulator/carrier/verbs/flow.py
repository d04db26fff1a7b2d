"""Verbs that decide what is next: Redirect, Hangup, Reject, Pause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from simulator.carrier.verbs.base import BadDocument, End, Goto, Next, method, number

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from simulator.carrier.form import Method
    from simulator.carrier.stage import CallStage

Reason = Literal["rejected", "busy"]


@dataclass(frozen=True, slots=True)
class Redirect:
    """Goes on with another document; an empty URL is the current one."""

    url: str
    method: Method = "POST"

    @classmethod
    def read(cls, element: ET.Element) -> Redirect:
        """Read the verb."""
        return cls((element.text or "").strip(), method(element, "method"))

    async def perform(self, stage: CallStage) -> Next:  # noqa: ARG002 - see Verb
        """Leave this document."""
        return Goto(self.url, self.method, recovers=True)


@dataclass(frozen=True, slots=True)
class Hangup:
    """The end of the call."""

    @classmethod
    def read(cls, element: ET.Element) -> Hangup:  # noqa: ARG003 - has no attributes
        """Read the verb."""
        return cls()

    async def perform(self, stage: CallStage) -> Next:  # noqa: ARG002 - see Verb
        """End the call."""
        return End()


@dataclass(frozen=True, slots=True)
class Reject:
    """Refuses an incoming call that has not been answered; ends any other."""

    reason: Reason = "rejected"

    @classmethod
    def read(cls, element: ET.Element) -> Reject:
        """Read the verb.

        Raises:
            BadDocument: The reason is none that Twilio has.
        """
        reason = element.get("reason", "rejected")
        if reason not in get_args(Reason):
            raise BadDocument(12200, f"reason must be one of {get_args(Reason)}")
        return cls(cast("Reason", reason))

    async def perform(self, stage: CallStage) -> Next:  # noqa: ARG002 - see Verb
        """End the call."""
        return End()


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence."""

    seconds: float = 1.0

    @classmethod
    def read(cls, element: ET.Element) -> Pause:
        """Read the verb."""
        return cls(number(element, "length", 1))

    async def perform(self, stage: CallStage) -> Next:
        """Let the time pass."""
        await stage.pause(self.seconds)
        return None
