"""Lines on hold in several processes, and what became of each, told in words."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.holding import KnownWords, Played, RecognisedWords, play
from benchmarks.waits import Ending, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.holding import Words


@dataclass(frozen=True, slots=True)
class Line:
    """Which line to mix and play; the same one is the same line again."""

    batch: str
    ending: Ending
    number: int
    seed: int
    words: str
    """`known` or `recognised`."""

    def __str__(self) -> str:
        return f"{self.batch} {self.ending} {self.number} (seed {self.seed})"


def lines(
    batch: str, count: int, seed: int, words: str, endings: Iterable[Ending] = Ending
) -> list[Line]:
    """Return so many lines of each kind."""
    return [
        Line(batch, ending, number, seed, words)
        for ending in endings
        for number in range(count)
    ]


def play_all(them: list[Line], jobs: int = 1) -> Iterator[tuple[Line, Played]]:
    """Play lines in so many processes; they come back in their order."""
    if jobs <= 1:
        yield from zip(them, map(play_line, them), strict=True)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from zip(them, pool.map(play_line, them, chunksize=4), strict=True)


def play_line(line: Line) -> Played:
    """Mix one line and play it to the product."""
    wait = _source(line.batch).wait(line.ending, line.number, line.seed)
    return play(wait, _words(line.words))


@cache
def _source(batch: str) -> Source:
    return Source(batch=batch)


@cache
def _words(kind: str) -> Words:
    return KnownWords() if kind == "known" else RecognisedWords()


def account(line: Line, played: Played) -> Iterator[str]:
    """Tell what was on a line and what was heard of it, for whoever mends a rule."""
    yield f"{line}: {played.state}, talking at {played.talking_ms}"
    for part in played.wait.parts:
        yield f"  {part.start_ms:>7}-{part.end_ms:<7} {part.kind:<12} {part.text}"
    for begun_ms, ended_ms, text in played.heard:
        yield f"  turn {begun_ms:>7}-{ended_ms:<7} {text}"
