"""What can be set from outside: how slow, how unreliable, how long a session lives."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import isfinite, nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Settings:
    """The model server's settings; times in the unit their name ends with."""

    reasoner_delay_ms: float = 0
    """Added before each answer of `/v1/responses`."""
    voice_delay_ms: float = 0
    """Added before each answer of a Realtime session."""
    transcription_delay_ms: float = 0
    """Added before each transcript."""
    drop_session_after_s: float = 0
    """Cut every Realtime connection without a goodbye after this time; 0 = never."""
    error_rate: float = 0
    """Share of answers that fail as a server error, 0 to 1."""
    session_max_s: float = 3600
    """OpenAI closes a session after 60 minutes."""
    speculate_ms: float = 200
    """Silence after which recognition starts on the chance that the turn is over."""
    audio_pace: float = 5
    """How much faster than real time spoken audio is sent."""
    chunk_ms: float = 200
    """Length of one audio delta."""
    requests_per_min: float = 0
    """Requests to `/v1/responses` above this rate get a 429; 0 = no limit."""


KNOWN = frozenset(field.name for field in fields(Settings))
"""The names of the settings."""


class SettingsError(ValueError):
    """A ``--set key=value`` that this server does not understand."""


def parse(pairs: Iterable[str], base: Settings | None = None) -> Settings:
    """Read `key=value` pairs.

    Raises:
        SettingsError: A key is unknown, or a value is not a number from 0.
    """
    settings = base or Settings()
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key not in KNOWN:
            raise SettingsError(f"--set {key}: known: {', '.join(sorted(KNOWN))}")
        try:
            number = float(value)
        except ValueError:
            number = nan
        if not (isfinite(number) and number >= 0):
            raise SettingsError(f"--set {key}: write it as {key}=NUMBER, from 0")
        settings = replace(settings, **{key: number})
    return settings
