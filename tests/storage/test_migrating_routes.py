"""Ways that were learned before menus were kept as graphs are still known."""

from datetime import UTC, datetime
from importlib import resources

import duckdb

from panda.menu.memory import Graph

LAST = datetime(2026, 3, 2, 10, tzinfo=UTC)
STEPS = """[{"fingerprint": "first", "keys": "2", "say": "", "label": "bookings"},
            {"fingerprint": "second", "keys": "", "say": "cleaning", "label": "c"}]"""
ONE = """[{"fingerprint": "first", "keys": "4", "say": "", "label": "billing"}]"""


def migration(name):
    return resources.files("storage.migrations").joinpath(name).read_text()


def test_old_ways_become_the_first_version_of_a_graph():
    db = duckdb.connect()
    db.execute(migration("0003_routes.sql"))
    row = "INSERT INTO route VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)"
    db.execute(row, ["+1", "book", "w1", STEPS, 3, 1, True, LAST.replace(tzinfo=None)])
    db.execute(row, ["+1", "pay", "w2", ONE, 1, 0, True, None])
    db.execute(row, ["+2", "pay", "w2", ONE, 1, 0, True, None])

    db.execute(migration("0008_menu_graphs.sql"))

    rows = db.execute("SELECT body FROM menu_graph ORDER BY number").fetchall()
    first, second = (Graph.model_validate_json(body) for (body,) in rows)
    assert (first.number, first.version, first.quarantined) == ("+1", 1, False)
    book = first.best("book", LAST)
    assert [(s.fingerprint, s.keys, s.say, s.label) for s in book.steps] == [
        ("first", "2", "", "bookings"),
        ("second", "", "cleaning", "c"),
    ]
    assert (book.successes, book.failures, book.last_used_at) == (3, 1, LAST)
    assert first.best("pay", LAST).steps[0].keys == "4"
    assert second.best("pay", LAST).steps[0].label == "billing"
