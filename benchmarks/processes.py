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


def kind(process: psutil.Process) -> str:
    """Name what a process is, by what it calls itself."""
    line = " ".join(process.cmdline())
    if found := _RAY.match(line):
        return found[0].removeprefix("ray::").partition(":")[0]
    return next((f"ray {part}" for part in _PARTS if part in line), "")


def _memory(process: psutil.Process) -> tuple[str, float]:
    try:
        full = process.memory_full_info()
    except psutil.AccessDenied:
        return "RSS", process.memory_info().rss / 2**20
    return "PSS", full.pss / 2**20


class Sampler:
    """Watches every process below one, and Ray's own, through a window."""

    def __init__(self, root: psutil.Process) -> None:
        self._root = root
        self._started: dict[psutil.Process, float] = {}
        self.measure = "PSS"
        """Which memory is told: PSS where the kernel shows it, else RSS."""

    def start(self) -> None:
        """Begin the window."""
        self._started = {one: _cpu_s(one) for one in self._all()}

    def _all(self) -> list[psutil.Process]:
        return [one for one in self._root.children(recursive=True) if one.is_running()]

    def stop(self, seconds: float) -> dict[str, Cost]:
        """End the window of `seconds`; processes that came or went do not count."""
        cpu: dict[str, float] = defaultdict(float)
        memory: dict[str, list[float]] = defaultdict(list)
        for process, before in self._started.items():
            try:
                name = kind(process)
                if not name:
                    continue
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
