import csv
import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console

from panda.call import PHASES, AnsweredBy, CallState, Outcome
from panda.campaign import TargetStatus
from panda.insurance.finding import TermKind, ToldTerm
from panda.menu.menu import Route, RouteStep
from panda.navigation import Navigation
from panda.research.comparison import compare
from panda.research.export import as_csv
from panda.research.finding import Finding
from panda.research.rejected import RejectedRow
from panda.testing.clock import START
from panda_cli import tables
from panda_cli.live import live_table
from panda_cli.report import report
from tests.panda_cli.world import INSURANCE, PRICE, FakeSystem, snapshot


def drawn(table, width=160):
    console = Console(file=StringIO(), width=width)
    console.print(table)
    return console.file.getvalue()


@pytest.fixture
async def system():
    system = FakeSystem()
    await system.begin()
    return system


async def compared(system):
    campaign = await system.campaign("c1")
    targets = await system.targets("c1")
    results = await system.results("c1")
    return compare(campaign, targets, results), results


# --- the comparison


async def test_each_answer_stands_with_its_quote_and_the_rest_is_unknown(system):
    await system.finish(0, Outcome.COMPLETED, PRICE, INSURANCE)
    await system.finish(1, Outcome.VOICEMAIL)
    comparison, _ = await compared(system)
    text = drawn(tables.comparison_table(comparison))
    assert "$120.00" in text
    assert "“it's $120”" in text
    assert "“Yes, we do.”" in text
    assert text.count("unknown") == 4
    assert "voicemail · 1 call" in text


async def test_what_was_told_of_insurance_stands_below_the_answers(system):
    await system.finish(0, Outcome.COMPLETED, PRICE)
    comparison, results = await compared(system)
    assert tables.terms_table(comparison) is None
    copay = ToldTerm(term=TermKind.COPAY, value=25, quote="It's [b]$25[/].", at_ms=9000)
    told = [one.model_copy(update={"terms": (copay,)}) for one in results]
    campaign, targets = await system.campaign("c1"), await system.targets("c1")
    screen = Console(file=StringIO(), width=160)
    tables.show_comparison(compare(campaign, targets, told), screen)
    assert "“It's [b]$25[/].”" in screen.file.getvalue()
    assert "$25.00" in screen.file.getvalue()


async def test_a_call_that_failed_says_why(system):
    await system.finish(0, Outcome.FAILED, reasons=("not_in_service", "sip_404"))
    comparison, _ = await compared(system)
    text = drawn(tables.comparison_table(comparison))
    assert "failed · not in service · sip 404 · 1 call" in " ".join(text.split())


async def test_what_a_business_is_called_is_never_markup(system):
    comparison, _ = await compared(system)
    assert "Mesa [bold]Dentistry[/]" in drawn(tables.comparison_table(comparison))


async def test_a_contradicted_answer_says_so(system):
    later = PRICE.model_copy(update={"value": 140.0, "contradicts": True})
    await system.finish(0, Outcome.COMPLETED, PRICE, later)
    comparison, _ = await compared(system)
    text = " ".join(drawn(tables.comparison_table(comparison)).split())
    assert "$140.00" in text
    assert "contradicts $120.00" in text


async def test_the_best_comes_first_with_the_reason_of_every_point(system):
    await system.finish(0, Outcome.COMPLETED, PRICE)
    cheaper = PRICE.model_copy(update={"value": 90.0})
    await system.finish(1, Outcome.COMPLETED, cheaper, INSURANCE)
    comparison, _ = await compared(system)
    text = drawn(tables.comparison_table(comparison))
    assert text.index("Mesa") < text.index("Lakeside")
    why = drawn(tables.standings_table(comparison))
    assert "1.00 of 1  Price: $90.00, the best of 2" in why
    assert "unknown: earns nothing" in why


# --- the live table


