import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from panda.errors import BadInput
from panda_cli.truth import distrust, kept_times, score, truth_table

DENTAL = Path(__file__).parents[2] / "scenarios" / "dental5"


def test_a_run_without_calls_is_scored_as_all_skipped(tmp_path):
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_text(
        json.dumps({"seq": 1, "t_ms": 1, "kind": "world", "title": "T", "seed": 1})
        + "\n"
    )
    results = tmp_path / "results.json"
    results.write_text('{"calls": []}')
    truth = score(tmp_path, DENTAL, results)
    assert truth["skipped"] == 5
    assert truth["precision"] is None


def test_a_run_that_cannot_be_scored_says_why(tmp_path):
    results = tmp_path / "results.json"
    results.write_text('{"calls": []}')
    with pytest.raises(BadInput, match="no ledger"):
        score(tmp_path, DENTAL, results)


def test_who_keeps_a_time_is_told_by_the_ledger():
    calls = [{"number": "+12175550141", "business": "Lakeview"}]
    kept = [{"number": "+12175550141", "slot": "2026-12-01T09:30", "party": "Maria"}]
    assert kept_times({"calls": calls, "appointments": kept}) == (
        "By the ledger Lakeview keeps 2026-12-01 09:30 for Maria."
    )
    assert "nobody keeps" in kept_times({"calls": calls, "appointments": []})


def test_rates_are_shown_as_percent_and_nothing_as_nothing():
    console = Console(file=StringIO(), width=100)
    console.print(truth_table({"precision": 0.98765, "recall": None, "skipped": 0}))
    text = console.file.getvalue()
    assert "98.8%" in text
    assert "none to count" in text
    assert " 0 " in text


@pytest.mark.parametrize(
    ("words_ms", "clock_ms", "why"),
    [
        (12_525, 238, "words came 12.5 s late. Do not"),
        (None, 537, "the network's clock was 0.5 s late. Do not"),
        (4000, 900, "words came 4.0 s late and the network's clock was 0.9 s late."),
    ],
)
def test_a_machine_that_was_too_busy_is_said_to_have_been(words_ms, clock_ms, why):
    told = distrust({"words_late_ms": words_ms, "clock_late_ms": clock_ms})
    assert told.startswith(f"This machine was too busy: {why}")


@pytest.mark.parametrize(("words_ms", "clock_ms"), [(None, 0), (2021, 161)])
def test_a_run_that_kept_up_is_trusted(words_ms, clock_ms):
    assert not distrust({"words_late_ms": words_ms, "clock_late_ms": clock_ms})
