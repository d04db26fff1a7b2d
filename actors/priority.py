"""Who goes first on a machine that is full: the calls' processes, before all others.

A frame is due every 20 ms; a page, an answer of the API or a line in the store may come
some milliseconds later and nobody notices. So whatever is not on the audio path steps
back, which needs no rights (stepping forward would). A call, on its part, asks for
short turns: it is let in sooner, and no longer.
"""

from __future__ import annotations

import ctypes
import os
import platform
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

TURN_NS = 100_000
"""The shortest turn that Linux gives. On two full cores who wakes every 20 ms begins 3
to 4 ms late one time in ten with the usual turns (1.4 ms), and 1 ms late with these:
see `benchmarks.turns`, and docs/decisions/0027."""
_CALLS = {"x86_64": 314, "aarch64": 274}
"""The number of `sched_setattr`, which the C library does not name before glibc 2.41
(Linux, `arch/*/.../syscall*.tbl`)."""


class _Attributes(ctypes.Structure):
    """Linux's `struct sched_attr`, as far as it is of size 48 (`sched(7)`)."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("policy", ctypes.c_uint32),
        ("flags", ctypes.c_uint64),
        ("nice", ctypes.c_int32),
        ("priority", ctypes.c_uint32),
        ("runtime", ctypes.c_uint64),
        ("deadline", ctypes.c_uint64),
        ("period", ctypes.c_uint64),
    )


def take_short_turns() -> bool:
    """Ask that this thread be let in soon whenever it has something to do.

    Its share of the machine stays what it is: where all want a core, it comes more
    often and goes sooner. It needs no rights. Returns false where the kernel has no
    such thing (before Linux 6.12 it takes the wish and does nothing with it) or
    somebody has given the thread another policy; nothing is lost then but the wait.
    """
    number = _CALLS.get(platform.machine())
    if platform.system() != "Linux" or number is None:
        return False
    if os.sched_getscheduler(0) != os.SCHED_OTHER:
        return False
    own = _Attributes(
        size=ctypes.sizeof(_Attributes),
        policy=os.SCHED_OTHER,
        nice=os.getpriority(os.PRIO_PROCESS, 0),
        runtime=TURN_NS,
    )
    this_thread, no_flags = 0, 0
    took: int = ctypes.CDLL(None).syscall(
        number, this_thread, ctypes.byref(own), no_flags
    )
    return took == 0


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
