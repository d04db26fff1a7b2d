"""Which payer and plan a name means: one, several, or none.

A wrong match is worse than a question. So a name that is in the directory is that
entry; one that only sounds like it is if nothing else comes near; what lies between is
`Ambiguous`, with the question that settles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product as pairs
from typing import TYPE_CHECKING

from panda.insurance.directory import Settles, shipped
from panda.insurance.names import FILLERS, essence, rest_of, words_of
from panda.insurance.sounds import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.insurance.directory import Directory, Payer, Plan, Product
    from panda.insurance.names import Rest

SURE = 0.82
"""Likeness from which a name counts as misheard. With `NEAR` and `APART` chosen on
misheard names of our own directory, each with and without its payer listed."""
NEAR = 0.64
"""Likeness from which it is worth asking whether it is meant."""
APART = 0.2
"""By how much the next best payer has to be less alike."""
SHORTEST = 4
"""Letters of a name that may be misheard: of fewer, each one counts."""
_LONGEST = 8
"""Words of a name in the directory."""
MOST_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """One entry is meant."""

    payer: Payer
    plan: Plan | None = None
    """None if the payer is meant as a whole, or no plan of it was said."""
    region: str = ""
    product: Product | None = None
    """Said beside the name, or the plan's own."""

    @property
    def name(self) -> str:
        """What to call it."""
        name = self.plan.name if self.plan is not None else self.payer.name
        if self.plan is None and self.product is not None:
            name = f"{name} {self.product.replace('_', ' ').upper()}"
        return f"{name} of {self.region}" if self.region else name


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several may be meant, or one perhaps."""

    options: tuple[Match, ...]
    ask: str
    """The question that settles it."""

    @property
    def payer(self) -> Payer | None:
        """The payer, if all options are of one that was named for sure."""
        return self.options[0].payer if self.of_one else None

    of_one: bool = False


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Nothing in the directory is meant."""


Meant = Match | Ambiguous | NoMatch


@dataclass(frozen=True, slots=True)
class _Entry:
    payer: Payer
    plan: Plan | None = None


class Matcher:
    """Finds what names mean in one directory.

    Args:
        directory: All payers that are known.
    """

    def __init__(self, directory: Directory) -> None:
        self._exact: dict[str, list[_Entry]] = {}
        self._essences: dict[str, list[_Entry]] = {}
        self._insurances = frozenset(
            one.name for one in directory.payers if one.is_insurance
        )
        for payer in directory.payers:
            for name in payer.names:
                self._add(name, _Entry(payer))
            for plan in payer.plans:
                for name in (plan.name, *plan.also):
                    self._add(name, _Entry(payer, plan))

    def _add(self, name: str, entry: _Entry) -> None:
        words = words_of(name)
        for index, letters in (
            (self._exact, "".join(words)),
            (self._essences, essence(words)),
        ):
            listed = index.setdefault(letters, [])
            if entry not in listed:
                listed.append(entry)

    def match(self, name: str) -> Meant:
        """Say what a name means.

        Example:
            >>> from panda.insurance.directory import shipped
            >>> matcher = Matcher(shipped())
            >>> matcher.match("etna dental").name
            'Aetna'
            >>> matcher.match("Delta").ask
            'Which Delta Dental plan: PPO, Premier, or DeltaCare USA?'
        """
        words = words_of(name)
        if not words:
            return NoMatch()
        named, left = self._named(words)
        rest = rest_of(left)
        if named and FILLERS.issuperset(words):  # "medical" may be Medi-Cal, or nothing
            return _perhaps(named, NoMatch())
        if named and not rest.unknown:
            return _settled(named, rest)
        heard = self._alike(words)
        if not named or isinstance(heard, Match):
            return heard
        return _perhaps(named, heard)

    def lists(self, name: str) -> bool:
        """Say whether a name stands in the directory, letter by letter."""
        return "".join(words_of(name)) in self._exact

    def is_insurance(self, payer: str) -> bool:
        """Say whether a payer, by its own name, is one: with others patients pay."""
        return payer in self._insurances

    # --- names that stand in the directory -----------------------------------------

    def _named(self, words: Sequence[str]) -> tuple[list[list[_Entry]], list[str]]:
        """Find listed names among words, the longest first; return what is left."""
        found: list[list[_Entry]] = []
        left: list[str] = []
        at = 0
        while at < len(words):
            length = next(
                (
                    size
                    for size in range(min(_LONGEST, len(words) - at), 0, -1)
                    if "".join(words[at : at + size]) in self._exact
                ),
                0,
            )
            if length:
                found.append(self._exact["".join(words[at : at + length])])
                at += length
            else:
                left.append(words[at])
                at += 1
        return found, left

    # --- names that sound like one -------------------------------------------------

    def _alike(self, words: Sequence[str]) -> Meant:
        rest = rest_of(words)
        letters = {"".join(words), essence(words), "".join(rest.unknown)} - {""}
        ranked = self._ranked(letters)
        near = [(payer, how) for payer, how in ranked if how >= NEAR]
        if not near:
            return NoMatch()
        best, how = near[0]
        runner_up = near[1][1] if len(near) > 1 else 0.0
        if how >= SURE and how - runner_up >= APART:
            return _with_plan(_Entry(best), rest)
        options = tuple(
            Match(payer) for payer, other in near[:MOST_OPTIONS] if how - other < APART
        )
        return Ambiguous(options, _did_you_mean(options))

    def _ranked(self, letters: Iterable[str]) -> list[tuple[Payer, float]]:
        """Rank payers by the name of theirs that is most alike."""
        best: dict[str, tuple[Payer, float]] = {}
        said = [one for one in letters if len(one) >= SHORTEST]
        for one, (listed, entries) in pairs(said, self._essences.items()):
            if len(listed) < SHORTEST:
                continue
            how = likeness(one, listed)
            for entry in entries:
                name = entry.payer.name
                if name not in best or best[name][1] < how:
                    best[name] = entry.payer, how
        return sorted(best.values(), key=lambda pair: -pair[1])


