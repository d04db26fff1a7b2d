"""Which words are the label of which key, and the label without its trimmings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from panda.menu.lexicon import ADVERBS, AFTER, IS, JOINS, LEADS, PRESS, SAY
from panda.menu.patterns import alternatives
from panda.menu.run_on import led
from panda.menu.serving import LANGUAGE_NAMES
from panda.menu.slurred import past_unread
from panda.menu.tongues import TONGUES
from panda.menu.tongues.tongue import group
from panda.menu.words import Break, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.menu.keys import Named
    from panda.menu.words import Word

_LANGUAGE = re.compile("|".join(LANGUAGE_NAMES.values()))
_COURTESY = re.compile(
    r"(?:in order )?to (?:better |best )?(?:serve|assist|help|direct|route) your?"
    r"(?: call)?(?: better)?\b"
    r"|for your convenience|para (?:servirle|atenderle|brindarle|ayudarle)\b"
    r"|pour mieux vous|para melhor atend"
)
"""What opens like a label, and is none: the first key has its label behind it."""
_MOST_WORDS = 24
_FEW_ASKED = 3
"""A shorter question is none that a key answers: "Hello? Press 1."."""
_THE = group("the our el la los las nuestra nuestro")
_FOR = group("for para pour fur")
_OWN_FOR = re.compile(
    r"\b(?:thank|thanks|gracias|merci|obrigad\w*|danke|recorded|monitored|grabad\w*|"
    r"gravad\w*|enregistr\w*|aufgezeichnet|patien\w*|paciencia|apolog\w*|sorry)\b"
)
"""Of sentences that say what something is done for: "recorded for training"."""
_SHORTEST_THING, _LONGEST_THING = 2, 5
_OTHERWISE = group("otherwise sonst ansonsten sinon altrimenti")
"""What joins sentences, and is a label when it stands alone."""


def labels(words: Sequence[Word], named: Sequence[Named]) -> list[list[Word]]:
    """Return the words of each key's label, still with their trimmings.

    Between two keys there is one gap. What it holds belongs to the key before it
    ("press 1 for sales") or to the one after it ("for sales, press 1"); a key that has
    its label already leaves the gap to the next.
    """
    found: list[list[Word]] = [[] for _ in named]
    if not named:
        return found
    if (run_on := led(words, named)) is not None:
        return run_on
    if not (_is_apart(words, named[0].start) and _has_own(words, named[0])):
        first = named[0]
        label = _before(words, 0, first.start)
        if not label and _closes(words, first):
            label = _thing(words[: first.start])
        # "Push wind force scheduling, push 2 for faxes": of the first nothing is known.
        spoilt = bool(label) and label[0].folded in PRESS and _has_own(words, first)
        found[0] = [] if spoilt else _past_courtesy(label)
    for at, one in enumerate(named):
        end = named[at + 1].start if at + 1 < len(named) else len(words)
        rest = found[at + 1 :]
        own = bool(rest) and _has_own(words, named[at + 1])
        gap = _Gap(words, one.end, end, shared=bool(rest) and not own)
        head, tail = _split(gap, wanted=not found[at])
        if _is_aside(found[at]):
            after, next_tail = _split(gap, wanted=True)
            opening = next((w for w in after if w.folded not in AFTER), None)
            if opening and opening.folded in LEADS:
                head, tail, found[at] = after, next_tail, []
        if not found[at]:
            found[at] = head
        if rest and not (_is_apart(words, end) and own):
            found[at + 1] = tail
    return found


def _past_courtesy(label: list[Word]) -> list[Word]:
    """Cut "to better serve you" off; without a label behind it the key has its own."""
    folded = " ".join(word.folded for word in label)
    if (found := _COURTESY.match(folded)) is None:
        return label
    rest = label[folded[: found.end()].count(" ") + 1 :]
    return rest if rest and rest[0].folded in LEADS else []


def _is_apart(words: Sequence[Word], start: int) -> bool:
    """Whether a key begins a sentence."""
    return start > 0 and words[start - 1].after == Break.SENTENCE


def _has_own(words: Sequence[Word], one: Named) -> bool:
    """Whether a key is followed by what opens like its label."""
    follows = one.end < len(words) and words[one.end - 1].after < Break.SENTENCE
    return follows and words[one.end].folded in LEADS


def _is_aside(label: Sequence[Word]) -> bool:
    """Whether words before a key are no label: "enter your number, or press star"."""
    if len(label) < 2 or label[-1].folded not in JOINS:
        return False
    if any(word.folded in SAY for word in label):  # "for claims, say claims or press 1"
        return False
    return label[0].folded not in LEADS or any(word.after for word in label)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The words between two keys, or after the last."""

    words: Sequence[Word]
    start: int
    end: int
    shared: bool
    """Whether the key after it may have to find its label here."""

    @property
    def clauses(self) -> list[list[Word]]:
        """Its sentences."""
        return list(sentences(self.words[self.start : self.end]))

    @property
    def attached(self) -> bool:
        """Whether it goes on from the key before."""
        return self.start > 0 and not _is_apart(self.words, self.start)

    @property
    def joined(self) -> bool:
        """Whether it leads on to the key after."""
        return self.end > self.start and not _is_apart(self.words, self.end)


