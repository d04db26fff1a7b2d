"""All plugins of an installation: loaded, kept up to date, and run.

A version that does not take what the one before took is refused and the old one stays;
a new major version comes beside it. What is in use is not touched by a reload: whoever
was asked answers.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from gateways.plugins.acceptance import check
from gateways.plugins.finding import NotThere, fingerprint
from gateways.plugins.process import WorkerProcess
from gateways.plugins.wire import MOST_RESULT
from panda.errors import FunctionError
from panda.functions.allowed import AllowedPlugin, read_allowed
from panda.functions.answers import ANSWER_S
from panda.functions.spec import FunctionSpec
from panda.functions.versions import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gateways.plugins.wire import Offered
    from panda.plugin import Asked

_log = logging.getLogger(__name__)
_SPECS = TypeAdapter(list[FunctionSpec])

AGAIN_S, MOST_AGAIN_S = 5.0, 300.0
"""Until one is tried again that did not load: first, and at most."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """A look at a plugin."""

    mark: str
    pause_s: float
    again_at: float
    """When another is due if nothing of it changes; infinite after a verdict."""


@dataclass(slots=True)
class _Loaded:
    """What runs of one plugin."""

    print: str
    functions: dict[tuple[str, str], tuple[FunctionSpec, WorkerProcess]] = field(
        default_factory=dict
    )

    @property
    def processes(self) -> set[WorkerProcess]:
        return {process for _, process in self.functions.values()}

    @property
    def other(self) -> str:
        """What came up in place of what was accepted, when it was started again."""
        return "".join(sorted(one.other for one in self.processes))


class Workshop:
    """The plugins that an allow-list names.

    Args:
        file: The allow-list.
        kept: Where the schemas that were accepted are kept, so that a change is
            noticed after a restart, too.
        clock: Seconds, of a clock that only goes forward.
    """

    def __init__(
        self, file: Path, kept: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._file = file
        self._kept = kept
        self._loaded: dict[str, _Loaded] = {}
        self._tried: dict[str, _Tried] = {}
        """The latest look at each plugin."""
        self.refused: dict[str, str] = {}
        """Why a plugin, or its new version, does not run."""
        self._missed: set[str] = set()
        """Plugins that were not there at the latest look."""
        self._retired: set[WorkerProcess] = set()

    @property
    def specs(self) -> list[FunctionSpec]:
        """All functions that run, by name and version."""
        found = [
            spec
            for loaded in self._loaded.values()
            for spec, _ in loaded.functions.values()
        ]
        return sorted(found, key=lambda one: (one.name, Version.parse(one.version)))

    async def reload(self) -> None:
        """Look at the allow-list and at what it names; load what is new or changed.

        Raises:
            BadInput: The allow-list cannot be used; all goes on as before.
        """
        allowed = read_allowed(self._file.read_text(encoding="utf-8"), str(self._file))
        known = {*self._loaded, *self._tried, *self.refused}
        for name in known - {one.name for one in allowed}:
            self._drop(name)
        for one in allowed:
            try:
                await self._look_at(one)
                self._missed.discard(one.name)
            except NotThere as error:
                self._miss(one.name, str(error))
            except FunctionError as error:
                self._refuse(one.name, str(error))
            except Exception as error:  # noqa: BLE001 - one ends no other
                self._refuse(one.name, f"it makes no sense ({type(error).__name__})")

    def _miss(self, name: str, why: str) -> None:
        """Let go of what is not there at two looks: pip takes the old away first."""
        if name in self._missed:
            self._tried.pop(name, None)
            self._unload(name)
        self._missed.add(name)
        self._refuse(name, why)

    def _refuse(self, name: str, why: str) -> None:
        if self.refused.get(name) != why:
            _log.warning("plugin %s is refused", name)
        self.refused[name] = why

    async def run(self, name: str, version: str, arguments: str, asked: Asked) -> str:
        """Run a function.

        Raises:
            FunctionError: There is none, or it refused, failed, crashed or hung.
        """
        for loaded in self._loaded.values():
            if (name, version) in loaded.functions:
                spec, process = loaded.functions[name, version]
                result = await process.run(
                    name, version, arguments, asked, spec.time_limit_s
                )
                return result[:MOST_RESULT]
        raise FunctionError(f"{name} {version} does not run here (any more)")

    async def close(self) -> None:
        """End all processes."""
        for name in list(self._loaded):
            self._retired |= self._loaded.pop(name).processes
        while self._retired:
            await self._retired.pop().close()

    def _retire(self, process: WorkerProcess) -> None:
        """End a process once nobody waits for it; it is remembered until it is gone."""
        process.retire()
        self._retired = {one for one in self._retired if not one.is_gone} | {process}

    # --- one plugin ------------------------------------------------------------------

    async def _look_at(self, allowed: AllowedPlugin) -> None:
        found = await asyncio.to_thread(fingerprint, allowed)
        accepted = f"{allowed.model_dump_json()} {found}"
        loaded = self._loaded.get(allowed.name)
        mark = accepted if loaded is None else accepted + loaded.other
        if loaded is not None and loaded.print == mark:
            self.refused.pop(allowed.name, None)
            return
        if not self._is_due(allowed.name, mark):
            return
        process = WorkerProcess(allowed, found)
        try:
            specs = [_spec(one, allowed) for one in await process.start()]
            remembered = self._remembered(allowed.name)
            others = {one.name for one in self.specs if one.origin != allowed.name}
            self._judged(allowed.name)
            check(specs, remembered, others)
        except BaseException:
            await process.close()
            raise
        self._take(allowed.name, accepted, specs, process)
        self.refused.pop(allowed.name, None)
        self._keep(allowed.name, specs)

    def _is_due(self, name: str, mark: str) -> bool:
        """Say whether to load a plugin now, and note that it is tried.

        One that did not load, for its server was away or the machine busy, is tried
        again after a pause that grows; for one that was judged that is for good.
        """
        before, now = self._tried.get(name), self._clock()
        if before is None or before.mark != mark:
            pause_s = AGAIN_S
        elif now < before.again_at:
            return False
        else:
            pause_s = min(2 * before.pause_s, MOST_AGAIN_S)
        self._tried[name] = _Tried(mark, pause_s, now + pause_s)
        return True

    def _judged(self, name: str) -> None:
        """Note that what comes of the look at hand is for good."""
        self._tried[name] = replace(self._tried[name], again_at=math.inf)

    def _take(
        self,
        plugin: str,
        mark: str,
        specs: Sequence[FunctionSpec],
        process: WorkerProcess,
    ) -> None:
        """Offer the new functions; old ones stay where the new is another major."""
        old = self._loaded.get(plugin, _Loaded(""))
        majors = {(one.name, Version.parse(one.version).major) for one in specs}
        stays = {
            key: value
            for key, value in old.functions.items()
            if (key[0], Version.parse(key[1]).major) not in majors
            and key[0] in {one.name for one in specs}
        }
        fresh = {(one.name, one.version): (one, process) for one in specs}
        new = _Loaded(mark, {**stays, **fresh})
        self._loaded[plugin] = new
        for gone in old.processes - new.processes:
            self._retire(gone)

    def _drop(self, plugin: str) -> None:
        self._tried.pop(plugin, None)
        self.refused.pop(plugin, None)
        self._missed.discard(plugin)
        self._unload(plugin)

    def _unload(self, plugin: str) -> None:
        for process in self._loaded.pop(plugin, _Loaded("")).processes:
            self._retire(process)

    # --- what was accepted before ----------------------------------------------------

    def _remembered(self, plugin: str) -> list[FunctionSpec]:
        running = [one for one in self.specs if one.origin == plugin]
        latest = {(one.name, one.version): one for one in [*self._read(), *running]}
        return [one for one in latest.values() if one.origin == plugin]

    def _read(self) -> list[FunctionSpec]:
        try:
            listed = json.loads(self._kept.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except ValueError:
            raise _damaged(self._kept) from None
        try:
            return _SPECS.validate_python(listed)
        except ValidationError:
            raise _damaged(self._kept) from None

    def _keep(self, plugin: str, specs: Iterable[FunctionSpec]) -> None:
        others = [one for one in self._read() if one.origin != plugin]
        listed = [one.model_dump(mode="json") for one in [*others, *specs]]
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._kept.with_suffix(".new")
        fresh.write_text(json.dumps(listed, indent=2), encoding="utf-8")
        fresh.replace(self._kept)


def _damaged(kept: Path) -> FunctionError:
    return FunctionError(
        f"{kept.name}, which says what was accepted before, is damaged: remove it"
    )


def _spec(offered: Offered, allowed: AllowedPlugin) -> FunctionSpec:
    answers = offered.answers if offered.answers in allowed.answers else ""
    limit_s = min(offered.time_limit_s, ANSWER_S) if answers else offered.time_limit_s
    return FunctionSpec(
        name=offered.name,
        version=offered.version,
        description=offered.description,
        parameters=offered.parameters,
        permission=allowed.permission,
        time_limit_s=limit_s,
        answers=answers,
        origin=allowed.name,
    )
