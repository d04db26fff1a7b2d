"""`python -m simulator score`: prints the truth block of a run as JSON."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pydantic import ValidationError

from simulator.businesses import scenario
from simulator.businesses.yamltext import ScenarioError
from simulator.scoring import records
from simulator.scoring.results import Results
from simulator.scoring.score import score


class ScoringError(ValueError):
    """The run cannot be scored; the message says what is missing."""


def main(argv: list[str]) -> int:
    """Score a run; 0 when that was possible, 2 when not."""
    parser = argparse.ArgumentParser(
        prog="simulator score", description="Hold a run's results against the truth."
    )
    parser.add_argument("--ledger-dir", type=Path, required=True)
    parser.add_argument("--scenario", type=Path, required=True)
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("--seed", type=int, help="default: the ledger's")
    options = parser.parse_args(argv)
    try:
        text = run(options.ledger_dir, options.scenario, options.results, options.seed)
    except (ScoringError, ScenarioError, FileNotFoundError) as error:
        sys.stderr.write(f"score: {error}\n")
        return 2
    sys.stdout.write(text + "\n")
    return 0


def run(ledger_dir: Path, folder: Path, results: Path, seed: int | None = None) -> str:
    """Return the truth block as JSON text.

    The seed is that of the ledger's last `world` record, else of the results'
    `harness`, unless it is given.

    Raises:
        ScoringError: The results are not readable, or no seed is known.
        ScenarioError: The scenario is not usable.
        FileNotFoundError: There is no ledger, or no results file.
    """
    world = scenario.load(folder)
    seen = records.read(ledger_dir)
    try:
        claimed = Results.model_validate_json(results.read_bytes())
    except ValidationError as error:
        raise ScoringError(f"{results} is not a results file: {error}") from None
    known = next(
        (one for one in (seed, seen.seed, claimed.harness.seed) if one is not None),
        None,
    )
    if known is None:
        raise ScoringError("no seed in the ledger or the results; give --seed")
    return score(world, seen, claimed, known).model_dump_json(indent=2)
