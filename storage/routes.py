"""Learned ways through phone menus, as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from panda.menu.menu import Route, RouteStep
from storage.database import from_utc, to_utc
from storage.queries import run

if TYPE_CHECKING:
    import duckdb


def best(db: duckdb.DuckDBPyConnection, number: str, goal: str) -> Route | None:
    """Return the known way most likely to work; see `best_route` in queries.sql."""
    rows = run(db, "best_route", number=number, goal=goal)
    return _route(rows[0]) if rows else None


def record(db: duckdb.DuckDBPyConnection, route: Route, *, succeeded: bool) -> None:
    """Count a use. A way not seen before is a new version.

    A way is the same if the same is done at each of its menus. Its prompts'
    fingerprints may drift: those of the last success are kept.
    """
    used = None if route.last_used_at is None else to_utc(route.last_used_at)
    steps = json.dumps([step.model_dump() for step in route.steps])
    way = json.dumps([[step.keys, step.say] for step in route.steps])
    known = run(db, "route_of_way", number=route.number, goal=route.goal, way=way)
    if known:
        run(
            db,
            "count_route",
            number=route.number,
            goal=route.goal,
            version=known[0][0],
            success=succeeded,
            steps=steps,
            last_used_at=used,
        )
        return
    run(
        db,
        "add_route",
        number=route.number,
        goal=route.goal,
        way=way,
        steps=steps,
        success=succeeded,
        last_used_at=used,
    )


def every(db: duckdb.DuckDBPyConnection, number: str | None) -> list[Route]:
    """List known ways, of one number or of all."""
    return [_route(row) for row in run(db, "routes", number=number)]


def _route(row: tuple[Any, ...]) -> Route:
    number, goal, version, steps, successes, failures, last_used_at = row
    return Route(
        number=number,
        goal=goal,
        version=version,
        steps=tuple(RouteStep.model_validate(step) for step in json.loads(steps)),
        successes=successes,
        failures=failures,
        last_used_at=None if last_used_at is None else from_utc(last_used_at),
    )
