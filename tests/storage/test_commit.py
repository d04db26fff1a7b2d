import asyncio

import duckdb
import pytest

from panda.errors import StoreError
from storage.commit import GroupCommit
from storage.database import open_database
from storage.migrations import migrate
from storage.queries import statements
from storage.store import DuckDBStore
from tests.storage.material import heard


@pytest.fixture
def db():
    with duckdb.connect(":memory:") as opened:
        opened.execute("CREATE TABLE word (word VARCHAR PRIMARY KEY)")
        yield opened


def add(word):
    return lambda db: db.execute("INSERT INTO word VALUES (?)", [word]) and word


def words(db):
    return {word for (word,) in db.execute("SELECT word FROM word").fetchall()}


async def test_writes_at_the_same_time_share_one_transaction(db):
    writer = GroupCommit(db, window_s=0)
    answers = await asyncio.gather(*(writer.write(add(str(n))) for n in range(20)))
    assert answers == [str(n) for n in range(20)]
    assert writer.commits == 1


async def test_a_write_is_answered_after_its_commit(db):
    writer = GroupCommit(db, window_s=60)
    waiting = asyncio.ensure_future(writer.write(add("one")))
    await asyncio.sleep(0)
    assert not waiting.done()
    assert words(db) == set()
    writer.flush()
    assert await waiting == "one"
    assert words(db) == {"one"}


async def test_one_bad_write_does_not_take_its_group_with_it(db):
    writer = GroupCommit(db, window_s=0)
    good, bad, better = await asyncio.gather(
        writer.write(add("one")),
        writer.write(add("one")),
        writer.write(add("two")),
        return_exceptions=True,
    )
    assert (good, better) == ("one", "two")
    assert isinstance(bad, StoreError)
    assert words(db) == {"one", "two"}


async def test_a_failure_does_not_quote_what_was_written(db):
    writer = GroupCommit(db, window_s=0)
    await writer.write(add("my secret"))
    with pytest.raises(StoreError) as caught:
        await writer.write(add("my secret"))
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_fault_of_ours_does_not_quote_what_was_written_either(db):
    def fails(_db):
        raise ValueError("my secret")

    with pytest.raises(StoreError) as caught:
        await GroupCommit(db, window_s=0).write(fails)
    assert "secret" not in str(caught.value)
    assert "ValueError" in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_write_nobody_waits_for_any_more_is_still_kept(db):
    writer = GroupCommit(db, window_s=0)
    waiting = asyncio.ensure_future(writer.write(add("one")))
    await asyncio.sleep(0)
    waiting.cancel()
    await writer.write(add("two"))
    assert words(db) == {"one", "two"}


async def test_a_large_group_does_not_wait_for_its_window(db):
    writer = GroupCommit(db, window_s=60)
    await asyncio.gather(*(writer.write(add(str(n))) for n in range(256)))
    assert writer.commits == 1


async def test_closing_commits_what_waits(tmp_path):
    path = str(tmp_path / "panda.duckdb")
    store = DuckDBStore(path, window_s=60)
    waiting = asyncio.ensure_future(store.append("c1", [heard(1)]))
    await asyncio.sleep(0)
    store.close()
    await waiting
    again = DuckDBStore(path)
    assert await again.events("c1") == [heard(1)]
    again.close()


async def test_a_database_given_up_is_reported_and_nobody_is_answered(db):
    reported = []

    def give_up(db):
        raise duckdb.FatalException("invalidated")

    writer = GroupCommit(db, window_s=0, on_broken=lambda: reported.append("broken"))
    answers = await asyncio.gather(
        writer.write(add("one")), writer.write(give_up), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [StoreError, StoreError]
    assert reported == ["broken"]
    assert words(db) == set()


def test_migrations_are_applied_once_and_in_order():
    with duckdb.connect(":memory:") as db:
        first = migrate(db)
        assert first == sorted(first)
        assert first[0] == "0001_campaigns.sql"
        assert migrate(db) == []


@pytest.mark.parametrize(
    "statement",
    [
        "COPY migration TO '/tmp/panda_stolen.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '/tmp/panda_other.db'",
        "SET enable_external_access = true",
    ],
)
def test_the_database_reaches_nothing_outside_its_file(statement):
    with open_database(":memory:") as db, pytest.raises(duckdb.Error):
        db.execute(statement)


def test_every_statement_of_the_file_can_be_parsed():
    with open_database(":memory:") as db:
        for name, text in statements().items():
            assert len(db.extract_statements(text)) == 1, name
