"""The functions that come with us, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.functions.permission import PERMISSIONS
from panda.functions.spec import FunctionSpec
from panda.functions.supervisor import CALL_FUNCTIONS
from panda.functions.voice import VOICE_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panda.functions.framework import Context, Function


def built_in() -> tuple[FunctionSpec, ...]:
    """List the functions that come with us, by name."""
    return tuple(sorted(_specs(), key=lambda one: one.name))


def _specs() -> Iterator[FunctionSpec]:
    for voice in VOICE_FUNCTIONS.every:
        yield _spec(voice)
    for function in CALL_FUNCTIONS.every:
        yield _spec(function)


def _spec(function: Function[Context]) -> FunctionSpec:
    return FunctionSpec(
        name=function.name,
        version=str(function.version),
        description=function.description,
        parameters=function.parameters,
        permission=PERMISSIONS[function.name],
        time_limit_s=function.time_limit_s,
    )
