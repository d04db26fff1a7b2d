"""Where in a phone tree we are and have been, and what was tried there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panda.menu.detect import read, same_option
from panda.menu.routes import MOST_WORDS, SAME, coverage, fingerprint, similarity

if TYPE_CHECKING:
    from panda.menu.menu import Means, Menu, Option
    from panda.menu.prompt import Prompt

_ENOUGH_WORDS = 3
_DETOUR_WORDS = 4
_LAST_WORDS = 3
"""So many telling words tell the end of a prompt from its middle."""


@dataclass(slots=True)
class Place:
    """One prompt of the tree."""

    fingerprint: str
    menu: Menu
    visits: int = 1
    tries: dict[Option, list[Means]] = field(default_factory=dict)
    """By what each option was tried here in vain."""
    bad: list[Option] = field(default_factory=list)
    """Options that led nowhere."""
    stayed: bool = False
    """Whether staying on the line was tried."""
    guessed: int = 0
    """How many keys that were not offered have been tried."""
    opening: str = ""
    """The fingerprint of what was said before its first option."""
    whole: bool = False
    """Whether all its options are known, from earlier calls."""
    depth: int = 0
    """How many steps of our path lead here."""
    barge_in: bool | None = None
    """Whether it takes keys while it is being read; None if that was not tried."""
    languages: bool = False
    """Whether it offers the caller's language, with a key that was not understood."""
    waited_for: bool = False
    """Whether it was known beforehand that it does not, and its end was waited for."""

    def tried(self, option: Option, transport: Means) -> None:
        """Note that an option is being tried."""
        self.tries.setdefault(option, []).append(transport)

    def widen(self, prompt: Prompt) -> None:
        """Take in a fuller reading of the same prompt."""
        if len(prompt.menu.options) >= len(self.menu.options):
            self.menu = prompt.menu
        if len(prompt.fingerprint) > len(self.fingerprint):
            self.fingerprint = prompt.fingerprint

    def remember(self, options: tuple[Option, ...]) -> None:
        """Take in what the prompt offered on earlier calls, heard or not."""
        if len(options) >= len(self.menu.options):
            self.menu = self.menu.model_copy(update={"options": options})
            self.whole = bool(options)

    def offers_all(self, menu: Menu) -> bool:
        """Whether every option of a menu is one of this place."""
        return all(
            any(same_option(one, known) for known in self.menu.options)
            for one in menu.options
        )

    def continue_with(self, rest: Prompt) -> None:
        """Take in what came after what is known, to the last word."""
        if coverage(self.fingerprint, rest.fingerprint) < SAME:
            both = f"{self.fingerprint} {rest.fingerprint}".split()
            self.fingerprint = " ".join(both[:MOST_WORDS])
        if self.whole:
            return
        options = (*self.menu.options, *rest.menu.options)
        self.menu = self.menu.model_copy(update={"options": options})

    def is_over(self, rest: Prompt) -> bool:
        """Whether a prompt that is known from earlier calls has come to its end."""
        known, heard = self.fingerprint.split(), rest.fingerprint.split()
        least = min(len(heard), _LAST_WORDS)
        return self.whole and least > 1 and known[-least:] == heard[-least:]

    def forgive(self) -> None:
        """Forget failed tries: we were elsewhere meanwhile, so they did work."""
        self.tries.clear()
        self.guessed = 0


class Places:
    """All prompts met on a call."""

    def __init__(self) -> None:
        self._all: list[Place] = []

    def __len__(self) -> int:
        return len(self._all)

    def recognise(self, prompt: Prompt) -> Place | None:
        """Return the place a prompt belongs to, if we have been there."""
        return next((p for p in reversed(self._all) if is_same(p, prompt)), None)

    def add(self, prompt: Prompt, depth: int) -> Place:
        """Note a new place."""
        place = Place(
            prompt.fingerprint, prompt.menu, opening=prompt.opening, depth=depth
        )
        self._all.append(place)
        return place


def is_same(place: Place, prompt: Prompt) -> bool:
    """Whether a prompt is the one of a place: by its options, else by its words."""
    if place.menu.options and prompt.menu.options:
        return _same_menu(place.menu, prompt.menu)
    heard = prompt.fingerprint
    enough = min(len(heard.split()), len(place.fingerprint.split())) >= _ENOUGH_WORDS
    alike = similarity(heard, place.fingerprint)
    return alike >= SAME if enough else heard == place.fingerprint != ""


def is_detour(place: Place, prompt: Prompt) -> bool:
    """Whether a known menu was come back to by way of words it does not have."""
    first = fingerprint(prompt.first).split()
    if len(first) < _DETOUR_WORDS or read(prompt.first).stay:
        return False  # "please stay on the line" is how many a menu ends
    alien = [word for word in first if word not in place.fingerprint.split()]
    return 2 * len(alien) > len(first)


def _same_menu(one: Menu, other: Menu) -> bool:
    mine = {option.digits or option.say: option for option in one.options}
    theirs = {option.digits or option.say: option for option in other.options}
    common = mine.keys() & theirs.keys()
    alike = [key for key in common if same_option(mine[key], theirs[key])]
    return len(alike) == len(common) and 2 * len(common) >= min(len(mine), len(theirs))
