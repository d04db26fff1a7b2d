"""`make fuzz`: throw bent messages at every protocol codec for ten minutes.

Every codec of product and simulator that reads what a stranger sends takes turns.
Refusing is an answer; any other exception is an error, and is shown with the smallest
input hypothesis finds for it. The exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from rich.console import Console
from rich.table import Table

from benchmarks.codecs import CODECS, Codec

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUND = 300
"""Inputs of one codec before the next has its turn."""
SHOWN = 300
"""Characters of an input that are printed."""


@dataclass(slots=True)
class Record:
    """What was found out about one codec."""

    codec: Codec
    executions: int = 0
    seconds: float = 0.0
    errors: dict[str, str] = field(default_factory=dict)
    """The smallest input for each place that failed."""


class Failed(Exception):  # noqa: N818 - reads as what happened
    """A codec failed at a place that was not known yet."""

    def __init__(self, place: str, value: Any) -> None:
        super().__init__(place)
        self.place = place
        self.value = value


def run(record: Record, number: int, examples: int = ROUND) -> None:
    """Let one codec read so many inputs; note what fails."""
    codec = record.codec
    began = time.monotonic()

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(codec.inputs)
    def read(value: Any) -> None:
        record.executions += 1
        try:
            codec.fresh()(value)
        except codec.refuses:
            return
        except Exception as error:
            # Anything: finding what nobody thought of is what this is for.
            place = _place(error)
            if place not in record.errors:
                raise Failed(place, value) from error

    try:
        read()
    except Failed as failed:
        record.errors[failed.place] = repr(failed.value)[:SHOWN]
    record.seconds += time.monotonic() - began


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    ours = [
        one
        for one in traceback.extract_tb(error.__traceback__)
        if any(
            part in one.filename for part in ("/panda/", "/gateways/", "/simulator/")
        )
    ]
    at = ours[-1] if ours else frame
    name = "/".join(at.filename.rsplit("/", 3)[-3:])
    return f"{type(error).__name__} at {name}:{at.lineno}"


def show(console: Console, records: Sequence[Record]) -> None:
    """Print executions a codec, then every error with its smallest input."""
    table = Table(title="Fuzzing")
    table.add_column("codec")
    for name in ("executions", "a second", "errors"):
        table.add_column(name, justify="right")
    for one in records:
        rate = one.executions / one.seconds if one.seconds else 0.0
        table.add_row(
            one.codec.name, str(one.executions), f"{rate:.0f}", str(len(one.errors))
        )
    console.print(table)
    for one in records:
        for place, value in one.errors.items():
            console.print(f"{one.codec.name}: {place}\n  {value}", markup=False)


def main(argv: Sequence[str]) -> int:
    """Fuzz; 1 if a codec failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1, help="of the first round")
    parser.add_argument("--only", default="", help="codecs with this in their name")
    options = parser.parse_args(argv)
    records = [Record(codec) for codec in CODECS if options.only in codec.name]
    ends = time.monotonic() + options.minutes * 60
    number = options.seed
    while time.monotonic() < ends:
        for record in records:
            run(record, number)
        number += 1
    show(Console(width=None if sys.stdout.isatty() else 100), records)
    print(f"seeds {options.seed} to {number - 1}")
    return int(any(record.errors for record in records))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
