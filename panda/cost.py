"""What a call costs, from what was metered and a dated table of list prices.

Prices are public list prices in USD without volume discounts; change the table, and its
date, when they change. A figure made from it is an estimate until the invoice comes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.campaign import Limits
    from panda.realtime.agent import Usage

PRICED_ON = "2026-11-22"

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class VoicePrices:
    """A Realtime model, USD per million tokens."""

    audio_in: float
    audio_out: float
    text_in: float
    text_out: float
    cached: float
    """Input the model had seen before; the same for text and audio, or the dearer."""


@dataclass(frozen=True, slots=True)
class TextPrices:
    """A text model, USD per million tokens; cached input is priced as new."""

    tokens_in: float
    tokens_out: float


@dataclass(frozen=True, slots=True)
class Prices:
    """Everything that is paid for on a call."""

    voice: VoicePrices
    supervisor: TextPrices
    transcription_minute: float
    carrier_minute: float
    """Outbound to a US number, per started minute, and the media stream with it."""
    phone_minute: float
    """An operator's telephone that the callee talks with, per started minute: a call to
    a US number, and a conference of two."""


VOICES = {
    # PROTOCOLS B1: gpt-realtime-2 and -2.1, and the mini of 2.1
    "gpt-realtime-2.1": VoicePrices(32.0, 64.0, 4.0, 24.0, 0.40),
    "gpt-realtime-2.1-mini": VoicePrices(10.0, 20.0, 0.60, 2.40, 0.30),
}
SUPERVISORS = {
    # OpenAI's price list: input, output
    "gpt-5": TextPrices(1.25, 10.0),
    "gpt-5-mini": TextPrices(0.25, 2.0),
    "gpt-5-nano": TextPrices(0.05, 0.40),
}
TRANSCRIPTION_MINUTE = 0.003
"""gpt-4o-mini-transcribe, OpenAI's own estimate per minute of audio."""
CARRIER_MINUTE = 0.014 + 0.004
"""twilio.com/voice/pricing/us: outbound local 0.0140; Media Streams 0.0040."""
PHONE_MINUTE = 0.014 + 2 * 0.0018
"""The same page: outbound local 0.0140; conference 0.0018 for each who is in it."""


def prices(voice: str = "gpt-realtime-2.1", supervisor: str = "gpt-5-mini") -> Prices:
    """Return what is paid with these models; an unknown one costs as its family's best.

    Over-estimating keeps a budget; the other way round breaks it.
    """
    spoken = VOICES["gpt-realtime-2.1-mini" if "mini" in voice else "gpt-realtime-2.1"]
    return Prices(
        voice=spoken,
        supervisor=SUPERVISORS.get(supervisor, SUPERVISORS["gpt-5"]),
        transcription_minute=TRANSCRIPTION_MINUTE,
        carrier_minute=CARRIER_MINUTE,
        phone_minute=PHONE_MINUTE,
    )


@dataclass(frozen=True, slots=True)
class CallUsage:
    """What one call has used so far."""

    audio_in: int = 0
    audio_out: int = 0
    text_in: int = 0
    text_out: int = 0
    cached: int = 0
    transcription_s: float = 0.0
    supervisor_in: int = 0
    supervisor_out: int = 0

    @property
    def tokens(self) -> int:
        """Tokens of all models and kinds."""
        spoken = self.audio_in + self.audio_out + self.text_in + self.text_out
        return spoken + self.supervisor_in + self.supervisor_out

    def add_voice(self, usage: Usage) -> CallUsage:
        """Count an answer or a transcription of the voice."""
        return replace(
            self,
            audio_in=self.audio_in + usage.audio_in,
            audio_out=self.audio_out + usage.audio_out,
            text_in=self.text_in + usage.text_in,
            text_out=self.text_out + usage.text_out,
            cached=self.cached + usage.cached,
            transcription_s=self.transcription_s + usage.transcription_seconds,
        )

    def add_supervisor(self, tokens_in: int, tokens_out: int) -> CallUsage:
        """Count a consultation."""
        return replace(
            self,
            supervisor_in=self.supervisor_in + tokens_in,
            supervisor_out=self.supervisor_out + tokens_out,
        )


def cost_usd(
    usage: CallUsage,
    *,
    call_s: float,
    phone_minutes: int = 0,
    at: Prices | None = None,
) -> float:
    """Return what a call costs, rounded to a hundredth of a cent.

    Args:
        usage: What was metered.
        call_s: Seconds from answer to end; the carrier bills each minute begun.
        phone_minutes: Started minutes of operators' telephones.
        at: The prices; those of the default models if left out.

    Example:
        >>> cost_usd(CallUsage(), call_s=61)
        0.036
    """
    at = at or prices()
    heard = usage.audio_in + usage.text_in
    # How much of either kind was cached is not told apart, so the cached part is taken
    # from both in proportion.
    fresh = 1 - min(usage.cached, heard) / heard if heard else 1.0
    tokens = (
        usage.audio_in * fresh * at.voice.audio_in
        + usage.text_in * fresh * at.voice.text_in
        + min(usage.cached, heard) * at.voice.cached
        + usage.audio_out * at.voice.audio_out
        + usage.text_out * at.voice.text_out
        + usage.supervisor_in * at.supervisor.tokens_in
        + usage.supervisor_out * at.supervisor.tokens_out
    )
    minutes = (
        ceil(call_s / 60) * at.carrier_minute
        + phone_minutes * at.phone_minute
        + usage.transcription_s / 60 * at.transcription_minute
    )
    return round(tokens / _MILLION + minutes, 4)


_AUDIO_IN_S = 10
_AUDIO_OUT_S = 20
"""Tokens to a second of audio (PROTOCOLS B1)."""


def saved_usd(suspended_s: float, at: Prices | None = None) -> float:
    """Return what a voice that was suspended would have cost, had it heard everything.

    All of it would have been audio input and transcribed. That is the most it can
    have been: audio in which the voice makes out no speech may not be billed.

    Args:
        suspended_s: Seconds of audio that were not sent to it.
        at: The prices; those of the default models if left out.

    Example:
        >>> saved_usd(600)
        0.222
    """
    unheard = CallUsage(
        audio_in=round(suspended_s * _AUDIO_IN_S), transcription_s=suspended_s
    )
    return cost_usd(unheard, call_s=0, at=at)


_CONSULTATIONS = 4
_CONSULTATION_IN = 2_500
_CONSULTATION_OUT = 120
"""A busy minute's consultations of the supervisor, and the tokens of one."""


def reserve_usd(limits: Limits, at: Prices | None = None) -> float:
    """Return what a call may cost that runs to its limit, talking all the time.

    Both sides take turns, so each speaks half of it. A budget is kept by setting this
    aside for every call in flight. A minute on an operator's telephone costs less than
    the talk with us that it stands for.
    """
    half = limits.call_s // 2
    minutes = ceil(limits.call_s / 60)
    usage = CallUsage(
        audio_in=half * _AUDIO_IN_S,
        audio_out=half * _AUDIO_OUT_S,
        transcription_s=half,
        supervisor_in=minutes * _CONSULTATIONS * _CONSULTATION_IN,
        supervisor_out=minutes * _CONSULTATIONS * _CONSULTATION_OUT,
    )
    return cost_usd(usage, call_s=limits.call_s, at=at)
