"""What `session.update` may change, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from simulator.model.realtime.config import VOICES, SessionConfig
from simulator.model.realtime.errors import ClientError, from_validation, supported

if TYPE_CHECKING:
    from simulator.model.realtime.config import JsonObject, VoiceId
    from simulator.model.realtime.wire import ResponseParams

_REPLACED_WHOLE = frozenset(
    {
        "turn_detection",
        "transcription",
        "format",
        "tools",
        "tool_choice",
        "tracing",
        "truncation",
        "reasoning",
        "prompt",
        "voice",
    }
)
_REASONS = re.compile(r"^gpt-realtime-2(?!\d)")
"""The models that reason and may call several functions at once (2, 2.1 …)."""
_REASONING = ("reasoning", "parallel_tool_calls")
_CLEARED: JsonObject = {
    "instructions": "",
    "tools": [],
    "tool_choice": "auto",
    "truncation": "auto",
    "max_output_tokens": "inf",
}


def _merge(base: JsonObject, patch: JsonObject) -> JsonObject:
    merged = dict(base)
    for key, value in patch.items():
        old = merged.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            whole = key in _REPLACED_WHOLE
            merged[key] = value if whole else _merge(old, value)
        elif value is None and key in _CLEARED:
            merged[key] = _CLEARED[key]
        else:
            merged[key] = value
    return merged


def updated(
    config: SessionConfig, patch: JsonObject, *, spoken: bool, speaking: bool = False
) -> SessionConfig:
    """Return `config` changed by the `session` object of a `session.update`.

    What is left out stays; `null`, `""` and `[]` clear. The model of a session
    cannot change, nor its voice once it has `spoken`, nor its speed while `speaking`.

    Raises:
        ClientError: The patch is not valid; the session goes on as it was.
    """
    if "type" not in patch:
        raise ClientError(
            "Missing required parameter: 'session.type'.",
            code="missing_required_parameter",
            param="session.type",
        )
    wanted = _merge(config.model_dump(exclude_unset=False), patch)
    for given in ("id", "object", "expires_at", "client_secret"):
        wanted.pop(given, None)
    if wanted.get("model") is None:
        wanted["model"] = config.model
    check_modalities(wanted.get("output_modalities"), "session.output_modalities")
    try:
        fresh = SessionConfig.model_validate(wanted)
    except ValidationError as error:
        raise from_validation(error, prefix="session") from error
    check_voice(fresh.audio.output.voice, "session.audio.output.voice")
    _check_change(config, fresh, spoken=spoken, speaking=speaking)
    return fresh


def created(patch: JsonObject) -> SessionConfig:
    """Return the configuration a session begins with, as a client secret fixes it.

    Raises:
        ClientError: The patch is not valid.
    """
    model = patch.get("model")
    base = SessionConfig(
        type="realtime", model=model if isinstance(model, str) else "gpt-realtime"
    )
    return updated(base, patch, spoken=False)


def check_modalities(given: object, param: str) -> None:
    """Refuse text and audio together, in OpenAI's words.

    Raises:
        ClientError: Both are asked for.
    """
    if isinstance(given, list) and {"text", "audio"} == {str(one) for one in given}:
        raise ClientError(
            f"Invalid modalities: {given}. Supported combinations are: ['text'] and "
            "['audio'].",
            code="invalid_value",
            param=param,
        )


def check_voice(voice: str | VoiceId, param: str) -> None:
    """Refuse a voice that does not exist.

    Raises:
        ClientError: It does not.
    """
    if isinstance(voice, str) and voice not in VOICES:
        raise supported(voice, VOICES, param)


def check_response(
    params: ResponseParams, config: SessionConfig, *, spoken: bool
) -> None:
    """Refuse what one response may not do differently.

    Raises:
        ClientError: A voice that does not exist or may not change any more, or
            settings that the model does not have.
    """
    voice, param = params.output.voice, "response.audio.output.voice"
    if voice is not None:
        check_voice(voice, param)
        if spoken and voice != config.audio.output.voice:
            raise _voice_is_fixed(param)
    for name in _REASONING:
        if getattr(params, name) is not None:
            _check_reasons(config.model, f"response.{name}")


def _voice_is_fixed(param: str) -> ClientError:
    return ClientError(
        "Cannot update a conversation's voice if assistant audio is present.",
        code="cannot_update_voice",
        param=param,
    )


def _check_reasons(model: str, param: str) -> None:
    if not _REASONS.match(model):
        raise ClientError(
            f"Unsupported parameter: '{param}' is not supported with this model.",
            code="unsupported_parameter",
            param=param,
        )


def _check_change(
    old: SessionConfig, new: SessionConfig, *, spoken: bool, speaking: bool
) -> None:
    """Refuse what a session may not change, or not now."""
    said, says = old.audio.output, new.audio.output
    if new.model != old.model:
        raise ClientError(
            "Cannot update a session's model.",
            code="cannot_update_model",
            param="session.model",
        )
    if spoken and says.voice != said.voice:
        raise _voice_is_fixed("session.audio.output.voice")
    if speaking and says.speed != said.speed:
        raise ClientError(
            "Cannot update the speed while a response is in progress.",
            code="invalid_value",
            param="session.audio.output.speed",
        )
    if old.tracing is not None and new.tracing not in (None, old.tracing):
        raise ClientError(
            "Cannot update tracing once it is enabled.",
            code="invalid_value",
            param="session.tracing",
        )
    for name in _REASONING:
        if getattr(new, name) is not None:
            _check_reasons(new.model, f"session.{name}")
