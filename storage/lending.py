"""Menus that are lent, as rows: found by how they begin, counted by how they held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.menu.memory import current
from panda.menu.memory.entry import bands, sought
from panda.menu.memory.lending import (
    MOST_CANDIDATES,
    Candidate,
    Inquiry,
    Loan,
    lend,
    nearest,
    repaid,
)
from storage import routes
from storage.database import from_utc, to_utc
from storage.queries import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    import duckdb

    from panda.menu.memory import Graph, Trip
    from panda.menu.menu import Route


def borrow(
    db: duckdb.DuckDBPyConnection, inquiry: Inquiry, now: datetime
) -> Route | None:
    """Return the way of a number whose menus begin like these, if there is one."""
    near = sought(inquiry.entry)
    if not near:
        return None
    asks = inquiry.number
    alike = run(
        db, "numbers_alike", bands=list(near), number=asks, most=MOST_CANDIDATES
    )
    numbers = [number for (number,) in alike]
    rows = run(db, "menu_entries", numbers=numbers, goal=inquiry.goal)
    found = [Candidate(number=number, entry=entry) for number, entry in rows]
    lenders = [one.number for one in nearest(found, inquiry)]
    if not lenders:
        return None
    graphs = routes.newest_of(db, lenders)
    loans = [_loan(row) for row in run(db, "menu_loans", lenders=lenders)]
    return lend(graphs, inquiry, loans, now)


def record(db: duckdb.DuckDBPyConnection, trip: Trip) -> None:
    """Learn from a trip, count it, and what it says of a loan."""
    routes.record(db, trip)
    _settle(db, trip)
    _index(db, trip.number)


def put(db: duckdb.DuckDBPyConnection, learned: Sequence[Graph]) -> int:
    """Take in versions that are not there yet; return how many."""
    count = routes.put(db, learned)
    for number in {graph.number for graph in learned}:
        _index(db, number)
    return count


def _settle(db: duckdb.DuckDBPyConnection, trip: Trip) -> None:
    """Count how a lent way has served a trip."""
    pair = {"lender": trip.lender, "borrower": trip.number}
    rows = run(db, "menu_loan", **pair) if trip.lender else []
    loan = repaid(trip, _loan(rows[0]) if rows else None)
    if loan is not None:
        values = loan.model_dump() | {"used_at": to_utc(loan.used_at)}
        run(db, "put_menu_loan", **values)


def _index(db: duckdb.DuckDBPyConnection, number: str) -> None:
    """Let a number's menus be found by how they begin, as long as they hold.

    Most calls change nothing of that, and cost one look.
    """
    graph = current(routes.newest(db, number))
    entry = "" if graph is None else graph.begins
    goals = () if graph is None or not bands(entry) else graph.goals
    before = run(db, "menu_goals", number=number)
    if before == sorted((goal, entry) for goal in goals):
        return
    run(db, "forget_entries", number=number)
    run(db, "add_entries", number=number, goals=list(goals), entry=entry)
    if goals and entry in {old for _, old in before}:
        return
    run(db, "forget_bands", number=number)
    if goals:
        run(db, "add_bands", number=number, bands=list(bands(entry)))


def _loan(row: tuple[Any, ...]) -> Loan:
    lender, borrower, successes, failures, used_at = row
    return Loan(
        lender=lender,
        borrower=borrower,
        successes=successes,
        failures=failures,
        used_at=from_utc(used_at),
    )
