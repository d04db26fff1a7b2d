"""Our end of a plugin's process: started, asked, and killed when it hangs."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gateways.plugins.finding import fingerprint, hash_of
from gateways.plugins.wire import FROM_WORKER, MOST_BYTES, Done, Offered, Ready, Run
from panda.errors import FunctionError

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from panda.functions.allowed import AllowedPlugin
    from panda.plugin import Asked

_log = logging.getLogger(__name__)

LOAD_S = 20.0
"""How long a plugin may take to load: its imports, on a machine that is busy."""
PIPE_S = 1.0
"""How long the pipe of an ended process is read to its end."""
_CHANGED = "it has changed and is to be looked at first; do without it"
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")
"""Variables every plugin sees; none of ours is a secret."""


class WorkerProcess:
    """One plugin's process.

    Args:
        allowed: Which plugin, and how much it may use.
        accepted: Its fingerprint as it was looked at. What has another by the time it
            is started again does not run.
    """

    def __init__(self, allowed: AllowedPlugin, accepted: str) -> None:
        self._allowed = allowed
        self._accepted = accepted
        self._offered: tuple[Offered, ...] | None = None
        """What it offered when it was started first."""
        self.other = ""
        """What it offered when it was started again, as a hash, if that was other."""
        self._process: Process | None = None
        self._readings: set[asyncio.Task[None]] = set()
        self._waiting: dict[int, asyncio.Future[Done]] = {}
        self._sent: dict[int, Process] = {}
        """Which process was asked; another may have taken its place."""
        self._numbers = count(1)
        self._starting: asyncio.Task[tuple[Offered, ...]] | None = None
        self.is_retired = False
        """Whether it ends once nobody waits for it."""

    async def start(self) -> tuple[Offered, ...]:
        """Start it; return what it offers.

        Raises:
            FunctionError: It does not load, or not in time, or it is not what was
                accepted any more; says why.
        """
        allowed = self._allowed
        await self._check_is_there()
        program = (sys.executable, "-m", "gateways.plugins.worker")
        process = await asyncio.create_subprocess_exec(
            *program,
            allowed.model_dump_json(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            limit=MOST_BYTES,
            env=_environment(allowed),
            start_new_session=True,
        )
        _stand_behind(process.pid)
        try:
            ready = await self._loaded(process)
            await self._check_is_accepted(ready)
        except FunctionError:
            self._end(process)
            await _gone(process)
            raise
        self._offered = ready.functions
        self._process = process
        reading = asyncio.create_task(self._read(process))
        self._readings.add(reading)
        reading.add_done_callback(self._readings.discard)
        return ready.functions

    async def _check_is_accepted(self, ready: Ready) -> None:
        """See to it that what has loaded is what was looked at.

        Raises:
            FunctionError: It has changed, before it was imported or meanwhile.
        """
        if self._offered is not None and self._offered != ready.functions:
            self.other = hash_of(ready.model_dump_json().encode())
            raise FunctionError(_CHANGED)
        await self._check_is_there()

    async def _check_is_there(self) -> None:
        found = await asyncio.to_thread(fingerprint, self._allowed)
        if found != self._accepted:
            raise FunctionError(_CHANGED)

    async def _loaded(self, process: Process) -> Ready:
        assert process.stdout is not None
        try:
            async with asyncio.timeout(LOAD_S):
                line = await process.stdout.readline()
            ready = FROM_WORKER.validate_json(line)
        except (TimeoutError, ValueError):
            raise FunctionError("it does not load, or not in time") from None
        if not isinstance(ready, Ready):
            raise FunctionError("it makes no sense")
        if ready.problem:
            raise FunctionError(ready.problem)
        if ready.name != self._allowed.name:
            other = f"it calls itself {ready.name}, not {self._allowed.name}"
            raise FunctionError(other)
        return ready

    async def run(
        self, name: str, version: str, arguments: str, asked: Asked, limit_s: float
    ) -> str:
        """Run a function.

        A process that does not answer in time is killed, and whatever else it was at
        work on with it; the next use starts another.

        Raises:
            FunctionError: It refused, failed, crashed or hung; advice for the model.
        """
        wanted = Run(
            number=next(self._numbers),
            name=name,
            version=version,
            arguments=arguments,
            asked=asked,
        )
        done: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._waiting[wanted.number] = done
        try:
            async with asyncio.timeout(limit_s):
                process = self._sent[wanted.number] = await self._running()
                await self._send(process, wanted)
                answer = await done
        except TimeoutError:
            if self._process is None:  # it is still coming up, for the next use
                raise FunctionError("it is being started again; try later") from None
            _log.warning("plugin %s hangs: killed", self._allowed.name)
            self.kill()
            raise FunctionError("it took too long; do without it") from None
        except (BrokenPipeError, ConnectionResetError):
            raise _crashed() from None
        finally:
            self._waiting.pop(wanted.number, None)
            self._sent.pop(wanted.number, None)
            if self.is_retired and not self._waiting:
                self.kill()
        if answer.failed:
            raise FunctionError(answer.result)
        return answer.result

    async def _running(self) -> Process:
        """Return the process; one that died is started again, by one use for all."""
        while self._process is None:
            if self._starting is None or self._starting.done():
                self._starting = asyncio.create_task(self.start())
            await asyncio.shield(self._starting)
        return self._process

    @staticmethod
    async def _send(process: Process, wanted: Run) -> None:
        assert process.stdin is not None
        process.stdin.write(wanted.model_dump_json().encode() + b"\n")
        await process.stdin.drain()

    async def _read(self, process: Process) -> None:
        assert process.stdout is not None
        try:
            while line := await process.stdout.readline():
                message = FROM_WORKER.validate_json(line)
                waiting = isinstance(message, Done) and self._waiting.get(
                    message.number
                )
                if isinstance(message, Done) and waiting and not waiting.done():
                    waiting.set_result(message)
        except (ValidationError, ValueError):
            _log.warning("plugin %s makes no sense: killed", self._allowed.name)
        self._end(process)
        for number, waiting in self._waiting.items():
            if self._sent.get(number) is process and not waiting.done():
                waiting.set_exception(_crashed())
        await _gone(process)

    def retire(self) -> None:
        """End it once nobody waits for it."""
        self.is_retired = True
        if not self._waiting:
            self.kill()

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._end(self._process)

    def _end(self, process: Process) -> None:
        """Kill it and whatever it has started: it leads a group of its own."""
        if self._process is process:
            self._process = None
        if process.returncode is not None:
            return
        try:
            os.killpg(process.pid, 9)
        except ProcessLookupError:
            return  # it has ended by itself

    async def close(self) -> None:
        """End it and wait until it is gone."""
        self.is_retired = True
        if self._starting is not None and not self._starting.done():
            await asyncio.wait([self._starting])
        self.kill()
        if self._readings:
            await asyncio.wait(self._readings)

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it is left to be waited for."""
        return self._process is None and not self._readings


