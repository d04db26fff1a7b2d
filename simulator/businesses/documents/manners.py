"""What people do on the telephone beside answering questions.

Each manner is a key of a person. It may have a `chance`, which the seed settles
once for each person, and a `turn`: the caller's first, second … turn with her.
"""

# ruff: noqa: TC001, RUF012 - pydantic reads types at run time, and copies defaults

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field, model_validator

from simulator.businesses.documents.facts import Between
from simulator.businesses.documents.parts import (
    Chance,
    Name,
    Part,
    SoundName,
    Texts,
)

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Manner(Part):
    """Something she does; `true` stands for all its defaults."""

    chance: Chance = 1

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: object) -> object:
        """Read `true` as always and `false` as never."""
        if isinstance(value, bool):
            return {"chance": int(value)}
        return value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Tell editors of the shorthand too."""
        return {"anyOf": [handler(core), {"type": "boolean"}]}


Turn = Annotated[int, Field(ge=1)]


class Interrupts(Manner):
    """Talks over the caller in the middle of a sentence."""

    turn: Turn = 1
    after_ms: int = Field(default=1500, ge=200)
    """How long the caller has been speaking by then."""
    say: Texts | None = None


class Silent(Manner):
    """Picks up and says nothing until spoken to, or for a while."""

    s: float = Field(default=6, gt=0)
    """Seconds after which she greets all the same."""


class Declines(Manner):
    """Gives nothing out on the telephone, says so and ends the call."""

    turn: Turn = 1
    say: Texts | None = None


class DoNotCall(Manner):
    """Asks not to be called again and ends the call."""

    turn: Turn = 1
    say: Texts | None = None


class TransfersTo(Manner):
    """Puts the caller through to another node."""

    goto: Name
    facts: list[Name] | None = None
    """What must be asked for; anything at all when left out."""
    turn: Turn = 1
    """The first turn in which she does."""
    say: Texts | None = None


class Holds(Manner):
    """Puts the caller on hold in the middle of the talk, then answers."""

    turn: Turn = 2
    s: float | Between = 8
    """Seconds of music."""
    music: SoundName | None = None
    say: Texts | None = None
    back: Texts | None = None
    """What she says when she comes back."""


class HangsUp(Manner):
    """Hangs up early: says something, or nothing, instead of answering."""

    turn: Turn = 3
    say: Annotated[list[str], Field(min_length=1)] = [""]


class Asks(Manner):
    """A question of her own, put before she answers."""

    say: Texts
    turn: Turn = 1


class Mumbles(Manner):
    """Answers so that nobody understands it; clearly when asked to repeat."""

    turn: Turn = 1


def kind_of(manner: type[BaseModel]) -> str:
    """Return the name of a manner, for the ledger."""
    return manner.__name__.lower()
