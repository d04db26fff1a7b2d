"""In which proportions a world is made, and how shares become whole businesses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.businesses import scenario, yamltext
from simulator.generator import tables
from simulator.generator.tables import Tongue

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from pathlib import Path

Thing = TypeVar("Thing")
Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0)]
Answered = Literal[
    "menu", "person", "voicemail", "closed", "busy", "no_answer", "not_in_service"
]
Wording = Literal[
    "for_press", "press_for", "to_press", "press_to", "if_to", "if_about",
    "reach_dial", "is_number", "say_or_press", "ellipsis", "speech", "mixed",
]  # fmt: skip


class Mix(BaseModel):
    """Weights need not add up to anything; shares are between 0 and 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sectors: dict[str, Weight] = {}
    """Weights of the trades; all alike when left out."""
    languages: dict[Tongue, Weight] = {"en": 0.8, "es": 0.2}
    answered: dict[Answered, Weight] = {
        "menu": 0.74, "person": 0.1, "voicemail": 0.05, "closed": 0.04,
        "busy": 0.04, "no_answer": 0.02, "not_in_service": 0.01,
    }  # fmt: skip
    """Who or what answers; `busy` is busy first and answers later."""
    depth: dict[Literal["1", "2", "3", "4"], Weight] = {
        "1": 0.25, "2": 0.35, "3": 0.25, "4": 0.15,
    }  # fmt: skip
    """Menus between the answer and somebody who can make a booking."""
    wordings: dict[Wording, Weight] = {
        "for_press": 0.3, "press_for": 0.12, "to_press": 0.14, "press_to": 0.05,
        "if_to": 0.06, "if_about": 0.04, "reach_dial": 0.05, "is_number": 0.03,
        "say_or_press": 0.05, "ellipsis": 0.05, "speech": 0.05, "mixed": 0.06,
    }  # fmt: skip
    options: tuple[int, int] = (2, 9)
    """Least and most options of a main menu."""
    changed: Share = 0.35
    """Of businesses with a menu: those whose keys change during a run."""
    distractors: Share = 0.45
    """How likely each thing is that stands before a menu and is not one."""
    queue: Share = 0.5
    """Of bookings: those behind a queue."""
    callback: Share = 0.2
    """Of queues: those that offer to call back."""
    hold_s: tuple[int, int] = (5, 45)
    """Seconds on hold, least and most."""
    manners: Share = 0.4
    """Of people who take bookings: those with a manner of their own."""
    difficult: Share = 0.06
    """Of the same: those who refuse, hang up, or want no calls."""
    noisy: Share = 0.2
    """Of lines: those with noise, loss or echo."""
    unknown: Share = 0.06
    """Of facts: those nobody there knows."""
    ranges: Share = 0.1
    """Of prices: those told as a range first."""
    slips: Share = 0.1
    """Of prices and times: those told wrong first and put right at once."""

    @model_validator(mode="after")
    def _possible(self) -> Mix:
        for name in ("languages", "answered", "depth", "wordings"):
            if not sum(getattr(self, name).values()):
                raise ValueError(f"`{name}` needs a weight above 0")
        if unknown := sorted(self.sectors.keys() - tables.sectors().keys()):
            known = ", ".join(tables.sectors())
            raise ValueError(f"no sector {', '.join(unknown)}; there are: {known}")
        least, most = self.options
        if not 2 <= least <= most <= 9:
            raise ValueError("`options` must lie between 2 and 9")
        if not 1 <= self.hold_s[0] <= self.hold_s[1]:
            raise ValueError("`hold_s` needs the least seconds, then the most")
        return self

    @property
    def trades(self) -> dict[str, float]:
        """The sectors with their weights."""
        return self.sectors or dict.fromkeys(tables.sectors(), 1.0)


def read(path: Path) -> Mix:
    """Read a mix from YAML.

    Raises:
        ScenarioError: Something in it is wrong; with its line.
    """
    return scenario.parse(yamltext.read(path, path.name), Mix)


def deal(
    weights: Mapping[Thing, float], count: int, dice: random.Random
) -> list[Thing]:
    """Return `count` things in the given proportions, as near as whole ones come.

    Largest remainders: a share of 30 % of 300 is 90, not some 90.
    """
    total = sum(weights.values())
    exact = {thing: count * weight / total for thing, weight in weights.items()}
    whole = {thing: int(share) for thing, share in exact.items()}
    left = count - sum(whole.values())
    nearest = sorted(exact, key=lambda thing: whole[thing] - exact[thing])
    for thing in nearest[:left]:
        whole[thing] += 1
    dealt = [thing for thing, times in whole.items() for _ in range(times)]
    dice.shuffle(dealt)
    return dealt


def deal_share(share: float, count: int, dice: random.Random) -> list[bool]:
    """Return yes for a share of `count`, rounded up, in any order."""
    yes = math.ceil(share * count - 1e-9)
    dealt = [at < yes for at in range(count)]
    dice.shuffle(dealt)
    return dealt
