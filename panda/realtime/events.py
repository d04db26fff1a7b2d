"""Pieces of OpenAI Realtime server events that take more than a look to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from panda.realtime.agent import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""All that reading a hostile event can raise."""

FLOOR_TAKEN = "conversation_already_has_active_response"
"""The error when a `response.create` meets a response that is still running."""

AUDIO_TOKENS_PER_S = 10
"""What a second of input audio is billed as (PROTOCOLS B1, prices)."""

Status = Literal["completed", "cancelled", "failed", "incomplete"]
_STATUSES: tuple[Status, ...] = get_args(Status)


def answer_status(response: Mapping[str, Any]) -> Status:
    """Return how a response ended; a word we do not know counts as failed."""
    status = response.get("status")
    return next((one for one in _STATUSES if one == status), "failed")


def answer_usage(usage: Mapping[str, Any] | None) -> list[Usage]:
    """Return what a response was billed for, if the server says."""
    if not usage:
        return []
    heard = usage.get("input_token_details") or {}
    said = usage.get("output_token_details") or {}
    return [
        Usage(
            text_in=int(heard.get("text_tokens") or 0),
            text_out=int(said.get("text_tokens") or 0),
            audio_in=int(heard.get("audio_tokens") or 0),
            audio_out=int(said.get("audio_tokens") or 0),
            cached=int(heard.get("cached_tokens") or 0),
        )
    ]


def transcription_usage(usage: Mapping[str, Any] | None) -> list[Usage]:
    """Return how much was transcribed, whether billed by time or by token."""
    if not usage:
        return []
    if usage.get("type") == "duration":
        return [Usage(transcription_seconds=float(usage["seconds"]))]
    details = usage.get("input_token_details") or {}
    tokens = details.get("audio_tokens") or usage.get("input_tokens") or 0
    return [Usage(transcription_seconds=int(tokens) / AUDIO_TOKENS_PER_S)]
