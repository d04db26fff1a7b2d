"""What a call says of its way through a phone menu, once it is behind it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Navigation(BaseModel):
    """How the way through the menu went."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: str = ""
    reached: bool = False
    """Whether a person, or the queue before one, was reached through a menu.

    False where there was no menu, too: who answers at once was not navigated to.
    """
    keys: str = ""
    """All keys pressed, in order; spoken options in parentheses."""
    route: str = "new"
    """`new`, `known` or `drifted`; with another number's way, `shared` or `strayed`."""
    menus: int = 0
    wrong_keys: int = 0
    """Steps that led nowhere, as far as the actor knows that ended the call."""
    seconds: float = 0.0
    """From answer to the person or the queue."""
