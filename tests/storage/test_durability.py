import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from panda.call import Outcome
from panda.errors import StoreError
from storage.store import DuckDBStore
from tests.storage.material import calling, campaign, heard, intent, result, target

ROOT = Path(__file__).parent.parent.parent
KILLS = 6


def acknowledged_until_killed(path, *, lines):
    """Start a writer, read `lines` acknowledgements, SIGKILL it, read the rest."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writer", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        said = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        said += writer.stdout.readlines()
    return [int(line) for line in said if line.endswith("\n")]


async def test_what_was_acknowledged_survives_being_killed_again_and_again(tmp_path):
    path = tmp_path / "panda.duckdb"
    acknowledged = []
    for kill in range(KILLS):
        acknowledged += acknowledged_until_killed(path, lines=5 + 17 * kill)
        store = DuckDBStore(str(path))
        kept = {event.seq for event in await store.events("c1")}
        lost = [seq for seq in acknowledged if seq not in kept]
        assert lost == []
        for seq in acknowledged[-3:]:
            assert not await store.receive(f"CA1/{seq}", "c1", "again")
        store.close()
    assert len(acknowledged) > KILLS * 5


async def test_a_closed_store_opens_again_as_it_was(tmp_path):
    path = str(tmp_path / "deep" / "panda.duckdb")
    store = DuckDBStore(path)
    await store.add_campaign(campaign(), [target(0)])
    await store.append("c1", [heard(1)])
    store.close()

    again = DuckDBStore(path)
    assert await again.campaign("k1") == campaign()
    assert await again.events("c1") == [heard(1)]
    again.close()


async def test_whoever_asked_not_to_be_called_is_on_the_list_for_good(tmp_path):
    path = str(tmp_path / "panda.duckdb")
    store = DuckDBStore(path)
    await store.add_campaign(campaign(), [target(0)])
    await store.finish(result(outcome=Outcome.DECLINED), target(0))
    store.close()

    again = DuckDBStore(path)
    assert [one.number for one in await again.do_not_call()] == [
        target(0).provider.phone
    ]
    again.close()


async def test_so_is_who_asked_before_there_was_a_list(tmp_path):
    path = str(tmp_path / "panda.duckdb")
    store = DuckDBStore(path)
    await store.add_campaign(campaign(), [target(0)])
    await store.reserve(intent(), calling())
    await store.finish(result(outcome=Outcome.DECLINED), target(0))
    store.close()
    with duckdb.connect(path) as db:
        db.execute("DROP TABLE do_not_call")
        db.execute("DELETE FROM migration WHERE name LIKE '%_do_not_call%'")

    again = DuckDBStore(path)
    assert [one.number for one in await again.do_not_call()] == [
        target(0).provider.phone
    ]
    again.close()


def test_a_file_another_process_holds_is_refused_by_name(tmp_path):
    path = tmp_path / "panda.duckdb"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writer", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        writer.stdout.readline()
        with pytest.raises(StoreError, match="cannot be opened"):
            DuckDBStore(str(path))
        writer.kill()