def _split(gap: _Gap, *, wanted: bool) -> tuple[list[Word], list[Word]]:
    """Share a gap out; `wanted` says whether the key before it lacks a label."""
    clauses = gap.clauses
    if not clauses:
        return [], []
    if not wanted:
        return [], _last_clause(gap)
    if gap.attached:
        if len(clauses) == 1 and gap.joined:
            return _parted(clauses[0]) if gap.shared else (clauses[0], [])
        tail = clauses[-1] if gap.joined and len(clauses) > 1 else []
        if all(word.folded in JOINS for word in tail):  # "…; or 9 to hear this again"
            tail = []
        return clauses[0], tail or _detached(clauses[1:]) or _asked(clauses[1:])
    if gap.joined:  # the key before stays without
        return [], clauses[-1]
    question = _asked(clauses)
    return ([] if question else _detached(clauses[:1])), question


def _parted(clause: list[Word]) -> tuple[list[Word], list[Word]]:
    """Part two labels in one sentence: "for cargo, and to reach the desk (dial 9)".

    Only where the first begins like a label, and another does after a "and".
    """
    if clause[0].folded in LEADS:
        for at in range(len(clause) - 2, 1, -1):
            joins = clause[at - 1].folded in JOINS
            if joins and clause[at].folded in LEADS:
                return clause[: at - 1], clause[at:]
    return clause, []


def _last_clause(gap: _Gap) -> list[Word]:
    """Return the next key's label from a gap the key before has no use for."""
    *before, last = gap.clauses
    if not gap.joined:
        return _detached([last]) or _asked([last])
    return _without_trail(last) if gap.attached and not before else last


def _asked(clauses: Sequence[list[Word]]) -> list[Word]:
    """Return a question that a key answers: "Are you a new patient? Press 1."."""
    last = clauses[-1] if clauses else []
    asks = len(last) >= _FEW_ASKED and last[-1].asks
    return last if asks and len(last) <= _MOST_WORDS else []


def _detached(clauses: Sequence[list[Word]]) -> list[Word]:
    """Return a sentence that can only be a label, such as "For billing."."""
    for clause in reversed(clauses):
        if clause and clause[0].folded in LEADS and len(clause) <= _MOST_WORDS:
            return clause
    return []


def _before(words: Sequence[Word], start: int, end: int) -> list[Word]:
    gap = list(words[start:end])
    clauses = list(sentences(gap))
    if not clauses:
        return []
    if words[end - 1].after == Break.SENTENCE:
        found = _detached(clauses[-1:]) or _asked(clauses)
        return found or _language_last(clauses[-1])
    return _past_greeting(clauses[-1])


def _closes(words: Sequence[Word], one: Named) -> bool:
    """Whether a sentence ends with a key: "press 2 now."."""
    end = one.end
    while end < len(words) and not words[end - 1].after and words[end].folded in AFTER:
        end += 1
    return words[end - 1].after == Break.SENTENCE


