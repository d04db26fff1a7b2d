"""What may be asked of the speech server, and the shape of its answers.

The two OpenAI requests follow its audio API reference; only formats that need no
compression are offered.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal, assert_never, get_args

from aiohttp import BodyPartReader, web
from pydantic import BaseModel, Field, ValidationError

from simulator.speech import answers, mulaw, sound, voices

if TYPE_CHECKING:
    from simulator.ports import Transcript

_PCM_RATE = 24000
"""OpenAI's `pcm` is 24 kHz, 16 bit, little-endian."""
_FORMATS: dict[str, answers.Format] = {one: one for one in get_args(answers.Format)}
_LONGEST_INPUT = 4096
"""Characters; OpenAI's own limit."""


class BadRequest(ValueError):  # noqa: N818 - the HTTP name
    """A request cannot be served; the message says what to change."""

    def __init__(self, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param

    def body(self) -> dict[str, object]:
        """Return the error as OpenAI words it."""
        kind = "invalid_request_error"
        return {
            "error": {
                "message": str(self),
                "type": kind,
                "param": self.param,
                "code": None,
            }
        }


@dataclass(frozen=True, slots=True)
class Hearing:
    """Audio to be understood, and whose turn it takes."""

    audio: bytes
    call: str = ""
    language: str = "en"
    prompt: str = ""


def timed(transcript: Transcript, *, waited_ms: float) -> Transcript:
    """Return the transcript with its time in the queue."""
    return replace(transcript, waited_ms=round(waited_ms))


def plain(transcript: Transcript) -> dict[str, object]:
    """Return the transcript as JSON."""
    return asdict(transcript)


@dataclass(frozen=True, slots=True)
class TranscriptionForm:
    """The form of `/v1/audio/transcriptions`."""

    hearing: Hearing
    response_format: answers.Format = "json"
    model: str = ""
    stream: bool = False

    @classmethod
    async def read(cls, request: web.Request) -> TranscriptionForm:
        """Read the multipart form.

        Raises:
            BadRequest: The file is missing or of an unknown kind.
        """
        if not request.content_type.startswith("multipart/"):
            raise BadRequest("send multipart/form-data with a file", "file")
        fields: dict[str, bytes] = {}
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                fields[part.name] = bytes(await part.read(decode=True))
        if "file" not in fields:
            raise BadRequest("file is required", "file")
        text = {
            name: value.decode(errors="replace")
            for name, value in fields.items()
            if name != "file"
        }
        wanted = _FORMATS.get(text.get("response_format", "json"))
        if wanted is None:
            raise BadRequest(
                f"response_format: one of {', '.join(_FORMATS)}", "response_format"
            )
        try:
            audio = sound.read(fields["file"])
        except sound.SoundError as error:
            raise BadRequest(str(error), "file") from error
        language = text.get("language", "auto")
        hearing = Hearing(audio, text.get("call", ""), language, text.get("prompt", ""))
        streamed = text.get("stream", "false").lower() == "true"
        return cls(hearing, wanted, text.get("model", ""), streamed)


class Saying(BaseModel, frozen=True):
    """The JSON of `/v1/audio/speech`; `language` is ours."""

    input: str = Field(max_length=_LONGEST_INPUT)
    voice: str
    model: str = ""
    instructions: str = ""
    language: str = "en"
    response_format: Literal["wav", "pcm", "mulaw"] = "wav"
    speed: float = Field(default=1.0, ge=0.25, le=4.0)

    @classmethod
    async def read(cls, request: web.Request) -> Saying:
        """Read and check the body.

        Raises:
            BadRequest: It is not such JSON, or there is no such voice.
        """
        try:
            saying = cls.model_validate_json(await request.read())
            voices.resolve(saying.voice, saying.language)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise BadRequest(f"{where}: {first['msg']}", where or None) from None
        except voices.UnknownVoiceError as error:
            raise BadRequest(str(error), "voice") from error
        return saying

    @property
    def content_type(self) -> str:
        """The media type of the answer."""
        match self.response_format:
            case "wav":
                return "audio/wav"
            case "pcm":
                return "audio/pcm"
            case "mulaw":
                return "audio/basic"
            case _:
                assert_never(self.response_format)

    def perform(self, cast: voices.Voices) -> bytes:
        """Have it said (blocking) and return the audio."""
        rate = mulaw.RATE if self.response_format == "mulaw" else _PCM_RATE
        audio = cast.speak(
            self.input,
            voice=self.voice,
            language=self.language,
            speed=self.speed,
            rate=rate,
        )
        return sound.wave(audio, rate) if self.response_format == "wav" else audio

    def length_ms(self, audio: bytes) -> int:
        """Return how long the answer plays."""
        per_second = mulaw.RATE if self.response_format == "mulaw" else 2 * _PCM_RATE
        return len(audio) * 1000 // per_second
