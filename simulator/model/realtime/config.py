"""A session's configuration: what `session.update` may change, and its defaults.

Fields, ranges and defaults follow the typed `openai` package (`types/realtime`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulator.model.realtime.errors import ClientError, from_validation

JsonObject = dict[str, Any]
_REPLACED_WHOLE = frozenset(
    {"turn_detection", "transcription", "format", "tools", "tool_choice", "tracing"}
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AudioFormat(_Strict):
    """`audio/pcm` at 24 kHz, or a telephone's mu-law or A-law at 8 kHz."""

    type: Literal["audio/pcm", "audio/pcmu", "audio/pcma"] = "audio/pcm"
    rate: Literal[24000] | None = None


class Transcription(_Strict):
    """Whether and how the user's audio is written down for the client."""

    model: str | None = None
    language: str | None = None
    languages: list[str] | None = None
    keywords: list[str] | None = None
    prompt: str | None = None
    delay: Literal["minimal", "low", "medium", "high", "xhigh"] | None = None


class NoiseReduction(_Strict):
    """Accepted and without effect: the line is clean enough here."""

    type: Literal["near_field", "far_field"] | None = None
    strength: float | None = None


class ServerVad(_Strict):
    """Turns end after a fixed silence."""

    type: Literal["server_vad"]
    threshold: float = Field(default=0.5, ge=0, le=1)
    prefix_padding_ms: int = Field(default=300, ge=0)
    silence_duration_ms: int = Field(default=500, ge=0)
    create_response: bool = True
    interrupt_response: bool = True
    idle_timeout_ms: int | None = Field(default=None, ge=5000, le=30000)


class SemanticVad(_Strict):
    """Turns end when the sentence seems complete, or after a longest wait."""

    type: Literal["semantic_vad"]
    eagerness: Literal["low", "medium", "high", "auto"] = "auto"
    create_response: bool = True
    interrupt_response: bool = True


TurnDetection = Annotated[ServerVad | SemanticVad, Field(discriminator="type")]


class InputAudio(_Strict):
    """How the user is heard."""

    format: AudioFormat = AudioFormat(rate=24000)
    transcription: Transcription | None = None
    noise_reduction: NoiseReduction | None = None
    turn_detection: TurnDetection | None = ServerVad(type="server_vad")


class VoiceId(_Strict):
    """A custom voice."""

    id: str


class OutputAudio(_Strict):
    """How the model is heard."""

    format: AudioFormat = AudioFormat(rate=24000)
    voice: str | VoiceId = "alloy"
    speed: float = Field(default=1.0, ge=0.25, le=1.5)

    @property
    def voice_name(self) -> str:
        """Return the voice as one word."""
        return self.voice if isinstance(self.voice, str) else self.voice.id


class Audio(_Strict):
    """Both directions of sound."""

    input: InputAudio = InputAudio()
    output: OutputAudio = OutputAudio()


class FunctionTool(BaseModel):
    """A function (or another kind of tool, kept as it came)."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str = "function"
    name: str = ""
    description: str = ""
    parameters: JsonObject = Field(default_factory=dict)


class NamedChoice(BaseModel):
    """The one function the model is told to call."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: str
    name: str = ""


class SessionConfig(_Strict):
    """The whole configuration of a session."""

    type: Literal["realtime"]
    model: str = "gpt-realtime"
    output_modalities: list[Literal["text", "audio"]] = Field(
        default=["audio"], min_length=1, max_length=1
    )
    instructions: str = ""
    max_output_tokens: int | Literal["inf"] = "inf"
    audio: Audio = Audio()
    tools: list[FunctionTool] = Field(default_factory=list)
    tool_choice: Literal["auto", "none", "required"] | NamedChoice = "auto"
    parallel_tool_calls: bool | None = None
    reasoning: JsonObject | None = None
    truncation: Literal["auto", "disabled"] | JsonObject = "auto"
    tracing: Literal["auto"] | JsonObject | None = None
    include: list[str] | None = None
    prompt: JsonObject | None = None


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


def updated(config: SessionConfig, patch: JsonObject, *, spoken: bool) -> SessionConfig:
    """Return `config` changed by the `session` object of a `session.update`.

    What is left out stays; `null`, `""` and `[]` clear. The model of a session
    cannot change, nor its voice once it has `spoken`.

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
    wanted["model"] = config.model
    for given in ("id", "object", "expires_at", "client_secret"):
        wanted.pop(given, None)
    try:
        fresh = SessionConfig.model_validate(wanted)
    except ValidationError as error:
        raise from_validation(error, prefix="session") from error
    if spoken and fresh.audio.output.voice != config.audio.output.voice:
        raise ClientError(
            "Cannot update a conversation's voice if assistant audio is present.",
            code="cannot_update_voice",
            param="session.audio.output.voice",
        )
    return fresh


def described(config: SessionConfig, session_id: str, expires_at: int) -> JsonObject:
    """Return the session object of `session.created` and `session.updated`."""
    fields: JsonObject = config.model_dump(mode="json")
    for optional in ("parallel_tool_calls", "reasoning"):
        if fields[optional] is None:
            del fields[optional]
    for side in ("input", "output"):
        form = fields["audio"][side]["format"]
        if form["rate"] is None:
            del form["rate"]
    transcription = fields["audio"]["input"]["transcription"]
    if transcription is not None:
        kept = {key: value for key, value in transcription.items() if value is not None}
        fields["audio"]["input"]["transcription"] = kept
    return {
        "object": "realtime.session",
        "id": session_id,
        "expires_at": expires_at,
        **fields,
    }
