"""What somebody at a desk makes of wishes for a time: booked, moved, cancelled.

She knows the diary, hears which of its times a caller names, and does what is asked in
so many words: she guesses nothing. A time that is none of the diary's is not free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import sentences, words
from simulator.businesses.scene import Arranged, Say

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.businesses.diary import Diary, Entry, Outcome
    from simulator.businesses.documents import Language
    from simulator.businesses.facts import Known
    from simulator.businesses.tongues.tongue import Bookings


@dataclass(frozen=True, slots=True)
class Reply:
    """What she says, and what she wrote into the diary meanwhile."""

    says: tuple[Say, ...]
    arranged: tuple[Arranged, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A time of the diary, and where in the words it was named."""

    slot: datetime
    start: int


class Reception:
    """One person's dealings with the diary in one conversation.

    Args:
        diary: The business's, which outlives the conversation.
        tongue: How her language speaks of such things.
        language: That language.
        most: How many times she offers at once.
        think_ms: The breath before an answer.
    """

    def __init__(
        self,
        diary: Diary,
        tongue: Bookings,
        language: Language,
        *,
        most: int,
        think_ms: int,
    ) -> None:
        self._diary, self._tongue, self._language = diary, tongue, language
        self._most, self._think_ms = most, think_ms
        self._party = ""
        self._asked_name = False
        self._waiting: datetime | None = None
        """A time that is held until the caller has given a name."""
        self._last: Say | None = None

    def offer(self, fact: Known, count: int) -> Reply:
        """Name the times that are free.

        Args:
            fact: The one that asks for them, with its wordings.
            count: How often it was told before, so that she words it anew.
        """
        entries = self._diary.offer(self._most)
        if not entries:
            return Reply((self._say(self._tongue.nothing_free),))
        first = fact.templates[count % len(fact.templates)]
        texts = [first, *[self._tongue.also] * (len(entries) - 1)]
        says = tuple(
            self._say(text, entry.slot, facts=(fact.id,))
            for text, entry in zip(texts, entries, strict=True)
        )
        return Reply(says, self._wrote(entries))

    def answer(self, text: str) -> Reply | None:
        """Do what a caller wishes of the diary; None if it is nothing of the kind."""
        self._note_name(text)
        plain = words.plain(text)
        tongue = self._tongue
        reply: Reply | None = None
        if not tongue.a_time.search(plain):
            reply = self._without_a_time(plain)
        elif tongue.cancels.search(plain):
            reply = self._cancel(plain)
        elif (move := tongue.moves.search(plain)) is not None:
            reply = self._move(plain, move.start("to"))
        elif tongue.books.search(plain):
            reply = self._book(self._first(self._named(plain)))
        if reply is not None:
            self._last = reply.says[-1]
        return reply

    # --- wishes -----------------------------------------------------------------------

    def _without_a_time(self, plain: str) -> Reply | None:
        if self._waiting is not None and self._party:
            return self._book(self._waiting)
        if self._last is not None and self._tongue.asks_again.search(plain):
            return Reply((self._last,))
        return None

    def _book(self, slot: datetime | None) -> Reply:
        tongue = self._tongue
        if slot is None:
            return Reply((self._say(tongue.not_free),))
        if not self._party and not self._asked_name:
            held = self._diary.hold(slot)
            if held.agreed:
                self._asked_name, self._waiting = True, slot
                says = (self._say(tongue.whose),)
                return Reply(says, self._wrote(held.entries))
            return self._told(held, slot, tongue.gone)
        self._waiting = None
        done = self._diary.book(slot, self._party)
        return self._told(done, slot, tongue.booked if done.agreed else tongue.gone)

    def _move(self, plain: str, to: int) -> Reply:
        tongue, named = self._tongue, self._named(plain)
        old = self._first([one for one in named if one.start < to])
        new = self._first([one for one in named if one.start >= to])
        if old is None or new is None:
            text = tongue.no_such if old is None else tongue.not_free
            return Reply((self._say(text),))
        done = self._diary.move(old, new, self._party)
        if done.agreed:
            return self._told(done, new, tongue.moved)
        is_theirs = old in self._diary.kept_for(self._party)
        return self._told(done, old, tongue.not_free if is_theirs else tongue.no_such)

    def _cancel(self, plain: str) -> Reply:
        tongue, slot = self._tongue, self._first(self._named(plain))
        if slot is None:
            return Reply((self._say(tongue.no_such),))
        done = self._diary.cancel(slot, self._party)
        text = tongue.cancelled if done.agreed else tongue.no_such
        return self._told(done, slot, text)

    # --- words ------------------------------------------------------------------------

    def _note_name(self, text: str) -> None:
        found = self._tongue.name.search(text)
        if found is None:
            return
        name = found["name"]
        known = (one for one in self._diary.parties if words.alike(one, name))
        self._party = next(known, name)  # heard a little otherwise, it is the same

    def _named(self, plain: str) -> list[_Named]:
        """Return the times of the diary that a text names, as they come."""
        found = [
            _Named(slot, match.start())
            for slot in self._diary.times
            for match in re.finditer(self._tongue.when(slot), plain)
        ]
        return sorted(found, key=lambda one: one.start)

    @staticmethod
    def _first(named: list[_Named]) -> datetime | None:
        return named[0].slot if named else None

    def _told(self, done: Outcome, slot: datetime, text: str) -> Reply:
        return Reply((self._say(text, slot),), self._wrote(done.entries))

    def _say(
        self, text: str, slot: datetime | None = None, facts: tuple[str, ...] = ()
    ) -> Say:
        if slot is not None:
            value = f"{slot:%Y-%m-%dT%H:%M}"
            text = text.format(**sentences.slots("datetime", value, self._language))
        return Say(text, facts, self._think_ms)

    def _wrote(self, entries: tuple[Entry, ...]) -> tuple[Arranged, ...]:
        return tuple(arranged(self._diary.number, one) for one in entries)


def arranged(number: str, entry: Entry) -> Arranged:
    """Return an entry of a business's diary as it is written to the ledger."""
    to = "" if entry.to is None else f"{entry.to:%Y-%m-%dT%H:%M}"
    slot = f"{entry.slot:%Y-%m-%dT%H:%M}"
    return Arranged(number, entry.what, slot, entry.party, to)
