"""All plugins of an installation: loaded, kept up to date, and run.

A version that does not take what the one before took is refused and the old one stays;
a new major version comes beside it. What is in use is not touched by a reload: whoever
was asked answers.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateways.plugins.finding import fingerprint
from gateways.plugins.process import WorkerProcess
from panda.errors import FunctionError
from panda.functions.allowed import AllowedPlugin, read_allowed
from panda.functions.answers import ANSWER_S, objection_to
from panda.functions.compatibility import objection
from panda.functions.permission import PERMISSIONS
from panda.functions.spec import FunctionSpec
from panda.functions.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gateways.plugins.wire import Offered
    from panda.plugin import Asked

_log = logging.getLogger(__name__)

LONGEST_S = 30.0
"""A function may take no longer: somebody is on the line meanwhile."""


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


class Workshop:
    """The plugins that an allow-list names.

    Args:
        file: The allow-list.
        kept: Where the schemas that were accepted are kept, so that a change is
            noticed after a restart, too.
    """

    def __init__(self, file: Path, kept: Path) -> None:
        self._file = file
        self._kept = kept
        self._loaded: dict[str, _Loaded] = {}
        self._tried: dict[str, str] = {}
        """The latest fingerprint of each plugin that was looked at."""
        self.refused: dict[str, str] = {}
        """Why a plugin, or its new version, does not run."""
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
        for name in set(self._loaded) - {one.name for one in allowed}:
            self._drop(name)
        for one in allowed:
            try:
                await self._look_at(one)
            except FunctionError as error:
                if self.refused.get(one.name) != str(error):
                    _log.warning("plugin %s is refused", one.name)
                self.refused[one.name] = str(error)

    async def run(self, name: str, version: str, arguments: str, asked: Asked) -> str:
        """Run a function.

        Raises:
            FunctionError: There is none, or it refused, failed, crashed or hung.
        """
        for loaded in self._loaded.values():
            if (name, version) in loaded.functions:
                spec, process = loaded.functions[name, version]
                return await process.run(
                    name, version, arguments, asked, spec.time_limit_s
                )
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
        mark = f"{allowed.model_dump_json()} {fingerprint(allowed)}"
        if self._tried.get(allowed.name) == mark:
            return
        self._tried[allowed.name] = mark
        process = WorkerProcess(allowed)
        offered = await process.start()
        specs = [_spec(one, allowed) for one in offered]
        try:
            self._check(allowed.name, specs)
        except FunctionError:
            await process.close()
            raise
        self._take(allowed.name, mark, specs, process)
        self.refused.pop(allowed.name, None)
        self._keep(allowed.name, specs)

    def _check(self, plugin: str, specs: Sequence[FunctionSpec]) -> None:
        """Let specs pass that may follow what was there.

        Raises:
            FunctionError: One may not; says why.
        """
        others = {one.name for one in self.specs if one.origin != plugin}
        before = {one.name: one for one in self._remembered(plugin)}
        for one in specs:
            if one.name in PERMISSIONS or one.name in others:
                raise FunctionError(f"{one.name} is the name of another function")
            if not 0 < one.time_limit_s <= LONGEST_S:  # nan is neither
                limits = f"between 0 and {LONGEST_S:.0f} s"
                raise FunctionError(f"the time limit of {one.name} is not {limits}")
            if one.answers and (why := objection_to(one)):
                raise FunctionError(why)
            if one.name in before and (why := objection(before[one.name], one)):
                raise FunctionError(why)

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
        for process in self._loaded.pop(plugin).processes:
            self._retire(process)

    # --- what was accepted before ----------------------------------------------------

    def _remembered(self, plugin: str) -> list[FunctionSpec]:
        running = [one for one in self.specs if one.origin == plugin]
        latest = {one.name: one for one in [*self._read(), *running]}
        return [one for one in latest.values() if one.origin == plugin]

    def _read(self) -> list[FunctionSpec]:
        try:
            listed = json.loads(self._kept.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        return [FunctionSpec.model_validate(one) for one in listed]

    def _keep(self, plugin: str, specs: Iterable[FunctionSpec]) -> None:
        others = [one for one in self._read() if one.origin != plugin]
        listed = [one.model_dump(mode="json") for one in [*others, *specs]]
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._kept.with_suffix(".new")
        fresh.write_text(json.dumps(listed, indent=2), encoding="utf-8")
        fresh.replace(self._kept)


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
