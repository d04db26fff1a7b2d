"""Features that are switched per call, per campaign, or for a share of calls.

What is not switched has the default of the table. Which calls are of a share follows
from their ids alone, so that it can be worked out again, and two features split calls
independently of each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Annotated

from pydantic import Field

_PARTS = 10_000
"""How finely calls are split."""


class Feature(StrEnum):
    """Something a call does, or does without."""

    KNOWN_ROUTES = auto()
    LENDING = auto()
    MENU_BARGE_IN = auto()
    CALLBACKS = auto()
    COMPANY = auto()
    SPECULATION = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a feature does."""

    default: bool
    does: str


FEATURES: dict[Feature, Meaning] = {
    Feature.KNOWN_ROUTES: Meaning(
        default=True, does="follows the way through the menus that was learned before"
    ),
    Feature.LENDING: Meaning(
        default=True,
        does="may follow another number's way where the menus begin alike",
    ),
    Feature.MENU_BARGE_IN: Meaning(
        default=True, does="presses a certain key while the menu is still being read"
    ),
    Feature.CALLBACKS: Meaning(
        default=True,
        does="accepts a queue's offer to call back, where the limits say so",
    ),
    Feature.COMPANY: Meaning(
        default=True,
        does="says that it is still there, while its people are asked something",
    ),
    Feature.SPECULATION: Meaning(
        default=False,
        does="asks the supervisor ahead of the voice, which answers sooner and costs "
        "more",
    ),
}

Share = Annotated[float, Field(ge=0, le=1)]
Plan = Mapping[Feature, Share]
"""For what share of a campaign's calls each feature is on; 1 is all of them."""
Arms = Mapping[Feature, bool]
"""Which features one call has."""


def is_on(feature: Feature, call_id: str, share: float) -> bool:
    """Say whether a call is among the share that has a feature.

    Example:
        >>> is_on(Feature.LENDING, "any call", 1), is_on(Feature.LENDING, "any", 0)
        (True, False)
    """
    digest = hashlib.sha256(f"{feature}:{call_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % _PARTS < round(share * _PARTS)


def default_arms() -> dict[Feature, bool]:
    """Return what a call has of which nothing was said."""
    return {feature: meaning.default for feature, meaning in FEATURES.items()}


def arms(call_id: str, plan: Plan) -> dict[Feature, bool]:
    """Return which features a call has by its campaign's plan, and by default."""
    return {
        feature: is_on(feature, call_id, plan[feature])
        if feature in plan
        else meaning.default
        for feature, meaning in FEATURES.items()
    }
