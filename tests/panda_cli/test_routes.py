import asyncio
import re
from datetime import timedelta

import pytest
import yaml
from typer.testing import CliRunner

from panda.errors import BadInput
from panda.menu.memory import Trip
from panda.menu.menu import LineKind, Option, RouteStep
from panda.testing.clock import START
from panda_cli import routes as commands
from tests.panda_cli.world import FakeSystem

NUMBER = "+12175550123"
OPTIONS = (
    Option(digits="1", label="billing"),
    Option(digits="2", label="appointments"),
    Option(digits="3", label="hours"),
)
MAIN = RouteStep(
    fingerprint="juniper dental billin 1 appoin 2 hours 3",
    keys="2",
    label="appointments",
    options=OPTIONS,
    heard_ms=7000,
    barge_in=True,
)
DESK = RouteStep(fingerprint="what your call about", say="cleaning", label="cleaning")
DEAD = MAIN.model_copy(update={"keys": "1", "label": "billing"})
MOVED = MAIN.model_copy(
    update={
        "keys": "3",
        "options": (
            Option(digits="2", label="billing"),
            Option(digits="3", label="appointments"),
        ),
    }
)


def trip(*steps, **more):
    values = {"number": NUMBER, "goal": "book", "steps": steps, "seconds": 21}
    return Trip.model_validate(
        values | {"ended": LineKind.HUMAN, "used_at": START} | more
    )


@pytest.fixture
def system(monkeypatch):
    system = FakeSystem()

    class Connected:
        async def __aenter__(self):
            return system

        async def __aexit__(self, *error):
            pass

    monkeypatch.setattr(commands, "connected", Connected)
    return system


def panda(*arguments):
    done = CliRunner().invoke(commands.app, arguments[1:], env={"COLUMNS": "120"})
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)


async def learn(system, *trips):
    for one in trips:
        await system.record(one)


@pytest.fixture
def run():
    return asyncio.run


def test_a_numbers_menus_are_drawn_as_a_tree(system, run):
    run(learn(system, trip(MAIN, DESK, dead=(DEAD,)), trip(MAIN, DESK)))
    drawn = panda("routes", "show", NUMBER)
    assert f"{NUMBER} · version 1" in drawn
    assert "m1 menu  met 3 times, takes keys early" in drawn
    assert "2  appointments  2 of 2 led on, after 7 s" in drawn
    assert "1  billing  0 of 1 led on" in drawn
    assert "3  hours" in drawn
    assert "“cleaning”  cleaning  2 of 2 led on" in drawn
    assert "book: 2 → “cleaning”  2 of 2 reached in 21 s  confidence 0.75" in drawn
    lines = drawn.splitlines()
    nested = next(line for line in lines if "what your call about" in line)
    above = next(line for line in lines if "appointments" in line)
    assert nested.index("m2") > above.index("2  ")


def test_versions_that_are_out_of_date_are_marked(system, run):
    later = START + timedelta(days=1)
    drifted = trip(MOVED, followed=1, drifted_from=MAIN.fingerprint, used_at=later)
    run(learn(system, trip(MAIN), drifted))
    assert "version 1" not in panda("routes", "show", NUMBER)
    drawn = panda("routes", "show", NUMBER, "--all")
    assert f"version 1 · out of date since {later:%Y-%m-%d}" in drawn
    assert "version 2\n" in drawn


def test_a_number_without_menus_is_told(system):
    with pytest.raises(BadInput, match="no menus were learned"):
        panda("routes", "show", NUMBER)


def test_ways_are_listed_of_all_numbers_or_of_one(system, run):
    run(learn(system, trip(MAIN), trip(MAIN, number="+12175550199")))
    assert "+12175550199" in panda("routes")
    assert "+12175550199" not in panda("routes", NUMBER)
    assert NUMBER in panda("routes", "list", NUMBER)
    assert NUMBER in panda("routes", NUMBER.removeprefix("+1"))
    assert f"{NUMBER} · version 1" in panda("routes", "show", NUMBER[2:])
    with pytest.raises(BadInput, match="no telephone number"):
        panda("routes", "12")


def test_menus_are_carried_to_another_installation(system, run, tmp_path):
    run(learn(system, trip(MAIN, DESK)))
    file = tmp_path / "menus.yaml"
    assert "1 versions of menus written" in panda(
        "routes", "export", "--out", str(file)
    )
    assert panda("routes", "export", NUMBER) == file.read_text()
    known = run(system.graphs())

    system.store.__init__()
    assert "1 versions of menus taken in, 0 known" in panda(
        "routes", "import", str(file)
    )
    assert run(system.graphs()) == known
    assert "0 versions of menus taken in, 1 known" in panda(
        "routes", "import", str(file)
    )


def test_a_file_with_a_fault_is_refused_with_its_line(system, tmp_path):
    file = tmp_path / "menus.yaml"
    file.write_text(yaml.safe_dump({"menus": [{"number": NUMBER}]}))
    with pytest.raises(BadInput, match=r"menus.yaml:2: menus.0.version: is missing"):
        panda("routes", "import", str(file))
    with pytest.raises(BadInput, match="cannot be read"):
        panda("routes", "import", str(tmp_path / "none.yaml"))


def test_what_is_dated_in_the_future_is_refused(system, run, tmp_path):
    run(learn(system, trip(MAIN)))
    file = tmp_path / "menus.yaml"
    panda("routes", "export", "--out", str(file))
    file.write_text(file.read_text().replace(f"{START:%Y-%m-%d}", "9999-01-01"))
    with pytest.raises(BadInput, match="9999-01-01 has not come yet"):
        panda("routes", "import", str(file))


@pytest.mark.parametrize("asked", [(), ("list",), ("stats",), (NUMBER,)])
def test_where_nothing_was_learned_it_is_said_how_something_is(system, asked):
    said = " ".join(panda("routes", *asked).split())
    assert "No ways through phone menus are known" in said
    assert "panda campaign run" in said
    assert (NUMBER in said) == (NUMBER in asked)


def test_figures_are_shown_by_what_is_asked(system, run):
    second = trip(MAIN, followed=1, seconds=9)
    run(learn(system, trip(MAIN, dead=(DEAD,)), second))
    row = next(line for line in panda("routes", "stats").splitlines() if NUMBER in line)
    assert row.split() == [
        NUMBER, "2", "100%", "1", "0", "0", "0.50", "21.0", "s", "9.0", "s",
    ]  # fmt: skip
    assert f"{NUMBER} v1" in panda("routes", "stats", "--by", "version")
    assert "in-band" in panda("routes", "stats", "--by", "transport")
