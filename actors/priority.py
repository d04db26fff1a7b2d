"""Who goes first on a machine that is full: the calls' processes, before all others.

A frame is due every 20 ms; a page, an answer of the API or a line in the store may come
some milliseconds later and nobody notices. So whatever is not on the audio path steps
back, which needs no rights (stepping forward would).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

STEP_BACK = 10
"""Niceness of what is not on the audio path. With it a process has a tenth of the share
that a call's has where both want a core, and all of the core where no call does. At 5,
a third, frames of watched calls came twice as late (`benchmarks.viewers`)."""


def step_back() -> None:
    """Let calls go before this process, with all the threads that it has by now.

    Threads that begin later are as nice as whoever began them. Off Linux, where threads
    have no niceness of their own, it is the process's.
    """
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        os.nice(max(0, STEP_BACK - os.nice(0)))
        return
    for thread in tasks.iterdir():
        try:
            own = os.getpriority(os.PRIO_PROCESS, int(thread.name))
            if own < STEP_BACK:
                os.setpriority(os.PRIO_PROCESS, int(thread.name), STEP_BACK)
        except ProcessLookupError:
            continue  # it has just ended


def stand_back(_actor: object) -> None:
    """Have another actor's process step back; for `handle.__ray_call__`."""
    step_back()


def behind(work: Callable[[], T]) -> T:
    """Do some work behind the calls, in a process that goes on as one of them.

    It is done in a thread of its own, which has stepped back: stepping forward again
    would need rights. Off Linux it is simply done.
    """
    if not Path("/proc/self/task").is_dir():
        return work()
    with ThreadPoolExecutor(1, initializer=_thread_steps_back) as behind_us:
        return behind_us.submit(work).result()


def _thread_steps_back() -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(own, STEP_BACK))
