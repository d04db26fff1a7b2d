"""The pool of supervisors: actors that answer consultations, and who picks one.

A supervisor keeps nothing between two consultations, so any of them may answer any
call, and one that dies takes no more with it than what it was just asked.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from ray.exceptions import RayActorError, RayTaskError

from actors.clock import SystemClock
from actors.functions import RemotePlugins
from actors.logs import set_up
from actors.priority import step_back
from actors.service import find_service, start_service
from panda.errors import ReasonerError, SupervisorLostError
from panda.settings import Settings
from panda.supervisor.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.asking.question import WayAnswer, WayQuestion
    from panda.supervisor.consultation import Advice, Consultation

T = TypeVar("T")
Handle = Any
"""Of an actor; the pool asks of it what `panda.ports.Supervisors` has."""
_Ask = Callable[[Handle], Awaitable[T]]
NAME = "supervisor"
AT_ONCE = 64
"""Consultations one actor works on at a time; they wait for the model, not for us."""


RETURN_MS = 150
"""What an answer given at the last moment takes from there to here: one that tells of
what was done must not be lost on the way."""


class SupervisorActor:
    """A `Supervisor` in its own process, with its own connection to the model."""

    def __init__(self) -> None:
        # Here and not above: the pool's side is imported by call actors, which must
        # not pay for the openai SDK.
        from gateways.reasoner import OpenAIReasoner  # noqa: PLC0415

        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        step_back()
        reasoner = OpenAIReasoner(
            settings.reasoner_model,
            api_key=settings.openai_api_key,
            base_url=settings.openai_base_url,
        )
        self._supervisor = Supervisor(
            reasoner, SystemClock(settings), plugins=RemotePlugins()
        )

    async def advise(self, consultation: Consultation) -> Advice:
        """See `panda.ports.Supervisors`."""
        return await self._supervisor.advise(consultation)

    async def show_way(self, question: WayQuestion) -> WayAnswer:
        """See `panda.ports.Supervisors`."""
        return await self._supervisor.show_way(question)

    async def ping(self) -> bool:
        """Answer once imports are done."""
        return True


class SupervisorPool:
    """A `panda.ports.Supervisors` that asks the least busy of several actors.

    Each user of a pool counts only its own questions, so among equally idle ones the
    call's id decides: calls spread without anybody keeping a common count.
    """

    def __init__(self, handles: Sequence[Handle]) -> None:
        if not handles:
            raise ValueError("a pool needs at least one supervisor")
        self._handles = tuple(handles)
        self._busy = [0] * len(handles)

    async def advise(self, consultation: Consultation) -> Advice:
        """Answer within the deadline; a supervisor that dies is replaced by another.

        Not where our people have agreed to something: it may be done by now, and they
        have agreed to it once.

        Raises:
            SupervisorLostError: One was lost that may have done what was agreed to.
            ReasonerError: No answer in time, or none of them is alive.
        """
        return await self._in_time(
            lambda handle: handle.advise.remote(consultation),
            consultation.call_id,
            consultation.deadline_ms + RETURN_MS,
            once=bool(consultation.approved),
        )

    async def show_way(self, question: WayQuestion) -> WayAnswer:
        """As `advise`, about a menu.

        Raises:
            ReasonerError: No answer in time, or none of them is alive.
        """
        return await self._in_time(
            lambda handle: handle.show_way.remote(question),
            question.call_id,
            question.deadline_ms,
        )

    async def _in_time(
        self, ask: _Ask[T], call_id: str, deadline_ms: int, *, once: bool = False
    ) -> T:
        try:
            async with asyncio.timeout(deadline_ms / 1000):
                return await self._ask_any(ask, call_id, once=once)
        except TimeoutError:
            if once:
                raise SupervisorLostError("too late") from None
            raise ReasonerError("too late") from None

    async def _ask_any(self, ask: _Ask[T], call_id: str, *, once: bool) -> T:
        for index in self._by_load(call_id):
            try:
                return await self._ask(index, ask)
            except RayActorError:
                if once:
                    raise SupervisorLostError("a supervisor has died") from None
                continue
        raise ReasonerError("no supervisor is alive")

    async def _ask(self, index: int, ask: _Ask[T]) -> T:
        self._busy[index] += 1
        try:
            answer = await ask(self._handles[index])
        except RayTaskError as error:
            # Whatever went wrong over there; its text stays there, with the words in it
            raise ReasonerError(type(error.cause).__name__) from None
        finally:
            self._busy[index] -= 1
        return answer

    def _by_load(self, call_id: str) -> list[int]:
        count = len(self._handles)
        mine = crc32(call_id.encode()) % count
        turns = [(mine + step) % count for step in range(count)]
        return sorted(turns, key=self._busy.__getitem__)


def start_supervisors(count: int) -> list[Handle]:
    """Start the supervisors of this cluster, or return those that run."""
    return [
        start_service(SupervisorActor, f"{NAME}:{index}", at_once=AT_ONCE)
        for index in range(count)
    ]


def find_supervisors() -> SupervisorPool:
    """Return the pool of this cluster's supervisors.

    Raises:
        ValueError: None runs.
    """
    handles: list[Handle] = []
    while True:
        try:
            handles.append(find_service(f"{NAME}:{len(handles)}"))
        except ValueError:
            return SupervisorPool(handles)
