"""How many generated menus the product's menu reader reads right; text only, no sound.

    python -m benchmarks.menus [--seed 1] [--businesses 300] [--worst 12]
    python -m benchmarks.menus --navigate [--seed 1] [--businesses 200] [--mishear 0.1]
    python -m benchmarks.menus --table docs/benchmarks/menus.md [--seeds 1 2 3 4 5]
                               [--strategy rules|supervised] [--latency 900]

A menu is *exact* if the keys found are those offered, and each key has the label it was
offered with. It *would do no harm* if every key found leads where its label says: what
is missing costs time, a wrong key costs a call.

With `--navigate`, businesses with menus in menus are called by whole sessions in words
and virtual time: how many are reached on the first visit, with how many wrong keys.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio
from rich.console import Console
from rich.table import Table

from benchmarks import navigation, results
from benchmarks.seniors import LATENCY_MS, Strategy
from panda.menu.detect import read
from panda.menu.words import fold
from simulator.generator import world
from simulator.generator.mix import Mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.menu import Menu
    from simulator.generator.draft import Written

_ALIKE = 85.0
"""From this likeness on (0 to 100), two labels are the same words."""
_FIXED = {"repeat", "back"}
"""Options whose label is no quote; only their key is compared."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One menu as it was offered and as it was read."""

    offered: Written
    read: Menu
    missing: tuple[str, ...]
    """Keys, or words to say, that were not found."""
    wrong: tuple[str, ...]
    """Keys that were found and not offered, or with another option's label."""

    @property
    def exact(self) -> bool:
        """Whether all of it is right."""
        return not self.missing and not self.wrong


def judge(offered: Written) -> Reading:
    """Read a menu and compare."""
    found = read(offered.text, language=offered.language)
    wanted = {key or f"say {fold(label)}": label for key, label in offered.options}
    got = {
        one.digits or f"say {fold(one.say)}": one.label or one.say
        for one in found.options
    }
    wrong = tuple(
        key
        for key, label in got.items()
        if key not in wanted or not _same(wanted[key], label)
    )
    missing = tuple(key for key in wanted if key not in got)
    return Reading(offered, found, missing, wrong)


def _same(offered: str, found: str) -> bool:
    if offered in _FIXED:
        return True
    return partial_ratio(fold(offered), fold(found)) >= _ALIKE


def table(readings: Sequence[Reading]) -> Table:
    """Sum up by language and kind of wording."""
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for one in readings:
        groups[one.offered.language, one.offered.wording].append(one)
        groups[one.offered.language, "all"].append(one)
    shown = Table(title="menus read by panda.menu")
    for name in ("language", "wording", "menus", "exact", "no wrong key", "options"):
        shown.add_column(
            name, justify="left" if name in "language wording" else "right"
        )
    for (language, wording), group in sorted(groups.items()):
        options = sum(len(one.offered.options) for one in group)
        missed = sum(len(one.missing) for one in group)
        shown.add_row(
            language,
            wording.replace("_", " "),
            str(len(group)),
            _share(sum(one.exact for one in group), len(group)),
            _share(sum(not one.wrong for one in group), len(group)),
            f"{_share(options - missed, options)} of {options}",
        )
    return shown


def worst(readings: Sequence[Reading], most: int) -> list[Reading]:
    """Return failures, from each kind of wording in turn, the worst of it first."""
    failed = sorted(
        (one for one in readings if not one.exact),
        key=lambda one: (-len(one.wrong), -len(one.missing), one.offered.text),
    )
    rank: Counter[tuple[str, str]] = Counter()
    ranked = []
    for one in failed:
        kind = (one.offered.language, one.offered.wording)
        ranked.append((rank[kind], one))
        rank[kind] += 1
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])][:most]


def _share(part: int, whole: int) -> str:
    return f"{part / max(1, whole):.1%}"


def _publish(asked: argparse.Namespace) -> int:
    path: Path = asked.table
    measured = results.commit()
    rows = results.measure(
        asked.seeds, asked.businesses or 100, fresh=asked.fresh, audio=asked.audio
    )
    page = results.document(
        rows, asked.seeds, measured=measured, day=datetime.now(UTC).date()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return 0


def _navigate(asked: argparse.Namespace) -> int:
    # Here and not above: text needs no speech packages.
    from benchmarks.earshot import Ears  # noqa: PLC0415

    with Ears() if asked.by_ear else nullcontext() as ears:
        return navigation.report(
            asked.seed,
            asked.businesses or 200,
            asked.worst,
            strategy=asked.strategy,
            latency_ms=asked.latency,
            mishear=asked.mishear,
            ears=ears,
        )


def main(argv: Sequence[str]) -> int:
    """Print the table and the worst failures."""
    parser = argparse.ArgumentParser(description="panda.menu on generated menus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--businesses", type=int)
    parser.add_argument("--navigate", action="store_true", help="call them")
    parser.add_argument(
        "--strategy",
        type=Strategy,
        choices=list(Strategy),
        default=Strategy.RULES,
        help="with --navigate: whether a supervisor is asked where rules are unsure",
    )
    parser.add_argument(
        "--latency", type=int, default=LATENCY_MS, help="of its answers, in ms"
    )
    parser.add_argument(
        "--mishear", type=float, default=0.0, help="share of words heard wrong"
    )
    parser.add_argument(
        "--by-ear", action="store_true", help="with --navigate: as they are spoken"
    )
    parser.add_argument("--worst", type=int, default=12, help="failures to show")
    parser.add_argument("--table", type=Path, help="measure all, and write it here")
    parser.add_argument(
        "--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5], help="with --table"
    )
    parser.add_argument(
        "--fresh", type=int, nargs="*", default=[], help="further seeds, a row apart"
    )
    parser.add_argument(
        "--audio", type=Path, help="with --table: figures of calls with real sound"
    )
    asked = parser.parse_args(argv)
    if asked.table:
        return _publish(asked)
    if asked.navigate:
        return _navigate(asked)
    made = world.make(asked.seed, asked.businesses or 300, Mix())
    readings = [judge(menu) for one in made.made for menu in one.menus]
    console = Console(highlight=False)
    console.width = max(console.width, 100)
    console.print(table(readings))
    for one in worst(readings, asked.worst):
        missing, wrong = ", ".join(one.missing) or "-", ", ".join(one.wrong) or "-"
        told = f"missing {missing}; wrong {wrong}"
        kind = f"{one.offered.language} {one.offered.wording}"
        console.print(f"\n{kind}: {told}\n  {one.offered.text}", markup=False)
        got = [f"{o.digits or o.say}={o.label}" for o in one.read.options]
        console.print(f"  read as: {' | '.join(got)}", markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
