"""Phone menus as they were learned, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.memory import Graph, take_in
from panda.menu.memory.stats import Counted, RouteStats
from storage.database import to_utc
from storage.queries import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from panda.menu.memory import Trip
    from panda.menu.memory.stats import Grouping


def graphs(db: duckdb.DuckDBPyConnection, number: str | None) -> list[Graph]:
    """List all versions of one number's menus, or of all, oldest first."""
    rows = run(db, "menu_graphs", number=number)
    return [Graph.model_validate_json(body) for (body,) in rows]


def newest(db: duckdb.DuckDBPyConnection, number: str) -> list[Graph]:
    """Return the newest version of a number's menus, if there is one."""
    rows = run(db, "newest_menu_graph", number=number)
    return [Graph.model_validate_json(body) for (body,) in rows]


def newest_of(db: duckdb.DuckDBPyConnection, numbers: Sequence[str]) -> list[Graph]:
    """Return the newest version of each number's menus, as far as they hold."""
    rows = run(db, "newest_menu_graphs", numbers=list(numbers))
    found = (Graph.model_validate_json(body) for (body,) in rows)
    return sorted(
        (graph for graph in found if not graph.quarantined),
        key=lambda graph: graph.number,
    )


def record(db: duckdb.DuckDBPyConnection, trip: Trip) -> None:
    """Learn from a trip, and count it."""
    versions = newest(db, trip.number)
    counted = Counted.of(trip, versions).model_dump()
    run(db, "add_trip", **(counted | {"used_at": to_utc(trip.used_at)}))
    for graph in take_in(versions, trip):
        _put(db, "put_menu_graph", graph)


def put(db: duckdb.DuckDBPyConnection, learned: Sequence[Graph]) -> int:
    """Take in versions that are not there yet; return how many."""
    return sum(_put(db, "add_menu_graph", graph) for graph in learned)


def stats(db: duckdb.DuckDBPyConnection, by: Grouping) -> list[RouteStats]:
    """Sum all trips up; see `route_stats` in queries.sql."""
    rows = run(db, "route_stats", by=by)
    names = tuple(RouteStats.model_fields)
    return [
        RouteStats.model_validate(dict(zip(names, row, strict=True))) for row in rows
    ]


def _put(db: duckdb.DuckDBPyConnection, statement: str, graph: Graph) -> int:
    return len(
        run(
            db,
            statement,
            number=graph.number,
            version=graph.version,
            quarantined=graph.quarantined,
            body=graph.model_dump_json(),
        )
    )
