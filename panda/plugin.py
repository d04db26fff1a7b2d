"""What the author of a plugin needs: functions that others add to this program.

    plugin = Plugin("acme")

    @plugin.function(version="1.0.0")
    def look_up_copay(asked: Asked, plan: str) -> str:
        '''Say what the patient pays for a visit with a plan.'''
        ...

The package names the object in its entry points, in the group `panda.functions`. It
runs in a process of its own; see docs/guides/functions.md for what that guards against.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.errors import FunctionError
from panda.functions.answers import Costs, FreeAt, Says, TakesPlan
from panda.functions.framework import TIME_LIMIT_S, Function

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from panda.supervisor.consultation import Consultation

__all__ = [
    "Asked",
    "Costs",
    "FreeAt",
    "FunctionError",
    "Plugin",
    "Says",
    "TakesPlan",
]

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_Handler = TypeVar(
    "_Handler", bound="Callable[..., str] | Callable[..., Awaitable[str]]"
)


class Asked(BaseModel):
    """Who asks: all that a plugin learns of a call, and no word of what was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: str
    """Names this use: it comes again only with the same arguments, so that what has an
    effect can be done once."""
    business: str
    """Whom the call is to."""
    number: str
    """Its telephone number, E.164."""
    language: str
    now: AwareDatetime
    """Wall time in the business's zone."""


def asked_by(consultation: Consultation, request: str) -> Asked:
    """Tell a plugin of a call as much as it may know."""
    return Asked(
        request=f"{consultation.call_id}:{request}",
        business=consultation.business,
        number=consultation.number,
        language=consultation.questionnaire.language,
        now=consultation.now,
    )


class Plugin:
    """A set of functions under one name.

    Args:
        name: Small letters, digits, - and _; the allow-list has it.

    Raises:
        ValueError: That is no name.
    """

    def __init__(self, name: str) -> None:
        if _NAME.fullmatch(name) is None:
            raise ValueError("a plugin's name has small letters, digits, - and _")
        self.name = name
        self.functions: list[Function[Asked]] = []

    def function(
        self,
        *,
        name: str = "",
        version: str = "1.0.0",
        time_limit_s: float = TIME_LIMIT_S,
        answers: str = "",
    ) -> Callable[[_Handler], _Handler]:
        """Add a function; the arguments are those of `Function`.

        One that `answers` in a look-up of ours (`validateInsurance` …) takes that
        look-up's argument and returns its answer as JSON: `TakesPlan`, `Costs`,
        `FreeAt`, `Says`.

        A handler that only computes may be an ordinary one, and runs in a thread.
        """

        def add(handler: _Handler) -> _Handler:
            self.functions.append(
                Function(
                    handler,
                    name=name,
                    version=version,
                    time_limit_s=time_limit_s,
                    answers=answers,
                )
            )
            return handler

        return add
