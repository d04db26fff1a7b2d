"""What the junior agent, the voice on the phone, can do: ask its senior.

A running call answers this function itself, since an answer takes time and may come
too late (`panda.session.phases.talking`); what it takes from here is name, manual and
schema.
"""

from __future__ import annotations

from typing import Annotated, Protocol

from pydantic import Field

from panda.functions.framework import Function
from panda.functions.registry import Registry


class Junior(Protocol):
    """The call a voice speaks on."""

    async def consult(self, relevant_context: str) -> str:
        """Ask the supervisor; return what to say next."""
        ...


async def get_supervisor_response(
    call: Junior,
    relevant_context_from_last_user_message: Annotated[
        str, Field(description="What matters in the person's last words.")
    ],
) -> str:
    """Ask the senior colleague what to say next.

    Use it for everything but a greeting, a repetition or a request to wait.
    """
    return await call.consult(relevant_context_from_last_user_message)


VOICE_FUNCTIONS: Registry[Junior] = Registry(Function(get_supervisor_response))
