"""The program of a plugin's process: `python -m gateways.plugins.worker ALLOWED`.

It bounds itself before it loads anything of others, says what the plugin offers, then
runs what it is asked for. It ends with its standard input. What the plugin prints goes
to the standard error: the standard output is ours.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
from typing import TYPE_CHECKING

from gateways.plugins.served import served
from gateways.plugins.wire import MOST_RESULT, Done, Ready, Run
from panda.errors import FunctionError
from panda.functions.allowed import AllowedPlugin

if TYPE_CHECKING:
    from typing import BinaryIO

    from gateways.plugins.served import Served
    from gateways.plugins.wire import FromWorker


def main() -> None:
    """Load the plugin and serve it."""
    allowed = AllowedPlugin.model_validate_json(sys.argv[1])
    out = _own_output()
    _bound(allowed.memory_mb)
    asyncio.run(_work(allowed, out))


def _own_output() -> BinaryIO:
    """Keep the standard output for ourselves; what others print is no message."""
    mine = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(mine, "wb", buffering=0)


def _bound(memory_mb: int) -> None:
    most = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(out: BinaryIO, message: FromWorker) -> None:
    out.write(message.model_dump_json().encode() + b"\n")


async def _work(allowed: AllowedPlugin, out: BinaryIO) -> None:
    try:
        async with served(allowed) as plugin:
            _say(out, Ready(name=plugin.name, functions=plugin.offered))
            await _serve(plugin, out)
    except Exception as error:  # noqa: BLE001 - whatever their code raises is told
        _say(out, Ready(problem=f"{type(error).__name__}: {error}"[:500]))
        os._exit(1)


async def _serve(plugin: Served, out: BinaryIO) -> None:
    """Run what comes, side by side, until the input ends."""
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=1024 * 1024)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    running: set[asyncio.Task[None]] = set()
    while line := await lines.readline():
        wanted = Run.model_validate_json(line)
        task = asyncio.create_task(_run(plugin, wanted, out))
        running.add(task)
        task.add_done_callback(running.discard)
    os._exit(0)  # a thread that hangs would keep us


async def _run(plugin: Served, wanted: Run, out: BinaryIO) -> None:
    try:
        result, failed = str(await plugin.run(wanted)), False
    except FunctionError as error:
        result, failed = str(error), True
    except Exception as error:  # noqa: BLE001 - their fault is an answer, too
        result = f"it failed ({type(error).__name__}); do without it"
        failed = True
    _say(out, Done(number=wanted.number, result=result[:MOST_RESULT], failed=failed))


if __name__ == "__main__":
    main()
