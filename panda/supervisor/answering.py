"""Plugins asked in a look-up of ours: all at once, and not for long."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.errors import FunctionError
from panda.functions.answers import ANSWER_S, GRACE_S, asked_for, told
from panda.functions.insurance import canonical
from panda.plugin import asked_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.functions.spec import FunctionSpec
    from panda.ports import Plugins
    from panda.supervisor.consultation import Consultation


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LookUp:
    """One use of a look-up of ours."""

    name: str
    wanted: str
    """What is looked for."""
    request: str


async def answered(
    plugins: Plugins,
    answerers: Sequence[FunctionSpec],
    asked: Consultation,
    look_up: LookUp,
) -> list[str]:
    """Return what plugins answer, each in a line; who fails or is late is left out."""
    wanted = look_up.wanted
    if look_up.name == "validateInsurance":
        wanted = canonical(wanted)
    arguments = json.dumps(asked_for(look_up.name, wanted))
    asking = [_one(plugins, spec, arguments, asked, look_up) for spec in answerers]
    lines = await asyncio.gather(*asking)
    return [line for line in lines if line]


async def _one(
    plugins: Plugins,
    spec: FunctionSpec,
    arguments: str,
    asked: Consultation,
    look_up: LookUp,
) -> str:
    """Ask one plugin; empty if nothing useful came in time."""
    request = f"{look_up.request}:{spec.name}"
    asker = asked_by(asked, request)
    try:
        async with asyncio.timeout(ANSWER_S + GRACE_S):
            answer = await plugins.run(spec.name, spec.version, arguments, asker)
        return told(look_up.name, answer, spec.origin, asked.now.date())
    except (FunctionError, TimeoutError) as error:
        kind = type(error).__name__
        _log.info("plugin %s does not answer: %s", spec.origin, kind)
        return ""