def _thing(words: Sequence[Word]) -> list[Word]:
    """Return "the north office" from right before a key that ends its sentence.

    So, too, "room reservations" where no pause was heard before: "We are open from nine
    to five for room reservations. Please press 1 now."
    """
    clauses = list(sentences(words[-_MOST_WORDS:]))
    clause = clauses[-1] if clauses else []
    leads = [at for at, w in enumerate(clause) if w.folded in LEADS]
    thing = clause[leads[-1] + 1 :] if leads else clause
    if not _SHORTEST_THING <= len(thing) <= _LONGEST_THING:
        return []
    behind = bool(leads) and clause[leads[-1]].folded in _FOR and leads[-1] > 0
    return thing if thing[0].folded in _THE or (behind and _is_free(clause)) else []


def _is_free(clause: Sequence[Word]) -> bool:
    """Whether a sentence is none of those that end with a "for" of their own."""
    folded = " ".join(word.folded for word in clause)
    greets = any(pattern.search(folded) for pattern in _greetings())
    return not greets and not _OWN_FOR.search(folded)


def _language_last(clause: list[Word]) -> list[Word]:
    """Return "for English" from the end of a sentence that was about other things."""
    named = len(clause) > 1 and _LANGUAGE.fullmatch(clause[-1].folded)
    return clause[-2:] if named and clause[-2].folded in LEADS else []


def _without_trail(part: list[Word]) -> list[Word]:
    """Cut off what may trail the key before: "now", "or say billing,"."""
    here = 0
    while here < len(part) and part[here].folded in AFTER and not part[here].after:
        here += 1
    if here < len(part) and part[here].folded in AFTER and part[here].after:
        here += 1
    rest = part[here:]
    if len(rest) > 1 and rest[0].folded in JOINS and rest[1].folded in SAY:
        for at, word in enumerate(rest):
            if word.after or (at > 2 and word.folded in LEADS):
                return rest[at + 1 :] if word.after else rest[at:]
        return []
    return rest


def _past_greeting(clause: list[Word]) -> list[Word]:
    """Cut off a greeting that runs on into the first label."""
    folded = " ".join(word.folded for word in clause)
    for pattern in _greetings():
        if found := pattern.search(folded):
            skip = folded[: found.end()].count(" ") + 1
            for at in range(skip + 1, len(clause)):
                if clause[at].folded in LEADS:
                    return clause[at:]
            return [] if len(clause) - skip < 6 else clause[skip:]
    return clause


@lru_cache(maxsize=1)
def _greetings() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"\b(?:{alternatives(tongue.greeting)})\b")
        for tongue in TONGUES.values()
        if tongue.greeting
    )


def trimmed(part: Sequence[Word]) -> list[Word]:
    """Return a label without "if you would like to", "for", "please" around it."""
    words = _own_clause(past_unread(list(part)))
    if len(words) == 1 and words[0].folded in _OTHERWISE:
        return words
    if len(words) > 2 and words[0].folded in IS and words[1].folded in LEADS:
        words.pop(0)  # "1 is for sales"
    opens = bool(words) and words[0].folded in LEADS
    trails = AFTER - ADVERBS if opens else AFTER
    while words and words[-1].folded in JOINS | trails | SAY.keys():
        words.pop()
    while words and (words[0].folded in AFTER or words[0].folded in JOINS):
        words.pop(0)
    if words and words[0].folded in SAY and len(words) > 1:
        words.pop(0)
    folded = " ".join(word.folded for word in words)
    words = words[_trimming(folded) :] or words[-1:]
    cut_off = len(part) == 1 and bool(words) and words[0].folded in LEADS
    return [] if cut_off else words


def _own_clause(part: list[Word]) -> list[Word]:
    """Begin at the first clause that opens like a label, if one does."""
    opens = True
    for at, word in enumerate(part):
        if opens and word.folded in LEADS:
            return part[at:]
        opens = bool(word.after)
    starts = [0, *(at + 1 for at, word in enumerate(part[:-1]) if word.after)]
    return part if len(part) <= 6 else part[starts[-1] :]


def _trimming(folded: str) -> int:
    """Return how many words of the front are politeness."""
    cut = 0
    while cut < len(folded):
        found = _polite().match(folded, cut)
        if found is None or found.end() >= len(folded):
            break
        if folded[found.end()] != " ":
            break
        cut = found.end() + 1
    return folded[:cut].count(" ")


@lru_cache(maxsize=1)
def _polite() -> re.Pattern[str]:
    patterns = (alternatives(t.strip) for t in TONGUES.values() if t.strip)
    return re.compile("(?:" + "|".join(patterns) + r")\b")