def _perhaps(named: Sequence[Sequence[_Entry]], heard: Meant) -> Ambiguous:
    """Ask about what was named among words that nobody knows."""
    others = heard.options if isinstance(heard, Ambiguous) else ()
    payers = {entry.payer.name: entry.payer for group in named for entry in group}
    payers |= {one.payer.name: one.payer for one in others}
    options = tuple(Match(payer) for payer in list(payers.values())[:MOST_OPTIONS])
    return Ambiguous(options, _did_you_mean(options))


def _settled(named: Sequence[Sequence[_Entry]], rest: Rest) -> Meant:
    """Decide between what was named."""
    payers = {entry.payer.name: entry.payer for group in named for entry in group}
    if len(payers) > 1:
        options = tuple(Match(payer) for payer in payers.values())
        return Ambiguous(options, _which_of(options))
    (payer,) = payers.values()
    plans = [one for group in named for one in group if one.plan is not None]
    return _with_plan(plans[-1] if plans else _Entry(payer), rest)


def _with_plan(entry: _Entry, rest: Rest) -> Meant:
    """Add the plan that a product word names, and ask for what is still open."""
    payer, plan = entry.payer, entry.plan
    product = next(iter(rest.products), None)
    if plan is None and product is not None:
        fitting = [one for one in payer.plans if one.product is product]
        plan = fitting[0] if len(fitting) == 1 else None
    if plan is not None:
        product = plan.product or product
    match = Match(payer, plan, rest.region, product)
    if payer.settled_by is Settles.PLAN and plan is None:
        options = tuple(Match(payer, one) for one in payer.plans)
        return Ambiguous(options, _which_plan(payer), of_one=True)
    if payer.settled_by is Settles.REGION and plan is None and not rest.region:
        ask = f"Of which state is the {payer.name}?"
        return Ambiguous((match,), ask, of_one=True)
    return match


def _which_plan(payer: Payer) -> str:
    short = [plan.name.removeprefix(payer.name).strip() for plan in payer.plans]
    return f"Which {payer.name} plan: {_listed(short)}?"


def _which_of(options: Sequence[Match]) -> str:
    return f"Which one: {_listed([one.name for one in options])}?"


def _did_you_mean(options: Sequence[Match]) -> str:
    return f"Do you mean {_listed([one.name for one in options])}?"


def _listed(names: Sequence[str]) -> str:
    """Join names: "A", "A or B", "A, B, or C"."""
    if len(names) < 3:
        return " or ".join(names)
    return f"{', '.join(names[:-1])}, or {names[-1]}"


@cache
def shipped_matcher() -> Matcher:
    """Return the one that knows the shipped directory; made when it is first needed."""
    return Matcher(shipped())
