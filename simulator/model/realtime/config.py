"""A session's configuration and its defaults.

Fields, ranges and defaults follow the typed `openai` package (`types/realtime`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
)

JsonObject = dict[str, Any]
VOICES = (
    "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin",
    "cedar",
)  # fmt: skip
"""The voices built in; others are named by an object with an `id`."""
LOGPROBS = "item.input_audio_transcription.logprobs"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


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
    """A function on offer; fields beside the documented ones are kept."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    type: Literal["function"] = "function"
    name: str = Field(min_length=1)
    description: str | None = None
    parameters: JsonObject | None = None


class McpTool(BaseModel):
    """A server of tools elsewhere; none is ever reached from here."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    type: Literal["mcp"]
    server_label: str


def _tool_type(tool: object) -> str:
    """Return which of the two a tool is; one without a type is a function."""
    kind = tool.get("type") if isinstance(tool, dict) else getattr(tool, "type", None)
    return str(kind or "function")


AnyTool = Annotated[
    Annotated[FunctionTool, Tag("function")] | Annotated[McpTool, Tag("mcp")],
    Discriminator(_tool_type),
]


class NamedChoice(BaseModel):
    """The one function the model is told to call."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    type: Literal["function", "mcp"]
    name: str = ""


ToolChoice = Literal["auto", "none", "required"] | NamedChoice
MaxTokens = Annotated[int, Field(ge=1, le=4096)] | Literal["inf"]
"""Of an answer, function calls included."""
Modalities = Annotated[
    list[Literal["text", "audio"]], Field(min_length=1, max_length=1)
]


class TokenLimits(_Strict):
    """How many tokens of the conversation the model is shown at most."""

    post_instructions: int | None = Field(default=None, ge=0)


class RetentionRatio(_Strict):
    """How much of a conversation that has grown too long is kept."""

    type: Literal["retention_ratio"]
    retention_ratio: float = Field(ge=0, le=1)
    token_limits: TokenLimits | None = None


Truncation = Literal["auto", "disabled"] | RetentionRatio


class SessionConfig(_Strict):
    """The whole configuration of a session."""

    type: Literal["realtime"]
    model: str = "gpt-realtime"
    output_modalities: Modalities = Field(default=["audio"])
    instructions: str = ""
    max_output_tokens: MaxTokens = "inf"
    audio: Audio = Audio()
    tools: list[AnyTool] = Field(default_factory=list)
    tool_choice: ToolChoice = "auto"
    parallel_tool_calls: bool | None = None
    reasoning: JsonObject | None = None
    truncation: Truncation = "auto"
    tracing: Literal["auto"] | JsonObject | None = None
    include: list[Literal["item.input_audio_transcription.logprobs"]] | None = None
    prompt: JsonObject | None = None


def described(config: SessionConfig, session_id: str, expires_at: int) -> JsonObject:
    """Return the session object of `session.created` and `session.updated`."""
    fields: JsonObject = config.model_dump(mode="json")
    for optional in ("parallel_tool_calls", "reasoning"):
        if fields[optional] is None:
            del fields[optional]
    fields["tools"] = [tool.model_dump(exclude_none=True) for tool in config.tools]
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