async def _gone(process: Process) -> None:
    """Wait until a process that was ended, and its pipes, are gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    await process.wait()
    with suppress(TimeoutError):  # whom it has started may still hold the pipe
        async with asyncio.timeout(PIPE_S):
            await process.stdout.read()
    with suppress(BrokenPipeError, ConnectionResetError):
        await process.stdin.wait_closed()


def _crashed() -> FunctionError:
    return FunctionError("it has crashed; do without it")


def _stand_behind(pid: int) -> None:
    """Have a plugin's session be as nice as we are: of itself it is nobody's.

    On Linux each session counts as one, however nice who is in it (`sched(7)`).
    """
    own = os.getpriority(os.PRIO_PROCESS, 0)
    with suppress(OSError):  # no Linux, or one without such groups
        Path(f"/proc/{pid}/autogroup").write_text(f"{own}", encoding="ascii")


def _environment(allowed: AllowedPlugin) -> dict[str, str]:
    """Return what a plugin sees of our environment: its own, and where modules are."""
    seen = {*PASSED_ON, *allowed.env}
    kept = {name: value for name, value in os.environ.items() if name in seen}
    modules = os.pathsep.join(one for one in sys.path if one)
    return {**kept, "PYTHONPATH": modules, "PYTHONDONTWRITEBYTECODE": "1"}
