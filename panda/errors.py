"""Everything that can go wrong, as a tree that says whose fault it is.

PandaError
├── ProtocolError       a peer sent something its protocol does not allow
├── InvalidTransition   we asked a call for a step its state does not allow
├── FunctionError       a function failed in a way the model may be told about
├── Refused             compliance says no; carries reason codes
├── BadInput            a person gave us a file or value we cannot use
│   └── Missing         it names what there is not
├── CarrierError        the telephone carrier refused or failed
│   ├── CarrierBusy     refused for now; the same may be asked again
│   ├── CarrierDenied   it does not take calls from us, whoever is called
│   └── CarrierUnsure   we cannot know whether the carrier placed the call
├── VoiceError          the realtime model's side failed
│   └── VoiceRefused    it does not take us at all: asking again is no use
├── ReasonerError       the supervisor's model failed or was too late
├── SealBroken          a private value does not open with our key
└── StoreError          what should outlive a call could not be written
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.call import CallState, Trigger


class PandaError(Exception):
    """Base of every error this project raises on purpose."""


class ProtocolError(PandaError):
    """A peer sent something its protocol does not allow.

    The message never quotes the peer: it may hold somebody's voice.
    """


class InvalidTransition(PandaError):  # noqa: N818 - reads as what happened
    """A call was asked to take a step its state does not allow."""

    def __init__(self, state: CallState, trigger: Trigger) -> None:
        super().__init__(f"cannot {trigger} while {state}")
        self.state = state
        self.trigger = trigger


class FunctionError(PandaError):
    """A function failed in a way the model may be told about.

    The message is spoken to a model, so write it as advice: what went wrong
    and what to try instead.
    """


class Refused(PandaError):  # noqa: N818 - reads as what happened
    """A number may not be called; `reasons` are stable codes."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("refused: " + ", ".join(reasons))
        self.reasons = tuple(reasons)


class BadInput(PandaError):  # noqa: N818 - reads as what happened
    """A person gave us a file or value we cannot use.

    Args:
        problem: What is wrong, without private values.
        where: File and line, or the name of the field.
        advice: What to do about it.
    """

    def __init__(self, problem: str, *, where: str = "", advice: str = "") -> None:
        text = f"{where}: {problem}" if where else problem
        super().__init__(f"{text} ({advice})" if advice else text)
        self.problem = problem
        self.where = where
        self.advice = advice


class Missing(BadInput):
    """What was given names something that there is not."""


class Conflict(BadInput):
    """What was asked for does not go with how things stand by now."""


class CarrierError(PandaError):
    """The telephone carrier refused or failed; the call was certainly not placed."""

    def __init__(self, message: str, *, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class CarrierBusy(CarrierError):  # noqa: N818 - reads as what happened
    """The carrier refused for now (too many requests): ask again after `retry_s`."""

    def __init__(
        self, message: str, *, code: int | None = None, retry_s: float = 1.0
    ) -> None:
        super().__init__(message, code=code)
        self.retry_s = retry_s


class CarrierDenied(CarrierError):  # noqa: N818 - reads as what happened
    """The carrier does not take calls from us: a wrong token, a closed account."""


class CarrierUnsure(CarrierError):  # noqa: N818 - reads as what happened
    """We cannot know whether the carrier placed the call: never dial again blindly."""


class VoiceError(PandaError):
    """The realtime model's side failed."""


class VoiceRefused(VoiceError):  # noqa: N818 - reads as what happened
    """The realtime model's side does not take us: a wrong key, an unknown model."""


class ReasonerError(PandaError):
    """The supervisor's model failed or was too late."""


class SupervisorLostError(ReasonerError):
    """A supervisor has gone with what it was doing: nobody knows what it has done."""


class SealBroken(PandaError):  # noqa: N818 - reads as what happened
    """A private value does not open: another key, another subject, or changed."""


class StoreError(PandaError):
    """What should outlive a call could not be written."""
