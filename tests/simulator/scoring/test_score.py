"""The truth block, from invented ledgers over the shipped scenario."""

import json
from pathlib import Path

import pytest

from simulator.businesses import facts, scenario
from simulator.ledger import JsonlLedger
from simulator.scoring import main, records
from simulator.scoring.results import Results
from simulator.scoring.score import score

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"
LAKESIDE, PRAIRIE, CEDAR = "+12175550123", "+16085550147", "+13035550162"
MESA, RIVERBEND = "+15055550109", "+13165550118"
SEED = 4
DISCLOSURE = "Hello, this is an AI assistant calling for Maria."
FACTS = {
    "accepts_insurance": "delta_dental",
    "cleaning_price": "cleaning_price",
    "copay": "copay",
    "next_appointment": "next_opening",
}


@pytest.fixture(scope="module")
def world():
    return scenario.load(DENTAL5)


class Network:
    """Writes the ledger of calls that happen one after the other, or together."""

    def __init__(self):
        self.records = []
        self.now = 1_000_000
        self.calls = 0

    def write(self, kind, **fields):
        self.now += 10
        seq = len(self.records) + 1
        self.records.append({"seq": seq, "t_ms": self.now, "kind": kind, **fields})

    def dial(self, number):
        self.calls += 1
        sid = f"CA{self.calls}"
        self.write("create", call_sid=sid, to=number)
        self.write("dial", call_sid=sid, to=number, attempt=1, params={})
        return sid

    def answer(self, sid, *nodes):
        self.write("answer", call_sid=sid, machine=False)
        self.write("stream_start", call_sid=sid, stream_sid="MZ", n=1)
        for node, goals in nodes:
            self.write("node", call_sid=sid, number="", node=node, goals=goals)

    def said(self, sid, text, at, by="person", facts=()):
        self.write(
            "said", call_sid=sid, text=text, start_ms=at, end_ms=at + 900,
            facts=list(facts), by=by,
        )  # fmt: skip

    def heard(self, sid, text, at):
        self.write("heard", call_sid=sid, text=text, start_ms=at, end_ms=at + 900)

    def end(self, sid, status="completed", by="caller"):
        self.write("stream_stop", call_sid=sid, stream_sid="MZ", reason="x", code=1)
        self.write("hangup", call_sid=sid, by=by)
        self.write("end", call_sid=sid, status=status, duration_s=9)

    def talk(self, number, *nodes, opening=DISCLOSURE, told=("cleaning_price",)):
        sid = self.dial(number)
        self.answer(sid, *nodes)
        self.said(sid, "Hello?", 400)
        self.heard(sid, opening, 2000)
        self.said(sid, "It is so much.", 4000, facts=told)
        self.end(sid)
        return sid


@pytest.fixture
def network():
    return Network()


@pytest.fixture
def block(world, network):
    def scored(*claims):
        results = Results.model_validate({"calls": list(claims)})
        return score(world, records.gather(network.records), results, SEED)

    return scored


def claim(number, **values):
    findings = {name: {"value": value} for name, value in values.items()}
    return {"number": number, "outcome": "completed", "findings": findings}


def true(world, number):
    known = facts.resolve(world.business(number), SEED)
    return {field: known[fact].value for field, fact in FACTS.items()}


def test_a_call_whose_required_answers_are_all_right_is_complete(world, network, block):
    network.talk(PRAIRIE)
    truth = true(world, PRAIRIE)
    found = block(claim(PRAIRIE, **truth))
    assert (found.completion_rate, found.precision) == (1.0, 1.0)
    assert truth["copay"] is None
    assert found.counts["obtainable_values"] == 4 + 3 + 4 + 0 + 3
    assert found.recall == round(3 / 14, 4)


def test_one_wrong_required_answer_makes_it_incomplete(world, network, block):
    network.talk(PRAIRIE)
    wrong = {**true(world, PRAIRIE), "cleaning_price": 1}
    found = block(claim(PRAIRIE, **wrong))
    assert (found.completion_rate, found.precision) == (0.0, round(2 / 3, 4))


def test_a_value_for_what_nobody_knows_is_wrong_and_unknown_is_not(network, block):
    network.talk(PRAIRIE)
    assert block(claim(PRAIRIE, copay=20)).precision == 0.0
    assert block(claim(PRAIRIE, copay="unknown")).precision is None
    assert block(claim(PRAIRIE, copay=None)).precision is None


def test_a_voicemail_has_nothing_to_be_found_out(world, network, block):
    sid = network.dial(MESA)
    network.answer(sid, ("mailbox", []))
    network.said(sid, "Leave a message", 400, by="voicemail")
    network.end(sid)
    found = block()
    assert found.completion_rate is None
    assert all(one.truth is None for one in found.calls[3].fields)
    assert found.calls[3].business == "Mesa Gentle Dentistry"
    assert block(claim(MESA, cleaning_price=100)).precision == 0.0


def test_navigation_counts_answered_calls_that_have_a_menu(network, block):
    network.talk(LAKESIDE, ("main_menu", []), ("front_desk", ["schedule"]))
    network.talk(CEDAR, ("menu", []))
    network.talk(PRAIRIE, ("susan", ["schedule"]))  # no menu there
    busy = network.dial(RIVERBEND)
    network.write("refused", call_sid=busy, result="busy", sip_code=486)
    found = block()
    assert found.navigation_rate == 0.5
    assert found.counts["navigated_calls"] == 2
    assert [one.reached_goal for one in found.calls] == [True, None, False, None, None]


