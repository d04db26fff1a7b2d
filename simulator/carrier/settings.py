"""What can be switched in this carrier, and to what it is set.

Where Twilio's behaviour is documented, the default is the documented one. Where it
is not (each such switch says "not documented"), the default is the outcome that is
worst for the client, so that a product which works here does not depend on luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable


class SettingsError(ValueError):
    """A ``--set key=value`` that this carrier does not understand."""


class Settings(BaseModel):
    """Every switch; `parse` reads them from ``key=value`` words."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True
    )

    calls_per_second: float = Field(default=1.0, gt=0)
    """Calls leave the account's queue at this rate (Twilio's default is 1)."""
    max_concurrent: int = Field(default=0, ge=0)
    """More live calls than this are refused with error 10004; 0 is no limit."""
    max_requests_per_second: int = Field(default=0, ge=0)
    """More REST requests than this in one second get error 20429; 0 is no limit."""
    caller_ids: str = ""
    """Numbers that may be used as From, comma separated; empty allows every number."""
    verified_numbers: str = ""
    """The only numbers that may be called, as on a trial account (21219)."""
    dial_prefixes: str = ""
    """The only beginnings of numbers that may be called, e.g. ``+1,+44`` (21215)."""
    unreachable: str = ""
    """Numbers that cannot be reached at all (21214)."""
    time_limit_s: int = Field(default=14400, ge=1)
    """Longest call without `TimeLimit`: four hours."""
    timeout_extra_s: float = Field(default=5.0, ge=0)
    """A carrier adds about 5 s to the `Timeout` asked for."""
    post_dial_ms: int = Field(default=200, ge=0)
    """Between dialling and the first ring."""
    loopback_port: int = Field(default=0, ge=0, le=65535)
    """Port for loopback URLs that name none, when no webhook of the call has one."""
    routes: str = ""
    """``host=127.0.0.1:port`` pairs, comma separated: where public host names live."""
    gap_rule: Literal["loud", "any"] = "loud"
    """What counts as starved audio (see `ear`); ``--ears data`` sets ``any``."""
    trace: bool = False
    """Whether marks are written to the ledger."""

    amd: Literal["sound", "truth"] = "sound"
    """Whether answering machine detection decides by what it hears, and may err, or
    knows from the scenario who answered."""
    plain_ws: Literal["refuse", "allow"] = "refuse"
    """Whether a stream's URL may be ``ws://``: Twilio takes ``wss://`` only (31922)."""
    stream_keys: bool = True
    """Whether keys in the callee's audio become dtmf messages; ``--ears data`` leaves
    it out, where all audio is tones."""
    signature: Literal["sha1", "sha256"] = "sha1"
    """How requests are signed; SHA-256 is told by a second header."""
    unknown_verb: Literal["fail", "skip"] = "fail"
    """A verb that TwiML does not have (12200): not documented what follows it."""

    abrupt_close: Literal["drop", "continue"] = "drop"
    """The media socket is lost without a close frame: not documented whether TwiML
    continues after ``</Connect>`` or the leg is dropped."""
    abrupt_notice_ms: int = Field(default=1000, ge=0)
    """Until the carrier acts on such a loss; not documented."""
    stream_failure: Literal["drop", "continue"] = "continue"
    """The media socket could not be opened (errors 31920, 31921)."""
    ws_signature: Literal["exact", "slash", "port"] = "exact"
    """The URL that the handshake's signature is computed on: as written, with a
    trailing slash, or with the scheme's port; not documented."""
    idempotency: Literal["ignore", "honour"] = "ignore"
    """Whether create honours ``I-Twilio-Idempotency-Token``; not documented."""
    list_delay_ms: int = Field(default=2000, ge=0)
    """Until a new call shows up in the list; not documented."""
    redirect_fallback: bool = False
    """Whether FallbackUrl serves a ``<Redirect>`` that fails; not documented."""
    redirect_overrides: bool = False
    """Whether ``#ct=…`` overrides count on ``<Redirect>`` URLs; not documented."""

    announcement: Literal["mixed", "alone"] = "mixed"
    """Whether a participant's announcement is heard over the conference, or the
    conference is silent for that leg meanwhile; not documented."""
    moderated_mute: Literal["lift", "keep"] = "lift"
    """Whether a leg that waited for its moderator can be heard once the conference
    has started (documented), or stays mute until it is unmuted."""
    recording_ready_ms: int = Field(default=2000, ge=0)
    """From the end of a recording until it can be fetched; not documented."""


def parse(words: Iterable[str]) -> Settings:
    """Read ``key=value`` words over the defaults.

    Raises:
        SettingsError: A key is unknown or a value does not fit.
    """
    values: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise SettingsError(f"--set {word}: write it as key=value")
        values[key] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        known = ", ".join(sorted(Settings.model_fields))
        raise SettingsError(f"--set {key}: {first['msg']}; known: {known}") from error
