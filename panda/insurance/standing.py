"""How an office stands to plans, read from what it says.

A sentence is a row of plans and of words that decide about them. Plans named one after
the other are one group; what decides about a group stands before it ("we take Aetna and
Cigna"), or behind it ("Cigna we're out of network with"), and `_decides` says which.
What is hedged or asked decides nothing; what is taken back is gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from panda.insurance.finding import Standing, StandingFinding
from panda.insurance.flat import flat
from panda.insurance.mentions import Mention, mentions
from panda.insurance.verdicts import (
    ASKING_INSURER,
    FILING,
    Decider,
    deciders,
    is_left_open,
)
from panda.research.reading.spans import sentences
from panda.research.reading.turning import is_withdrawn, turns
from panda.research.words import folded

if TYPE_CHECKING:
    from panda.insurance.matching import Matcher

_JOINED = re.compile(
    r"^[\s,/&]*(?:(?:and|or|y|e|o|plus|as well as|both|also|the|los?|las?|con|with|in"
    r"|actually|even|then|dental|insurance|i think)[\s,]*)*$"
)
_INSTEAD = re.compile(
    r"\b(?:i mean|sorry|correction|rather|oh wait|wait|actually|digo|perdon|quiero"
    r" decir)\b"
)
_NEXT = re.compile(
    r"^[\s,]*(?:but|and|however|although|though|pero|y|aunque|while|o)\b"
)
_OBJECT_FOLLOWS = re.compile(
    r"^(?: (?:the|any|with|for|of|all|from|some|like|both|insurance|plans?|los|las|el"
    r"|la|con|por|de|directly|only|just|either|to))*[ -]*$"
)
"""Between a verb and what it takes."""
_OF_OTHERS = re.compile(
    r"^ (?:(?:with|for|de|con|to) )?(?:(?:all|any|most)(?: of)? (?:the )?)?"
    r"(?:every(?:one|body|thing) else|any(?:one|body|thing) else"
    r"|(?:the )?(?:other|rest|others)\b|(?:los |las )?demas|ning[u\u00fa]n otro)"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Plans named one after the other."""

    plans: tuple[Mention, ...]

    @property
    def start(self) -> int:
        return self.plans[0].start

    @property
    def end(self) -> int:
        return self.plans[-1].end


def read_standing(
    text: str, matcher: Matcher, asked: str = ""
) -> list[StandingFinding]:
    """List how an office stands to the plans it speaks of.

    Args:
        text: What the office said.
        matcher: Knows the plans.
        asked: Our question before, which says what "yes, we do" and "them" are.
    """
    about = tuple(mentions(asked, matcher))
    found: list[StandingFinding] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        if is_withdrawn(folded(sentence)):
            found = []
        if sentence.rstrip().endswith("?"):
            about = _echoed(sentence, matcher) or about
            continue
        fresh = _of_sentence(sentence, matcher, about, found, asks=bool(asked))
        for one in fresh:
            found = [other for other in found if not _same(one, other)]
            found.append(one)
    return found


def _echoed(sentence: str, matcher: Matcher) -> tuple[Mention, ...]:
    """Return what they say after us before they answer: "Cigna? No, we don't."."""
    named = mentions(sentence, matcher)
    rest = _beside(flat(sentence), named)
    return tuple(named) if len(rest) <= _MOST_ECHOED else ()


def _beside(plain: str, named: list[Mention]) -> list[str]:
    """Return the words beside some names."""
    for one in reversed(named):
        plain = plain[: one.start] + plain[one.end :]
    return folded(plain).split()


def _same(one: StandingFinding, other: StandingFinding) -> bool:
    return (one.payer, one.plan, one.product, one.region) == (
        other.payer,
        other.plan,
        other.product,
        other.region,
    )


def _of_sentence(
    sentence: str,
    matcher: Matcher,
    about: tuple[Mention, ...],
    before: list[StandingFinding],
    *,
    asks: bool,
) -> list[StandingFinding]:
    plain = flat(sentence)
    decided = deciders(plain)
    groups = _corrected(_groups(plain, mentions(sentence, matcher)), plain)
    if not groups:
        return _without_names(sentence, plain, decided, about, before)
    found: list[StandingFinding] = []
    for index, group in enumerate(groups):
        following = groups[index + 1].start if index + 1 < len(groups) else len(plain)
        previous = groups[index - 1].end if index else 0
        ruling = _decides(plain, group, decided, previous, following)
        if ruling is None and asks and _is_a_list(plain, groups, decided):
            ruling = Decider(0, 0, Standing.ACCEPTED)
        if ruling is None or is_left_open(plain, ruling, group.start, group.end):
            continue
        found += [_finding(one, ruling, sentence, plain) for one in group.plans]
    return found


