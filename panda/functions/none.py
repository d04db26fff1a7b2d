"""An installation without plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.errors import FunctionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.functions.spec import FunctionSpec
    from panda.plugin import Asked


class NoPlugins:
    """A `panda.ports.Plugins` that has none."""

    async def specs(self) -> Sequence[FunctionSpec]:
        """List nothing."""
        return ()

    async def run(self, name: str, version: str, arguments: str, asked: Asked) -> str:
        """Say that there is none.

        Raises:
            FunctionError: Always.
        """
        del version, arguments, asked
        raise FunctionError(f"no plugin has {name}; do without it")
