"""Plugins that change: what is refused, what goes on, and what is tried again."""

import py_compile
import struct
from pathlib import Path

import pytest

from gateways.plugins.finding import digest
from gateways.plugins.workshop import AGAIN_S
from panda.errors import BadInput, FunctionError
from tests.gateways.plugin_shop import COPAY, WILD, copay


async def test_what_takes_less_is_refused_and_the_old_version_goes_on(shop):
    await shop.load(copay())
    await shop.load(copay("1.1.0", more=", year: int"))
    assert "year must be given now" in shop.workshop.refused["acme"]
    assert "make it 2.0.0" in shop.workshop.refused["acme"]
    assert shop.names == ["lookUpCopay 1.0.0"]
    assert "$20" in await shop.run("lookUpCopay", '{"plan": "Delta"}')

    await shop.load(copay("2.0.0", more=", year: int"))
    assert shop.workshop.refused == {}
    assert shop.names == ["lookUpCopay 1.0.0", "lookUpCopay 2.0.0"]
    assert await shop.run("lookUpCopay", '{"plan": "Delta"}')
    new = '{"plan": "Delta", "year": 2026}'
    assert await shop.run("lookUpCopay", new, "2.0.0")


async def test_and_after_a_restart_as_well(shop):
    await shop.load(copay())
    await shop.workshop.close()
    shop.again()
    await shop.load(copay(more=", year: int = 2026"))
    assert "give it a new version" in shop.workshop.refused["acme"]
    assert shop.names == []


async def test_files_that_are_not_those_allowed_do_not_run(shop):
    shop.write(copay())
    right = digest(shop.folder / "acme")
    await shop.load(copay("1.0.1"), sha256=right)
    assert "not those that were allowed" in shop.workshop.refused["acme"]


async def test_nor_do_they_after_what_was_allowed_has_crashed(shop):
    source = copay() + WILD
    shop.write(source)
    right = digest(shop.folder / "acme")
    await shop.load(source, sha256=right)
    await shop.load(source.replace("$20", "$0"), sha256=right)
    assert "not those that were allowed" in shop.workshop.refused["acme"]
    assert "$20" in await shop.run("lookUpCopay", '{"plan": "Delta"}')
    with pytest.raises(FunctionError, match=r"crashed|too long"):
        await shop.run("crash")
    with pytest.raises(FunctionError, match=r"changed|not those"):
        await shop.run("lookUpCopay", '{"plan": "Delta"}')


async def test_what_comes_up_as_another_is_looked_at_before_it_runs(shop):
    told = shop.folder / "version"  # by which the same files offer something else
    told.write_text("1.0.0")
    by_file = f"open({str(told)!r}).read()"
    source = copay().replace('"1.0.0"', by_file) + WILD
    await shop.load(source)
    told.write_text("1.1.0")
    with pytest.raises(FunctionError):
        await shop.run("crash")
    with pytest.raises(FunctionError, match="changed"):
        await shop.run("lookUpCopay", '{"plan": "Delta"}')
    await shop.workshop.reload()
    assert "lookUpCopay 1.1.0" in shop.names
    assert shop.workshop.refused == {}
    assert "$20" in await shop.run("lookUpCopay", '{"plan": "Delta"}', "1.1.0")


async def test_what_is_removed_goes_and_one_look_at_an_empty_place_ends_nothing(shop):
    await shop.load(copay())
    place = shop.folder / "acme"
    away = place.rename(shop.folder / "away")
    await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"], "as while pip puts another in its place"
    away.rename(place)
    await shop.workshop.reload()
    assert shop.workshop.refused == {}

    place.rename(away)
    for _ in range(2):
        await shop.workshop.reload()
    assert shop.names == []
    assert "no plugin.py" in shop.workshop.refused["acme"]
    with pytest.raises(FunctionError, match="any more"):
        await shop.run("lookUpCopay", '{"plan": "Delta"}')

    away.rename(place)
    await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"]


async def test_a_cache_beside_the_sources_is_not_what_runs(shop):
    shop.write(copay())
    forge(shop.folder / "acme" / "helper.py")
    await shop.load(copay().replace("import os", "import helper, os"))
    assert shop.workshop.refused == {}
    assert shop.names == ["lookUpCopay 1.0.0"]


def forge(helper):
    """Leave a cache of something else, marked as if made of these sources."""
    helper.write_text('raise ImportError("the cache did")\n')
    cache = Path(py_compile.compile(str(helper), doraise=True))
    helper.write_text("fine = True\n")
    told = helper.stat()
    code = cache.read_bytes()
    header = struct.pack("<III", 0, int(told.st_mtime), told.st_size)
    cache.write_bytes(code[:4] + header + code[16:])


def test_whatever_python_would_run_of_a_folder_counts(tmp_path):
    (tmp_path / "plugin.py").write_text("")
    before = digest(tmp_path)
    (tmp_path / "notes.txt").write_text("anything")
    assert digest(tmp_path) == before
    (tmp_path / "helper.so").write_bytes(b"1")
    assert digest(tmp_path) != before


async def test_two_versions_side_by_side_are_there_after_a_restart(shop):
    both = copay() + COPAY.replace("def look_up_copay", "def second").format(
        version="2.0.0", more=""
    ).replace('version="2.0.0"', 'version="2.0.0", name="lookUpCopay"')
    await shop.load(both)
    names = shop.names
    await shop.workshop.close()
    await shop.again().reload()
    assert shop.names == names
    assert shop.workshop.refused == {}


async def test_what_did_not_load_is_tried_again_after_a_pause(shop):
    now = 0.0
    shop.workshop._clock = lambda: now
    flag = shop.folder / "server_is_up"
    await shop.load(f"open({str(flag)!r})\n" + copay())
    assert shop.names == []
    flag.touch()
    await shop.workshop.reload()
    assert shop.names == []
    now = AGAIN_S
    await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"]
    assert shop.workshop.refused == {}


async def test_a_damaged_record_is_told_and_what_is_off_the_list_is_forgotten(shop):
    kept = shop.folder / "kept" / "functions.json"
    kept.parent.mkdir()
    kept.write_text("[{")
    await shop.load(copay())
    assert "functions.json" in shop.workshop.refused["acme"]
    shop.allow()
    await shop.workshop.reload()
    assert shop.workshop.refused == {}


async def test_a_list_that_cannot_be_read_changes_nothing(shop):
    await shop.load(copay())
    shop.file.write_text("plugins: [{name: acme, source: nowhere}]")
    with pytest.raises(BadInput, match="plugins"):
        await shop.workshop.reload()
    assert shop.names == ["lookUpCopay 1.0.0"]
