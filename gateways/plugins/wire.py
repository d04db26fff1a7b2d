"""What passes between us and a plugin's process: a JSON object a line, both ways."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from panda.plugin import Asked

MOST_BYTES = 256 * 1024
"""Of a line (RELIABILITY 3.3)."""
MOST_RESULT = 4_000
"""Characters of a result; a model is to read it while a person waits."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(_Message):
    """Run a function."""

    number: int
    name: str
    version: str
    arguments: str
    asked: Asked


class Offered(_Message):
    """A function of the plugin."""

    name: str
    version: str
    description: str
    parameters: dict[str, JsonValue]
    time_limit_s: float
    answers: str = ""


class Ready(_Message):
    """The plugin is loaded; or why not."""

    kind: Literal["ready"] = "ready"
    name: str = ""
    functions: tuple[Offered, ...] = ()
    problem: str = ""


class Done(_Message):
    """A function has answered, or says why it cannot."""

    kind: Literal["done"] = "done"
    number: int
    result: str
    failed: bool = False


FromWorker = Annotated[Ready | Done, Field(discriminator="kind")]
FROM_WORKER: TypeAdapter[FromWorker] = TypeAdapter(FromWorker)
