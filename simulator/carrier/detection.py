"""Answering machine detection as a client may ask for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from simulator.carrier.errors import BadParameter
from simulator.carrier.form import flag, read_fetch, whole

if TYPE_CHECKING:
    from simulator.carrier.form import Fetch, Form

Detection = Literal["Enable", "DetectMessageEnd"]
BAD_AMD = 21234
"""Any value of answering machine detection that is not allowed."""


@dataclass(frozen=True, slots=True)
class Amd:
    """Answering machine detection, as asked for."""

    mode: Detection
    timeout_ms: int = 30_000
    speech_ms: int = 2400
    """A greeting that is longer is a machine's."""
    speech_end_ms: int = 1200
    """So much silence ends a greeting."""
    silence_ms: int = 5000
    """So much silence from the start gives `unknown`."""
    asynchronous: bool = False
    callback: Fetch | None = None


def detection(form: Form) -> Amd | None:
    """Read answering machine detection; None is without.

    Raises:
        BadParameter: A value of it is wrong.
    """
    mode = form.one("MachineDetection")
    if mode in {"", "false", "None"}:
        return None
    if mode not in get_args(Detection):
        raise BadParameter(BAD_AMD, "MachineDetection is Enable or DetectMessageEnd.")

    def threshold(name: str, default: int, *, low: int, high: int) -> int:
        name = f"MachineDetection{name}"
        return whole(form, name, default, low=low, high=high, code=BAD_AMD)

    if form.one("SendDigits"):
        return None  # Twilio ignores detection on calls that send digits (B3)
    return Amd(
        mode=cast("Detection", mode),
        timeout_ms=1000 * threshold("Timeout", 30, low=3, high=59),
        speech_ms=threshold("SpeechThreshold", 2400, low=1000, high=6000),
        speech_end_ms=threshold("SpeechEndThreshold", 1200, low=500, high=5000),
        silence_ms=threshold("SilenceTimeout", 5000, low=2000, high=10_000),
        asynchronous=flag(form, "AsyncAmd"),
        callback=read_fetch(
            form, "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod", code=21205
        ),
    )


def detection_beside(form: Form) -> Amd | None:
    """Read detection that never holds a call up: its verdict is only reported.

    Raises:
        BadParameter: A value of it is wrong.
    """
    if (amd := detection(form)) is None:
        return None
    verdict = read_fetch(
        form, "AmdStatusCallback", "AmdStatusCallbackMethod", code=21205
    )
    return replace(amd, asynchronous=True, callback=verdict)