def _groups(plain: str, named: list[Mention]) -> list[_Group]:
    groups: list[_Group] = []
    for one in named:
        if groups and _JOINED.match(plain[groups[-1].end : one.start]):
            groups[-1] = _Group((*groups[-1].plans, one))
        else:
            groups.append(_Group((one,)))
    return groups


def _corrected(groups: list[_Group], plain: str) -> list[_Group]:
    """Leave out a plan that is replaced at once: "Aetna, I mean Cigna"."""
    kept: list[_Group] = []
    for group in groups:
        if kept:
            between = plain[kept[-1].end : group.start]
            if _INSTEAD.search(between) and not deciders(between):
                lost = kept.pop()
                kept.append(replace(group, plans=(*lost.plans[:-1], *group.plans)))
                continue
        kept.append(group)
    return kept


def _decides(
    plain: str, group: _Group, decided: list[Decider], previous: int, following: int
) -> Decider | None:
    """Return what decides about a group: behind it, or the latest before it."""
    around = [one for one in decided if one.start < group.end and group.start < one.end]
    if around:  # "contact Molina to find out"
        return around[-1]
    behind = [one for one in decided if group.end <= one.start < following]
    before = [one for one in decided if one.end <= group.start]
    ours = [one for one in behind if not _belongs_to_next(plain, one, following)]
    close = [one for one in before if one.start >= previous]
    if not ours:
        return before[-1] if before else None
    if not close and not (before and _NEXT.match(plain[group.end : ours[0].start])):
        return ours[-1]
    best = ours[-1]
    refines = best.standing in {Standing.IN_NETWORK, Standing.OUT_OF_NETWORK}
    turned = turns(folded(plain[group.end : best.start]))
    if _is_denied_at_once(plain, group, close) and not (refines or turned):
        return close[-1]
    if refines or turned or not before or _is_said_of(plain, group, ours[0]):
        return best
    return before[-1]


def _is_denied_at_once(plain: str, group: _Group, close: list[Decider]) -> bool:
    """Say whether a denial stands right before a plan: "it isn't Delta we take"."""
    if not close or close[-1].standing is not Standing.NOT_ACCEPTED:
        return False
    between = plain[close[-1].end : group.start]
    behind = plain[group.end : group.end + 1]
    return behind != "," and _OBJECT_FOLLOWS.match(between) is not None


def _is_said_of(plain: str, group: _Group, one: Decider) -> bool:
    """Say whether words go on about a plan: "…, Cigna is not", "Cigna no"."""
    between = plain[group.end : one.start].strip(" ,")
    return not between or between in {"is", "are", "we", "that", "es", "plans"}


def _belongs_to_next(plain: str, one: Decider, following: int) -> bool:
    """Say whether what stands behind a group is said of the next one, or of others."""
    if _OF_OTHERS.match(plain[one.end :]):
        return True
    is_last = following >= len(plain)
    return not is_last and _OBJECT_FOLLOWS.match(plain[one.end : following]) is not None


def _is_a_list(plain: str, groups: list[_Group], decided: list[Decider]) -> bool:
    """Say whether a sentence only names plans, after our question which they take."""
    if decided or is_left_open(plain, None, 0, len(plain)):
        return False
    named = [one for group in groups for one in group.plans]
    return len(_beside(plain, named)) <= _MOST_BESIDE


_MOST_BESIDE = 5
"""Words beside the names of a list."""
_MOST_ECHOED = 3
"""Words beside a name that is only said after us; more make a question of it."""


def _without_names(
    sentence: str,
    plain: str,
    decided: list[Decider],
    about: tuple[Mention, ...],
    before: list[StandingFinding],
) -> list[StandingFinding]:
    """Read words without a name: of what was asked, or of what they just spoke of."""
    if not decided or is_left_open(plain, decided[-1], 0, 0):
        return []
    named = about
    if before:
        last = before[-1]
        named = (Mention(0, 0, last.payer, last.plan, last.product, last.region),)
        corrects = turns(folded(sentence)) or decided[-1].refines
        if not corrects:
            return []
    return [_finding(one, decided[-1], sentence, plain) for one in named]


def _finding(
    one: Mention, ruling: Decider, sentence: str, plain: str
) -> StandingFinding:
    return StandingFinding(
        payer=one.payer,
        plan=one.plan,
        product=one.product,
        region=one.region,
        quote=sentence.strip(),
        standing=ruling.standing,
        files_claims=FILING.search(plain) is not None,
        ask_insurer=ASKING_INSURER.search(plain) is not None,
        partly=one.partly,
    )
