"""`python -m simulator validate DIR`: says what is wrong with a scenario."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simulator.businesses import scenario
from simulator.businesses.yamltext import ScenarioError


def main(argv: list[str]) -> int:
    """Check a folder; return 0 when it is fine but for warnings, 1 when not."""
    parser = argparse.ArgumentParser(
        prog="simulator validate", description="Check a scenario folder."
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder: Path = parser.parse_args(argv).folder
    try:
        world = scenario.load(folder)
    except ScenarioError as error:
        for problem in error.problems:
            sys.stdout.write(f"{folder}/{problem}\n")
        return 1
    for doubt in world.doubts:
        sys.stdout.write(f"{folder}/{doubt.as_warning()}\n")
    sys.stdout.write(
        f"{folder}: fine: {len(world.businesses)} businesses, "
        f"{len(world.providers)} providers, {len(world.questions.fields)} questions\n"
    )
    return 0
