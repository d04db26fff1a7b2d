"""Machines that ask for something: words, or digits that may be ours to give.

What is done is a ladder for each kind of request; a request that comes again is
answered by the next rung. Private values are not here: `Enter` says which is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from panda.line.classify import is_minor
from panda.menu.confirming import confirming
from panda.menu.ending import PAUSE_MS
from panda.menu.entry.prompt import read_entry
from panda.menu.menu import LineKind, Menu, Option
from panda.menu.routes import SAME, similarity
from panda.menu.steps import Enter, Stuck
from panda.menu.wording import WORDS_FOR
from panda.menu.words import fold
from panda.private import PrivateField

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.menu.ear import Ear
    from panda.menu.entry.prompt import Entry
    from panda.menu.journey import Deed, Journey
    from panda.menu.menu import Keypad
    from panda.menu.prompt import Prompt

    Releases = Callable[[PrivateField], bool]
    """Says whether a field may be given now."""

STANDS_MS = 20_000
"""So long a request that nobody has answered is taken to stand: about two prompts
(RELIABILITY 3.5). Machines that wait for digits ask again or give up before."""
_PREFIX = "entry:"
_GUESSES = ("0", "*")
"""Keys that may lead out of a request for digits where none was offered: to a person,
or back. Not the pound key: it would end the entry."""
_SILENCES = 2
"""How often a request is met with silence: many give up then and fetch a person."""
_WITHOUT = re.compile(
    r"\b(?:(?:do not|don't|don t|not) (?:have|know|remember)|without (?:one|it)"
    r"|not (?:yet )?an? \w+|no (?:lo |la )?(?:tiene|sabe|recuerda)|n'(?:avez|est) pas"
    r"|pas (?:de|votre)|nicht (?:haben|kennen|wissen)|kein\w*"
    r"|nao (?:tem|possui|sabe))\b"
)
"""What an option is for that serves those who cannot make an entry."""


def requested(journey: Journey, kind: LineKind, language: str) -> Deed:
    """Say the goal where one may speak, then ask for a person; then press what works.

    The journey must have entered the place that asks.
    """
    place = journey.place
    assert place is not None
    person = WORDS_FOR.get(language, WORDS_FOR["en"])
    for wish in (journey.goal, person) if kind is LineKind.SPEECH_MENU else ():
        option = Option(say=wish, label=wish)
        if option not in place.tries:
            return journey.attempt(option)
    return journey.guess(kind.value)


def never(_field: PrivateField) -> bool:
    """Give nothing: what a navigator does that is not told otherwise."""
    return False


class Entries:
    """Answers requests for digits on one call.

    The ladder: the value, if it may be given; the value once more, slower; the way out
    that was offered; keys that often lead out; silence, through the menu's own
    patience; asking aloud for a person. Then we are stuck, at `entry:<field>`.

    Args:
        journey: The way so far.
        ear: What was heard.
        releases: Whether a field may be given now.
        language: The caller's.
    """

    def __init__(
        self, journey: Journey, ear: Ear, releases: Releases, language: str
    ) -> None:
        self._journey = journey
        self._ear = ear
        self._releases = releases
        self._language = language
        self._given: dict[str, list[Keypad]] = {}
        """For each request, what has carried its value."""
        self._unfit: set[tuple[PrivateField, Entry]] = set()
        """Values that do not fit, and the form in which they do not."""
        self._silences: Counter[str] = Counter()
        self._open: tuple[Entry, Menu] | None = None
        """The request we answered last."""
        self._waits: tuple[int, int] | None = None
        """When we chose to wait instead, and after how many actions."""
        self._void: Prompt | None = None
        """The prompt in which somebody of ours has pressed keys."""
        self._confirms = False
        """Whether what we entered may be read back to us now."""
        self._confirming: tuple[Option, str] | None = None
        """How we confirmed it last, and the fingerprint of what we answered."""
        self._confirmed_by: list[Keypad] = []

    @property
    def are_asked(self) -> bool:
        """Whether we are where digits are asked for."""
        place = self._journey.place
        return place is not None and place.fingerprint.startswith(_PREFIX)

    def concerns(self, prompt: Prompt) -> bool:
        """Whether a prompt asks for digits, or reads back what we have entered."""
        return self._asked(prompt) is not None or self._confirmation(prompt) is not None

    def is_read(self, prompt: Prompt, now_ms: int) -> bool:
        """Whether such a prompt waits for us."""
        quiet = prompt.quiet_ms(now_ms) >= PAUSE_MS
        return quiet and not self._ear.pending(now_ms)

    def deed(self, prompt: Prompt, now_ms: int) -> Deed:
        """Do what such a prompt asks for, or the next best thing."""
        deed = self._deed(prompt)
        self._waits = (now_ms, len(self._journey.actions)) if deed is None else None
        return deed

    def standing(self, prompt: Prompt, now_ms: int) -> Entry | None:
        """Return the request that nobody has answered yet.

        It is the one being read, or the last, if we have chosen to wait at it and
        nothing was pressed or said since; for `STANDS_MS` at most.
        """
        if prompt is self._void:
            return None
        if (asked := self._asked(prompt, undecided=True)) is not None:
            return asked if prompt.quiet_ms(now_ms) <= STANDS_MS else None
        if self._open is None or self._waits is None or not self.are_asked:
            return None
        since_ms, actions = self._waits
        stands = now_ms - since_ms <= STANDS_MS
        return (
            self._open[0] if stands and actions == len(self._journey.actions) else None
        )

    def enter(self, field: PrivateField, prompt: Prompt, now_ms: int) -> Deed:
        """Answer the request that stands with a field that may be given.

        Returns:
            Nothing if it cannot be entered as it is asked for, or no more keys be sent.
        """
        entry = self.standing(prompt, now_ms)
        if entry is None or (field, entry.of(field)) in self._unfit:
            return None
        if self._asked(prompt, undecided=True) is not None:
            self.past()
            self._journey.enter_wordless(_name(entry), prompt)
            self._open = entry, prompt.menu
        given = self._given.setdefault(_name(entry), [])
        by = self._journey.entry_by(given) or self._journey.entry_by(())
        if by is None:
            return None
        given.append(by)
        self._confirms, self._waits = True, None
        return self._journey.entered(Enter(entry, field, by))

    def interrupted(self, prompt: Prompt) -> None:
        """Take that somebody of ours has pressed keys: no request stands by now."""
        self._void, self._waits = prompt, None

    def _deed(self, prompt: Prompt) -> Deed:
        confirmation = self._confirmation(prompt)
        if confirmation is not None:
            self._confirms = False
            self._confirming = confirmation, prompt.fingerprint
            return self._confirm(confirmation)
        entry = self._asked(prompt)
        assert entry is not None
        self.past()
        name = _name(entry)
        self._journey.enter_wordless(name, prompt)
        self._open = entry, prompt.menu
        return self._answer(entry, prompt.menu)

    def again(self) -> Deed:
        """Answer the last request once more, if it is what we are at."""
        if self._confirming is not None and self._journey.last == self._confirming[0]:
            return self._confirm(self._confirming[0])
        if self._open is None or not self.are_asked:
            return None
        return self._answer(*self._open)

    def unfit(self, field: PrivateField) -> Deed:
        """Go on after a value that cannot be entered as asked, and was not."""
        if self._open is not None:
            self._unfit.add((field, self._open[0].of(field)))
        self._journey.unmade()
        return self.again()

    def past(self) -> None:
        """Take that something else is done: nothing is left to confirm."""
        self._confirms = False
        self._confirming = None
        self._confirmed_by.clear()

    def _asked(self, prompt: Prompt, *, undecided: bool = False) -> Entry | None:
        """Return what is asked for, beside ways out for those who do not have it.

        `undecided` reads it before it is clear what the whole prompt is, too.
        """
        may_be = prompt.kind in {LineKind.ENTRY, LineKind.MENU, LineKind.ERROR}
        may_be = may_be or (undecided and prompt.kind is None)
        leads_on = not all(_is_way_out(option) for option in prompt.menu.options)
        if not may_be or (leads_on and prompt.kind is not LineKind.ENTRY):
            return None
        entry = read_entry(prompt.text, language=self._language)
        if entry is None:
            return None
        known = entry.fields != (PrivateField.OTHER,)
        return entry if known or prompt.kind is LineKind.ENTRY else None

    def _confirmation(self, prompt: Prompt) -> Option | None:
        if not (self._confirms or self._confirms_again(prompt)):
            return None
        return confirming(prompt.menu)

    def _confirms_again(self, prompt: Prompt) -> bool:
        """Whether a prompt is the one whose confirmation was not heard."""
        if self._confirming is None:
            return False
        _, known = self._confirming
        left = self._journey.entry_by(self._confirmed_by) is not None
        return left and similarity(prompt.fingerprint, known) >= SAME

    def _confirm(self, option: Option) -> Deed:
        """Confirm an entry, by the next way each time; then lead out of it."""
        by = self._journey.entry_by(self._confirmed_by)
        if by is None:
            assert self._open is not None
            return self._lead_out(_name(self._open[0]))
        self._confirmed_by.append(by)
        return self._journey.confirmed(option, by)

    def _answer(self, entry: Entry, menu: Menu) -> Deed:
        """Take the next rung for a request."""
        name, place = _name(entry), self._journey.place
        assert place is not None
        given = self._given.setdefault(name, [])
        field, by = self._may_give(entry), self._journey.entry_by(given)
        self._confirms = field is not None and by is not None
        if field is not None and by is not None:
            given.append(by)
            return self._journey.entered(Enter(entry, field, by))
        for option in menu.options:  # "if you do not have it, press 2"
            if option not in place.tries:
                return self._journey.attempt(option)
        if menu.stay and not place.stayed:
            self._journey.stay()
            return None
        return self._lead_out(name)

    def _lead_out(self, name: str) -> Deed:
        deed = self._journey.guess(name, _GUESSES)
        if not isinstance(deed, Stuck):
            return deed
        if self._silences[name] < _SILENCES - 1:
            self._silences[name] += 1
            self._journey.stay()
            return None
        place = self._journey.place
        word = WORDS_FOR.get(self._language, WORDS_FOR["en"])
        person = Option(say=word, label=word)
        asked = place is None or person in place.tries
        return deed if asked else self._journey.attempt(person)

    def _may_give(self, entry: Entry) -> PrivateField | None:
        for field in entry.fields:
            is_unfit = (field, entry.of(field)) in self._unfit
            if not is_unfit and self._releases(field):
                return field
        return None


def _is_way_out(option: Option) -> bool:
    return is_minor(option) or bool(_WITHOUT.search(fold(option.label)))


def _name(entry: Entry) -> str:
    return f"{_PREFIX}{entry.fields[0]}"
