"""How well names are matched: what was meant, against what the matcher says."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from panda.insurance.matching import Ambiguous, Match, Matcher, NoMatch
from panda.insurance.mishearing import misheard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from panda.insurance.directory import Directory
    from panda.insurance.matching import Meant

_FROZEN = ConfigDict(frozen=True, extra="forbid")
STRANGERS = (
    "State Farm", "Allstate", "Nationwide", "Progressive", "Geico", "Farmers",
    "Liberty Mutual", "Blue Diamond", "Delta Airlines", "Sigma Chi", "Bright Dental",
    "Smile Care", "Western Dental", "Aspen", "Gentle Dental", "Park Dental", "Kindred",
    "Athena", "Anthology", "Humane Society", "Prudential", "Fidelity", "Vanguard",
    "Charles Schwab", "New York Life", "Transamerica", "Genworth", "Pacific Life",
    "John Hancock", "Lemonade", "Root", "Amica", "Erie", "Travelers", "The Hartford",
    "Chubb", "Hiscox", "Oscar", "Clover", "Bright Health", "Friday Health", "Devoted",
    "Alignment", "Scan", "Elevance", "Optum", "Caremark", "Express Scripts", "GoodRx",
    "Walgreens", "parking", "cleaning", "root canal", "new patient", "Tuesday", "Cobra",
    "my employer", "the receptionist", "whitening", "Invisalign", "Medical",
    "pediatric", "VSP", "EyeMed", "Davis Vision", "Spectera", "workers compensation",
    "auto insurance", "renters", "TriHealth", "Ascension", "Trinity", "Providence",
    "Sutter", "Banner", "Scripps", "Sentara", "Mercy", "Sanford", "Essentia",
)  # fmt: skip
"""What is said where a payer's name belongs, and is none of a dental payer."""


class Named(BaseModel):
    """A name, and the payer that is meant by it."""

    model_config = _FROZEN

    name: str
    payer: str = ""
    """As the directory calls it; empty if it has none to match."""


class Matching(BaseModel):
    """What came of a set of names."""

    model_config = _FROZEN

    n: int
    known: int
    """Names whose payer is in the directory."""
    right: int
    """Matched, to the right payer."""
    wrong: int
    """Matched, to another, or where there is none."""
    asked: int
    """Ambiguous, with the right payer among the options."""
    asked_amiss: int
    """Ambiguous, and the right one is not among them, or there is none."""
    missed: int
    """Not matched, though its payer is in the directory."""
    mistakes: tuple[str, ...] = ()
    """What was matched wrongly: what was said, and what was made of it."""

    @property
    def precision(self) -> float:
        """Of the names that were matched, the share that was matched rightly."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the names whose payer is known, the share that was matched rightly."""
        return self.right / max(1, self.known)

    @property
    def recall_by_asking(self) -> float:
        """Likewise, if those count for which one question settles it."""
        return (self.right + self.asked) / max(1, self.known)


def evaluate(names: Iterable[Named], matcher: Matcher) -> Matching:
    """Match names and count what came of it."""
    counts = dict.fromkeys(
        ("n", "known", "right", "wrong", "asked", "asked_amiss", "missed"), 0
    )
    mistakes: list[str] = []
    for one in names:
        meant = matcher.match(one.name)
        outcome = _outcome(meant, one.payer)
        counts["n"] += 1
        counts["known"] += bool(one.payer)
        if outcome:
            counts[outcome] += 1
        if outcome == "wrong" and isinstance(meant, Match):
            mistakes.append(f"{one.name}: {meant.name}")
    return Matching(**counts, mistakes=tuple(mistakes))


def _outcome(meant: Meant, payer: str) -> str:
    match meant:
        case Match():
            return "right" if meant.payer.name == payer else "wrong"
        case Ambiguous(options=options):
            named = {one.payer.name for one in options}
            return "asked" if payer in named else "asked_amiss"
        case NoMatch():
            return "missed" if payer else ""


def read_names(text: str, directory: Directory) -> Iterator[Named]:
    """Read lines of names that mean the same, divided by `|`; # begins a comment.

    The payer is the one that most of a line's names belong to; a line of which none
    does has no payer to match.
    """
    for line in text.splitlines():
        names = [one.strip() for one in line.partition("#")[0].split("|")]
        names = [one for one in names if one]
        owners = Counter(
            payer.name
            for payer in directory.payers
            for name in names
            if name.casefold() in {own.casefold() for own in (payer.name, *payer.also)}
        )
        owner = owners.most_common(1)[0][0] if owners else ""
        yield from (Named(name=one, payer=owner) for one in names)


def own_names(directory: Directory) -> list[Named]:
    """List every name of every payer, misheard ones left out."""
    return [
        Named(name=name, payer=payer.name)
        for payer in directory.payers
        for name in (payer.name, *payer.also)
    ]


def misheard_names(directory: Directory, times: int, seed: int) -> list[Named]:
    """List own names, each misheard so many times."""
    random = Random(seed)
    return [
        Named(name=misheard(one.name, random), payer=one.payer)
        for one in own_names(directory)
        for _ in range(times)
    ]


def left_out(
    directory: Directory, names: Iterable[Named]
) -> Iterator[tuple[Matcher, Named]]:
    """Pair names with a directory that lacks their payer: nothing is to be matched.

    A name that others in the directory have as well is left out.
    """
    shared = {
        name.casefold()
        for payer in directory.payers
        for name in payer.names
        if sum(name in other.names for other in directory.payers) > 1
    }
    matchers: dict[str, Matcher] = {}
    for one in names:
        if one.name.casefold() in shared:
            continue
        if one.payer not in matchers:
            matchers[one.payer] = Matcher(directory.without(one.payer))
        yield matchers[one.payer], Named(name=one.name)


def evaluate_left_out(directory: Directory, names: Iterable[Named]) -> Matching:
    """Match names whose payer the directory lacks: each match is a mistake."""
    total = Matching(n=0, known=0, right=0, wrong=0, asked=0, asked_amiss=0, missed=0)
    for matcher, name in left_out(directory, names):
        one = evaluate([name], matcher)
        total = Matching(
            n=total.n + 1,
            known=0,
            right=0,
            wrong=total.wrong + one.wrong,
            asked=0,
            asked_amiss=total.asked_amiss + one.asked_amiss,
            missed=0,
            mistakes=total.mistakes + one.mistakes,
        )
    return total