async def test_a_live_call_shows_its_state_keys_and_last_words(system):
    target, other = await system.targets("c1")
    calling = target.model_copy(update={"status": TargetStatus.CALLING})
    call = snapshot(
        target,
        CallState.TALKING,
        keys="21",
        findings=(PRICE,),
        last_speaker="business",
        last_words="We can see you on Tuesday.",
    )
    now = START + timedelta(seconds=33)
    text = drawn(live_table([calling, other], {"c1-0": call}, now, title="T"))
    (line,) = (line for line in text.splitlines() if "Lakeside" in line)
    assert re.split(r"\s{2,}", line.strip()) == [
        "Lakeside Dental", "talking", "21", "1",
        "they: We can see you on Tuesday.", "33",
    ]  # fmt: skip


async def test_a_business_to_be_called_again_counts_down(system):
    target, _ = await system.targets("c1")
    busy = target.model_copy(
        update={"outcome": Outcome.BUSY, "due_at": START + timedelta(seconds=7)}
    )
    text = drawn(live_table([busy], {}, START, title="T"))
    assert "again in 8 s" in text
    assert "was busy" in text


async def test_the_next_try_does_not_show_the_last_ones_end(system):
    target, _ = await system.targets("c1")
    again = target.model_copy(update={"status": TargetStatus.CALLING, "attempts": 2})
    busy = snapshot(target, CallState.ENDED, outcome=Outcome.BUSY, attempt=1)
    text = drawn(live_table([again], {"c1-0": busy}, START, title="T"))
    assert "getting ready" in text
    assert "busy" not in text


async def test_a_call_that_must_wait_for_office_hours_says_when(system):
    target, _ = await system.targets("c1")
    early = target.model_copy(update={"due_at": START + timedelta(hours=23)})
    text = drawn(live_table([early], {}, START, title="T"))
    assert "waits for Tue 15:00 UTC (calling hours)" in text
    assert "again" not in text


async def test_a_business_to_be_called_again_much_later_says_when(system):
    target, _ = await system.targets("c1")
    due = START + timedelta(hours=23)
    later = target.model_copy(
        update={"due_at": due, "outcome": Outcome.NO_ANSWER, "attempts": 1}
    )
    text = drawn(live_table([later], {}, START, title="T"))
    assert "again Tue 15:00 UTC" in text


async def test_an_ended_call_stands_still(system):
    target, _ = await system.targets("c1")
    done = target.model_copy(
        update={"status": TargetStatus.DONE, "outcome": Outcome.VOICEMAIL}
    )
    call = snapshot(target, CallState.ENDED, outcome=Outcome.VOICEMAIL)
    later = START + timedelta(hours=1)
    text = drawn(live_table([done], {"c1-0": call}, later, title="T"))
    assert " 12 " in text
    assert "3600" not in text


# --- lists


async def test_a_learned_way_is_shown_step_by_step():
    route = Route(
        number="+12175550123",
        goal="schedule",
        steps=(
            RouteStep(fingerprint="a", keys="2"),
            RouteStep(fingerprint="b", say="scheduling"),
        ),
        successes=3,
    )
    text = drawn(tables.routes_table([route]))
    assert "2 → “scheduling”" in text
    assert "3" in text


async def test_campaigns_and_calls_are_listed_by_id(system):
    target, _ = await system.targets("c1")
    assert "c1" in drawn(tables.campaigns_table(await system.campaigns()))
    call = snapshot(target, CallState.ON_HOLD)
    text = drawn(tables.calls_table([call]))
    assert "call-c1-0" in text
    assert "on hold" in text


# --- files


