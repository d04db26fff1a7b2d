"""A client's side for what was learned of phone menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actors.client.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.memory import Graph
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route


class RouteSide(Reach):
    """What a client does with remembered menus."""

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """List learned ways through phone menus, of one number or of all."""
        return await self._store.routes(number)

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """List all versions of a number's menus, or of all, oldest first."""
        return await self._store.graphs(number)

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """Take in menus learned elsewhere; return how many were new."""
        return await self._store.put_graphs(graphs)

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """Sum up all trips through menus, by number, version or transport."""
        return await self._store.route_stats(by)
