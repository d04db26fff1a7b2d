"""The small types that all scenario files are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FieldType = Literal[
    "yes_no", "money", "date", "time", "datetime", "text", "choice", "number"
]
VoiceName = Literal[
    "hazel", "iris", "nora", "poppy", "oscar", "hugo", "frank",
    "pearl", "ruth", "edith", "agnes", "lucia", "claire", "greta", "chiara",
]  # fmt: skip
"""The voices of simulator.speech.voices (a test holds the two together)."""
Language = Literal["en", "es", "fr", "de", "it"]
"""The languages people here speak (ISO 639-1)."""
Refusal = Literal["busy", "no-answer", "not-in-service"]
Key = Annotated[str, Field(pattern=r"^[0-9*#]{1,6}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Number = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]
Texts = Annotated[list[str], Field(min_length=1)]
Chance = Annotated[float, Field(ge=0, le=1)]
"""A probability; the seed of the run settles whether it happens."""
SoundName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$")]
"""A recording by its name without ending, such as `vm-press` or `digits/1`."""
Recordings = SoundName | Annotated[list[SoundName], Field(min_length=1)]
"""One recording or several, played one after the other."""


class Part(BaseModel):
    """Anything in a scenario file: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Also(Part):
    """A sentence after the prompt in another language or voice."""

    say: str
    language: Language | None = None
    voice: VoiceName | None = None
    recording: Recordings | None = None
