"""The plugins' actor: keeps the allow-list's plugins loaded, and runs their functions.

It runs none of their code itself: each has a process of its own (`gateways.plugins`),
so that the worst of them takes no more with it than what it was just asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ray.exceptions import RayActorError, RayTaskError

from actors.logs import set_up
from actors.priority import step_back
from actors.service import find_service, start_service
from gateways.plugins.finding import digest
from gateways.plugins.workshop import Workshop
from panda.errors import BadInput, FunctionError
from panda.functions.allowed import Source, read_allowed
from panda.session.inputs import PluginRan
from panda.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from panda.functions.spec import FunctionSpec
    from panda.plugin import Asked
    from panda.ports import Plugins
    from panda.session.commands import RunPlugin
    from panda.session.inputs import Input

_log = logging.getLogger(__name__)

NAME = "functions"
KEPT = "functions.json"
"""Where in the data folder the schemas are that were accepted."""
RELOAD_S = 5.0
"""How soon a plugin is seen that was installed, changed or removed."""


class FunctionsActor:
    """A `Workshop` in its own process."""

    def __init__(self) -> None:
        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        step_back()  # and with it the processes of its plugins
        kept = Path(settings.data_dir) / KEPT
        self._workshop = Workshop(Path(settings.plugins), kept)
        self._keeping: asyncio.Task[None] | None = None
        self._problem = ""

    def _begin(self) -> None:
        """Keep up from the first question on: before it there is no loop of ours."""
        if self._keeping is None:
            self._keeping = asyncio.get_running_loop().create_task(self._keep_up())

    async def _keep_up(self) -> None:
        while True:
            try:
                await self._workshop.reload()
                self._problem = ""
            except (BadInput, OSError) as error:  # all goes on as before
                self._troubled(str(error))
            except Exception as error:  # noqa: BLE001 - nobody else would look again
                self._troubled(f"they cannot be looked at ({type(error).__name__})")
            await asyncio.sleep(RELOAD_S)

    def _troubled(self, problem: str) -> None:
        if problem != self._problem:
            _log.warning("plugins: %s", problem)
        self._problem = problem

    async def specs(self) -> list[FunctionSpec]:
        """See `panda.ports.Plugins`."""
        self._begin()
        return self._workshop.specs

    async def refused(self) -> dict[str, str]:
        """Return why plugins, or their new versions, do not run, by name."""
        self._begin()
        whole = {"": self._problem} if self._problem else {}
        return whole | self._workshop.refused

    async def run(self, name: str, version: str, arguments: str, asked: Asked) -> str:
        """See `panda.ports.Plugins`."""
        self._begin()
        return await self._workshop.run(name, version, arguments, asked)


class RemotePlugins:
    """A `panda.ports.Plugins` over the actor, which there may be or not."""

    async def specs(self) -> Sequence[FunctionSpec]:
        """List what runs; nothing while the actor is away."""
        with contextlib.suppress(ValueError, RayActorError):
            specs: Sequence[FunctionSpec] = await _found().specs.remote()
            return specs
        return ()

    async def refused(self) -> Mapping[str, str]:
        """Return why plugins do not run, by name."""
        with contextlib.suppress(ValueError, RayActorError):
            refused: Mapping[str, str] = await _found().refused.remote()
            return refused
        return {}

    async def run(self, name: str, version: str, arguments: str, asked: Asked) -> str:
        """Run a function.

        Raises:
            FunctionError: As `panda.ports.Plugins` says, or the actor is away.
        """
        try:
            result: str = await _found().run.remote(name, version, arguments, asked)
        except (ValueError, RayActorError):
            raise FunctionError("no plugins run here now; do without it") from None
        except RayTaskError as error:
            if isinstance(error.cause, FunctionError):
                raise error.cause from None
            raise FunctionError("it failed; do without it") from None
        return result


class PluginDesk:
    """What one call has plugins do; every use has exactly one answer."""

    def __init__(self, plugins: Plugins, feed: Callable[[Input], None]) -> None:
        self._plugins = plugins
        self._feed = feed

    async def run(self, wanted: RunPlugin) -> None:
        """Run a function, and feed what comes of it."""
        try:
            result = await self._plugins.run(
                wanted.name, wanted.version, wanted.arguments, wanted.asked
            )
        except FunctionError as error:
            self._feed(PluginRan(wanted.request, str(error), failed=True))
        else:
            self._feed(PluginRan(wanted.request, result))


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a try of an allow-list."""

    specs: tuple[FunctionSpec, ...]
    refused: dict[str, str]
    digests: dict[str, str]
    """Of the folders that run, by plugin."""


async def check_plugins(text: str, filename: str, kept: str) -> Checked:
    """Load an allow-list's plugins as the actor would, and end them again.

    Args:
        text: The allow-list.
        filename: What it is called in complaints.
        kept: The schemas in use as their file has them, if changes are to be held to
            them; empty if not.

    Raises:
        BadInput: The list cannot be used.
    """
    allowed = read_allowed(text, filename)
    with TemporaryDirectory() as folder:
        file, copy = Path(folder) / "plugins.yaml", Path(folder) / KEPT
        file.write_text(text, encoding="utf-8")
        if kept:
            copy.write_text(kept, encoding="utf-8")
        workshop = Workshop(file, copy)
        try:
            await workshop.reload()
            specs, refused = tuple(workshop.specs), dict(workshop.refused)
        finally:
            await workshop.close()
    digests = {
        one.name: digest(Path(one.path))
        for one in allowed
        if one.source is Source.FOLDER and one.name not in refused
    }
    return Checked(specs, refused, digests)


def start_functions(settings: Settings) -> None:
    """Start the actor, if the installation has an allow-list."""
    if settings.plugins:
        actor: Any = start_service(FunctionsActor, NAME)
        actor.specs.remote()  # so that it begins to load


def _found() -> Any:
    return find_service(NAME)