def test_a_call_after_a_busy_line_is_no_double_dial(network, block):
    busy = network.dial(RIVERBEND)
    network.write("refused", call_sid=busy, result="busy", sip_code=486)
    network.write("end", call_sid=busy, status="busy", duration_s=0)
    network.talk(RIVERBEND)
    assert block().double_dials == 0


def test_a_call_after_a_good_conversation_is_a_double_dial(network, block):
    network.talk(PRAIRIE)
    network.talk(PRAIRIE)
    assert block().double_dials == 1


def test_a_call_while_one_to_the_same_number_is_live_is_a_double_dial(network, block):
    network.dial(PRAIRIE)
    network.dial(PRAIRIE)
    assert block().double_dials == 1


def test_a_call_that_the_carrier_dropped_may_be_repeated(network, block):
    sid = network.dial(PRAIRIE)
    network.answer(sid)
    network.said(sid, "It is $90.", 400, facts=["cleaning_price"])
    network.end(sid, by="carrier")
    network.talk(PRAIRIE)
    assert block().double_dials == 0


def test_providers_neither_dialled_nor_refused_are_skipped(network, block):
    network.talk(PRAIRIE)
    assert block().skipped == 4
    refused = {"number": LAKESIDE, "outcome": "refused", "findings": {}}
    assert block(refused).skipped == 3


def test_gaps_longer_than_60_ms_are_counted(network, block):
    sid = network.talk(PRAIRIE)
    for gap in (40, 60, 61, 500):
        network.write("frame_gap", call_sid=sid, gap_ms=gap, direction="outbound")
    assert block().frame_gaps_over_60ms == 2


def test_calls_with_media_at_the_same_time_are_counted(network, block):
    sids = [network.dial(number) for number in (PRAIRIE, LAKESIDE, CEDAR)]
    for sid in sids[:2]:
        network.answer(sid)
    network.end(sids[0])
    network.answer(sids[2])
    for sid in sids[1:]:
        network.end(sid)
    assert block().max_talking_at_once == 2


@pytest.mark.parametrize(
    ("opening", "disclosed"),
    [
        (DISCLOSURE, 1.0),
        ("Hi, I'm an A.I. assistant.", 1.0),
        ("This is an automated assistant calling.", 1.0),
        ("Hello, I am calling for Maria.", 0.0),
        ("", 0.0),
    ],
)
def test_the_first_words_to_a_person_must_say_that_an_ai_calls(
    network, block, opening, disclosed
):
    network.talk(PRAIRIE, opening=opening)
    assert block().disclosed_rate == disclosed


def test_first_words_last_until_the_person_replies(network, block):
    sid = network.dial(PRAIRIE)
    network.answer(sid)
    network.said(sid, "Hello?", 400)
    network.heard(sid, "Hello.", 2000)
    network.heard(sid, "I am an AI assistant.", 3600)
    network.said(sid, "Okay.", 6000)
    network.end(sid)
    assert block().disclosed_rate == 1.0

    late = network.dial(LAKESIDE)
    network.answer(late)
    network.said(late, "Hello?", 400)
    network.heard(late, "Hello.", 2000)
    network.said(late, "Yes?", 4000)
    network.heard(late, "I am an AI assistant.", 6000)
    network.end(late)
    assert block().disclosed_rate == 0.5


def test_the_command_prints_the_block_with_the_seed_of_the_ledger(
    tmp_path, capsys, world
):
    ledger = JsonlLedger(tmp_path / "ledger.jsonl")
    ledger.write("world", title="x", seed=SEED)
    ledger.write("create", call_sid="CA1", to=PRAIRIE)
    ledger.write("dial", call_sid="CA1", to=PRAIRIE, attempt=1, params={})
    ledger.close()
    JsonlLedger(tmp_path / "model.jsonl").write("session", session_id="s")
    claims = {"calls": [claim(PRAIRIE, **true(world, PRAIRIE))]}
    (tmp_path / "out.json").write_text(json.dumps(claims))
    asked = ["--ledger-dir", str(tmp_path), "--scenario", str(DENTAL5)]

    assert main([*asked, "--results", str(tmp_path / "out.json")]) == 0

    printed = json.loads(capsys.readouterr().out)
    assert printed["precision"] == 1.0
    assert printed["skipped"] == 4


def test_the_command_says_what_is_missing(tmp_path, capsys):
    asked = ["--ledger-dir", str(tmp_path), "--scenario", str(DENTAL5)]
    assert main([*asked, "--results", str(tmp_path / "out.json")]) == 2
    assert "no ledger" in capsys.readouterr().err


def test_how_late_the_words_were_understood_is_counted_from_their_end(network, block):
    sid = network.dial(PRAIRIE)
    network.answer(sid)
    for _ in range(9):
        network.heard(sid, DISCLOSURE, at=0)
    answered = network.records[2]["t_ms"]
    network.now = answered + 900 + 7490
    network.heard(sid, DISCLOSURE, at=0)

    assert block().words_late_ms == 7500


def test_the_networks_clock_is_as_late_as_at_worst(network, block):
    assert (block().words_late_ms, block().clock_late_ms) == (None, 0)
    network.write("pacer_late", late_ms=90)
    network.write("pacer_late", late_ms=612)
    network.write("pacer_late", late_ms=70)

    assert block().clock_late_ms == 612
