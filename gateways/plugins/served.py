"""What a plugin's process serves: functions of an object, or tools of a server."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from contextlib import asynccontextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gateways.plugins.wire import Offered
from panda.functions.allowed import AllowedPlugin, Source
from panda.functions.registry import Registry
from panda.functions.versions import VersionRange
from panda.plugin import Asked, Plugin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from gateways.plugins.wire import Run
    from panda.functions.framework import Function

GROUP = "panda.functions"
"""Of the entry points by which packages name their plugins."""


class Served(Protocol):
    """Functions that can be run."""

    @property
    def name(self) -> str:
        """What it calls itself."""
        ...

    @property
    def offered(self) -> tuple[Offered, ...]:
        """What it has."""
        ...

    async def run(self, wanted: Run) -> str:
        """Run a function, or raise `FunctionError`."""
        ...


@asynccontextmanager
async def served(allowed: AllowedPlugin) -> AsyncIterator[Served]:
    """Load a plugin.

    Raises:
        Exception: Whatever other people's code raises.
    """
    match allowed.source:
        case Source.PACKAGE:
            (point,) = entry_points(group=GROUP, name=allowed.name)
            yield PluginObject(point.load())
        case Source.FOLDER:
            yield PluginObject(_of_folder(Path(allowed.path)))
        case Source.MCP:
            from gateways.plugins.mcp import served_tools  # noqa: PLC0415 - it is large

            async with served_tools(allowed) as tools:
                yield tools


class PluginObject:
    """The functions of a `panda.plugin.Plugin`."""

    def __init__(self, plugin: object) -> None:
        if not isinstance(plugin, Plugin):
            raise TypeError("it names no panda.plugin.Plugin")
        self.name = plugin.name
        self._registry: Registry[Asked] = Registry(*plugin.functions)

    @property
    def offered(self) -> tuple[Offered, ...]:
        """All versions of all functions."""
        return tuple(map(_offered, self._registry.every))

    async def run(self, wanted: Run) -> str:
        """Run a function; one that does not wait has a thread of its own."""
        version = VersionRange.parse(wanted.version)
        function = self._registry.get(wanted.name, version)
        if function.waits:
            return await function.call(wanted.asked, wanted.arguments)
        return await asyncio.to_thread(
            function.call_now, wanted.asked, wanted.arguments
        )


def _of_folder(folder: Path) -> object:
    file = folder / "plugin.py"
    spec = importlib.util.spec_from_file_location("panda_folder_plugin", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no {file.name}")
    sys.path.insert(0, str(folder))
    # What runs is what was looked at, its sources: no cache that lies beside them.
    sys.pycache_prefix = os.devnull
    sys.dont_write_bytecode = True
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, "plugin", None)


def _offered(function: Function[Asked]) -> Offered:
    return Offered(
        name=function.name,
        version=str(function.version),
        description=function.description,
        parameters=function.parameters,
        time_limit_s=function.time_limit_s,
        answers=function.answers,
    )
