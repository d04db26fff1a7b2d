"""From a comparison to one appointment: the best that fits, or nothing."""

import asyncio
from pathlib import Path

import pytest
from rich.console import Console

from panda.appointments.choice import Busy
from panda.appointments.life import ASKING
from panda.errors import BadInput
from panda.research.comparison import Comparison, Row
from panda.research.ranking import Standing
from panda_cli import booking as module
from panda_cli.booking import book, terms_of
from tests.panda.appointments.material import at
from tests.panda.appointments.test_desk import OFFERS, Office
from tests.panda_cli.world import FakeSystem

DENTAL = Path(__file__).parents[2] / "scenarios" / "dental"
RANKED = {"a": (3, 0.2), "b": (1, 0.9), "c": (2, 0.5)}


def compared(ranks):
    rows = tuple(
        Row(
            target_id=f"wish-{name}",
            name=f"Office {name}",
            phone="+15125550100",
            extra={},
            outcome=None,
            reasons=(),
            attempts=1,
            is_complete=True,
            seconds=1,
            cost_usd=0,
            cells={},
            standing=Standing(rank=rank, score=score),
        )
        for name, (rank, score) in ranks.items()
    )
    return Comparison(
        campaign_id="wish",
        title="",
        columns=(),
        rows=rows,
        cost_usd=0,
        finished=True,
    )


async def booked(monkeypatch, *said, ranks=RANKED, busy=()):
    """Book where the offices say so on second calls; what came of it, and was told.

    An empty `said` is a call on which nobody was reached.
    """
    monkeypatch.setattr(module, "LOOK_S", 0)
    office = await Office(*busy).offered()
    system, console = FakeSystem(), Console(record=True, width=200)
    system.store, system.appointments = office.store, office.desk

    async def offices():
        for words in said:
            while not any(  # noqa: ASYNC110 - the store tells nobody
                one.stage in ASKING for one in await office.desk.every()
            ):
                await asyncio.sleep(0)
            await office.answered(*words, disclosed=bool(words))

    answering = asyncio.create_task(offices())
    try:
        found = await book(system, compared(ranks), console)
    finally:
        answering.cancel()
    return found, office, console.export_text()


async def test_the_best_office_is_taken_and_the_others_are_let_go(monkeypatch):
    found, office, told = await booked(monkeypatch, [True])
    assert (found.business, found.slot) == ("Office b", OFFERS["b"])
    assert await office.stages() == ["released", "confirmed", "released"]
    assert told.index("1. Thu 3 Dec 14:30") < told.index("2. Fri 4 Dec 11:00")
    assert "Office b: confirmed; the business agreed" in told


async def test_a_time_at_which_the_user_is_taken_is_left_out(monkeypatch):
    found, _, told = await booked(
        monkeypatch, [True], busy=[Busy(at(3, 14), at(3, 15))]
    )
    assert found.business == "Office c"
    assert "Office b: you are taken from 14:00" in told


@pytest.mark.parametrize("first", [[False], []], ids=["refused", "not reached"])
async def test_if_the_best_does_not_confirm_the_next_is_asked(monkeypatch, first):
    found, _, _ = await booked(monkeypatch, first, [True])
    assert found.business == "Office c"


async def test_whoever_fails_what_must_be_is_not_taken_though_free(monkeypatch):
    ranks = {"a": (None, 0.8), "b": (1, 0.7), "c": (None, 0.9)}
    found, office, told = await booked(monkeypatch, [False], ranks=ranks)
    assert found is None
    assert "No offer is left that fits." in told
    assert len(office.begun) == 1, "nobody else is called"


async def test_where_they_may_have_booked_it_nobody_else_is_asked(monkeypatch):
    monkeypatch.setattr(module, "LONGEST_S", 0)
    found, office, _ = await booked(monkeypatch)
    assert found is None
    assert "confirming" in await office.stages()


def test_the_terms_of_a_scenario_are_read(tmp_path):
    assert terms_of(tmp_path) is None
    terms = terms_of(DENTAL)
    assert terms.manner == "offers"
    assert terms.length_min == 60


@pytest.mark.parametrize("text", ["first_day: 2026-11-24", "first_day: ["])
def test_a_mistake_in_the_terms_is_named(tmp_path, text):
    (tmp_path / "appointment.yaml").write_text(text)
    with pytest.raises(BadInput, match=r"last_day|YAML"):
        terms_of(tmp_path)
