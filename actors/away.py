"""What Ray says when an actor of ours is away, in words of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ray.exceptions import ActorDiedError, RayActorError, RayTaskError

from panda.errors import PandaError

if TYPE_CHECKING:
    from collections.abc import Awaitable

_T = TypeVar("_T")
STOPPED = "the installation was stopped; start it again: panda up"


async def unless_away(asked: Awaitable[_T]) -> _T:
    """Wait for an answer.

    Raises:
        PandaError: Whoever was asked is away, or said that it cannot be done.
    """
    try:
        return await asked
    except ActorDiedError:  # ours come back unless everything was stopped
        raise PandaError(STOPPED) from None
    except RayActorError:
        raise PandaError("a part of the installation is away; try again") from None
    except RayTaskError as error:
        # Its text is a traceback in colours; what a person needs is the cause's line.
        if isinstance(error.cause, PandaError):
            raise error.cause from None
        raise
