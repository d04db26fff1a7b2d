"""A call's questions to its supervisors, and what is fed back for each."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from panda.errors import PandaError, SupervisorLostError
from panda.session.inputs import (
    Foreseen,
    SupervisorAnswered,
    SupervisorFailed,
    WayShown,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from panda.menu.asking.question import WayQuestion
    from panda.ports import Supervisors
    from panda.session.inputs import Input
    from panda.supervisor.consultation import Consultation

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Seniors:
    """The supervisors of one call; every question has exactly one answer."""

    def __init__(
        self, call_id: str, supervisors: Supervisors, feed: Callable[[Input], None]
    ) -> None:
        self._call_id = call_id
        self._supervisors = supervisors
        self._feed = feed

    async def consult(self, asked: Consultation) -> None:
        """Ask what to say."""
        advice = self._supervisors.advise(asked)
        await self._ask(asked.request, advice, SupervisorAnswered)

    async def foresee(self, asked: Consultation) -> None:
        """Ask what to say before the voice does; that it fails is no news."""
        try:
            advice = await self._supervisors.advise(asked)
        except PandaError:
            self._feed(Foreseen(asked.request, None))
        else:
            self._feed(Foreseen(asked.request, advice))

    async def ask_way(self, asked: WayQuestion) -> None:
        """Ask which way to go in a menu."""
        await self._ask(asked.request, self._supervisors.show_way(asked), WayShown)

    async def _ask(
        self, request: str, asked: Awaitable[T], answered: Callable[[T], Input]
    ) -> None:
        """Wait for a supervisor, and feed its answer, or that there is none."""
        try:
            answer = await asked
        except PandaError as error:
            kind = type(error).__name__
            _log.warning("call %s: supervisor: %s", self._call_id, kind)
            lost = isinstance(error, SupervisorLostError)
            self._feed(SupervisorFailed(request, lost=lost))
        else:
            self._feed(answered(answer))
