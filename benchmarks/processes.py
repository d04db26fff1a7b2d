"""What each kind of process of the product costs: CPU and memory."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import psutil

_RAY = re.compile(r"ray::(?:ServeReplica:[\w:#-]+|\w+)")
_PARTS = ("raylet", "gcs_server", "dashboard", "runtime_env", "log_monitor", "monitor")


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of process over a window of time."""

    count: int
    cpu_ms_per_s: float
    """Of all of them together."""
    mib: float
    """On average, each."""


CALL = "CallActor"
SPARE = "CallActor, spare"


def kind(process: psutil.Process, model_port: int) -> str:
    """Name what a process is, by what it calls itself.

    A call's actor is on a call if it is connected to the model; else it is a spare.
    """
    line = " ".join(process.cmdline())
    if found := _RAY.match(line):
        name = found[0].removeprefix("ray::").partition(":")[0]
        if name == "call":  # between methods Ray shows an actor's own name
            name = CALL
        return SPARE if name == CALL and not _talks_to(process, model_port) else name
    return next((f"ray {part}" for part in _PARTS if part in line), "")


def _talks_to(process: psutil.Process, port: int) -> bool:
    open_ones = process.net_connections("tcp")
    joined = (one for one in open_ones if one.status == psutil.CONN_ESTABLISHED)
    return any(one.raddr.port == port for one in joined)


def _memory(process: psutil.Process) -> tuple[str, float]:
    try:
        full = process.memory_full_info()
    except psutil.AccessDenied:
        return "RSS", process.memory_info().rss / 2**20
    return "PSS", full.pss / 2**20


class Sampler:
    """Watches every process below one, and Ray's own, through a window."""

    def __init__(self, root: psutil.Process, model_port: int) -> None:
        self._root = root
        self._model_port = model_port
        self._kinds: dict[psutil.Process, str] = {}
        self._started: dict[psutil.Process, float] = {}
        self.measure = "PSS"
        """Which memory is told: PSS where the kernel shows it, else RSS."""

    def count(self, wanted: str) -> int:
        """Return how many processes of a kind there are now."""
        return sum(kind(one, self._model_port) == wanted for one in self._all())

    def start(self) -> None:
        """Begin the window."""
        self._kinds = {one: kind(one, self._model_port) for one in self._all()}
        self._started = {one: _cpu_s(one) for one, name in self._kinds.items() if name}

    def _all(self) -> list[psutil.Process]:
        return [one for one in self._root.children(recursive=True) if one.is_running()]

    def stop(self, seconds: float) -> dict[str, Cost]:
        """End the window of `seconds`; processes that came or went do not count."""
        cpu: dict[str, float] = defaultdict(float)
        memory: dict[str, list[float]] = defaultdict(list)
        for process, before in self._started.items():
            try:
                name = self._kinds[process]
                cpu[name] += _cpu_s(process) - before
                self.measure, mib = _memory(process)
                memory[name].append(mib)
            except psutil.NoSuchProcess:
                continue
        return {
            name: Cost(
                len(memory[name]),
                cpu[name] * 1000 / seconds,
                sum(memory[name]) / len(memory[name]),
            )
            for name in sorted(cpu)
        }


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