async def test_the_results_file_holds_one_entry_a_business(system):
    await system.finish(0, Outcome.COMPLETED, PRICE)
    await system.finish(1, Outcome.BUSY)
    comparison, results = await compared(system)
    rejected = [RejectedRow(4, "no_phone", "write one")]
    found = report(comparison, results, seconds=71.23, rejected=rejected)
    data = json.loads(found.model_dump_json())
    first, second = data["calls"]
    assert first["number"] == "+12175550123"
    assert first["outcome"] == "completed"
    assert first["answered_by"] == "human"
    assert first["navigation"]["keys"] == "21"
    assert first["findings"] == {
        "price": {
            "value": 120.0,
            "quote": "it's $120",
            "at_ms": 9000,
            "contradicted": False,
            "others": [],
        }
    }
    assert first["unknown"] == ["insurance", "copay"]
    assert first["attempts"] == 1
    assert second["outcome"] == "busy"
    assert data["rejected"][0]["line"] == 4
    assert data["seconds"] == 71.2
    assert data["cost_usd"] == pytest.approx(0.22)


@pytest.mark.parametrize(
    ("who", "way", "told"),
    [
        (AnsweredBy.HUMAN, Navigation(), "no menu: a person answered"),
        (AnsweredBy.MACHINE_VM, Navigation(), "no menu: a voicemail answered"),
        (
            AnsweredBy.MACHINE_IVR,
            Navigation(menus=2, keys="21"),
            "not through the menu",
        ),
        (AnsweredBy.MACHINE_IVR, Navigation(menus=1, reached=True), "through the menu"),
    ],
)
async def test_why_nobody_was_reached_through_a_menu_is_told(system, who, way, told):
    await system.finish(0, Outcome.COMPLETED, PRICE)
    comparison, results = await compared(system)
    results = [
        one.model_copy(update={"answered_by": who, "navigation": way})
        for one in results
    ]
    found = report(comparison, results, seconds=1).calls[0].navigation
    assert (found.how, found.reached) == (told, way.reached)


async def test_a_business_nobody_answered_at_has_no_way_through_a_menu(system):
    comparison, results = await compared(system)
    entry = report(comparison, results, seconds=1).calls[0]
    assert entry.navigation is None
    assert entry.answered_by is None
    assert entry.outcome == "waiting"


async def test_a_spreadsheet_gets_values_quotes_and_times(system):
    await system.finish(0, Outcome.COMPLETED, PRICE, INSURANCE)
    comparison, _ = await compared(system)
    first, second = csv.DictReader(StringIO(as_csv(comparison)))
    assert first["price"] == "120"
    assert first["price_quote"] == "it's $120"
    assert first["price_at_ms"] == "9000"
    assert first["insurance"] == "yes"
    assert second["price"] == ""


async def test_what_a_callee_says_never_runs_in_a_spreadsheet(system):
    said = Finding(field="price", value=1.0, quote="=HYPERLINK(1)", at_ms=1)
    await system.finish(0, Outcome.COMPLETED, said)
    comparison, _ = await compared(system)
    first, _ = csv.DictReader(StringIO(as_csv(comparison)))
    assert first["price_quote"] == "'=HYPERLINK(1)"


async def test_other_columns_of_the_list_are_in_both_files(system):
    comparison, results = await compared(system)
    lakeside, mesa = comparison.rows
    carried = {"city": "Springfield", "outcome": "mine", "note": "=HYPERLINK(1)"}
    rows = (lakeside.model_copy(update={"extra": carried}), mesa)
    comparison = comparison.model_copy(update={"rows": rows})

    first, second = csv.DictReader(StringIO(as_csv(comparison)))
    assert list(first)[-3:] == ["city", "list_outcome", "note"]
    assert first["city"] == "Springfield"
    assert (first["outcome"], first["list_outcome"]) == ("", "mine")
    assert first["note"] == "'=HYPERLINK(1)"
    assert second["city"] == ""
    entries = report(comparison, results, seconds=1).calls
    assert [one.extra for one in entries] == [carried, {}]


@pytest.mark.parametrize("state", sorted(set(CallState) - {CallState.QUEUED}))
async def test_a_call_is_shown_wherever_it_stands(system, state):
    waiting = (await system.targets("c1"))[0]
    target = waiting.model_copy(update={"status": TargetStatus.CALLING, "attempts": 1})
    shown = snapshot(target, state)
    table = live_table([target], {target.target_id: shown}, START, title="T")
    assert PHASES[state] in drawn(table)
