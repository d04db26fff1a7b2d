"""A menu: a prompt, keys, wrong keys, silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import words
from simulator.businesses.scene import (
    Began,
    Command,
    Entered,
    Event,
    Go,
    Heard,
    Hush,
    Interrupted,
    Key,
    Say,
    Spoken,
    Tick,
    Took,
    leave,
    prompt,
)

if TYPE_CHECKING:
    from datetime import date

    from simulator.businesses.documents import Menu
    from simulator.businesses.tongues.tongue import Tongue

NEXT_KEY_MS = 1800
"""How long a second digit is waited for when the first could stand alone."""
OPENING_MS = 300
"""Silence before a prompt starts, as a switching machine needs."""


_CHANGES = ("prompt", "recording", "also", "options", "extensions")


def as_it_is(menu: Menu, attempt: int, today: date) -> Menu:
    """Return a menu as it is on this day at the number's so-manieth call."""
    for change in menu.changed:
        early = change.from_attempt is not None and attempt < change.from_attempt
        if change.from_date is not None:
            early = early or today.isoformat() < change.from_date
        if early:
            continue
        parts = {key: getattr(change, key) for key in _CHANGES}
        given = {key: part for key, part in parts.items() if part is not None}
        if "prompt" in given:  # another prompt has other recordings, or none
            given = {"recording": None} | given
        menu = menu.model_copy(update=given)
    return menu


class MenuScene:
    """Reads the prompt, takes keys, repeats itself, gives up.

    Args:
        menu: What the file says.
        tongue: The language it listens in.
    """

    kind = "menu"

    def __init__(self, menu: Menu, tongue: Tongue) -> None:
        self._menu = menu
        self._tongue = tongue
        self._invalid = menu.invalid or tongue.phrases.invalid
        self._goodbye = menu.goodbye or tongue.phrases.no_choice
        options = {key: option.goto for key, option in menu.options.items()}
        self._gotos = options | menu.extensions
        self._typed = ""
        self._decide_ms: int | None = None
        """When silence ends the waiting; None while talking."""
        self._talking = False
        self._tries = 0
        self._done = False

    @property
    def listens(self) -> bool:
        """Only menus that take spoken options listen."""
        return self._menu.speech

    @property
    def lines(self) -> list[Say]:
        """The prompt, the complaint and the farewell."""
        said = prompt(self._menu, self._menu.prompt, pause_ms=OPENING_MS)
        return [*said, Say(self._invalid), Say(self._goodbye)]

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Take one event; say what to do, in order."""
        commands: list[Command] = []
        match event:
            case Key(digit):
                commands = self._key(digit, now_ms)
            case _ if self._done:
                pass
            case Entered():
                commands = self._prompt()
            case Heard(text):
                commands = self._spoken_option(text)
            case Tick(quiet):
                if not quiet and self._menu.speech and self._decide_ms is not None:
                    self._decide_ms = self._latest(now_ms)
                commands = self._wait(now_ms)
            case Interrupted() if self._menu.speech and self._menu.barge_in:
                commands = self._fall_silent(now_ms)
            case Spoken():
                self._fall_silent(now_ms)
            case Began() | Interrupted():
                pass
        return commands

    def _fall_silent(self, now_ms: int) -> list[Command]:
        self._talking = False
        self._decide_ms = self._latest(now_ms)
        return [Hush()]

    def _latest(self, now_ms: int) -> int:
        """Return when waiting ends if nothing happens from now on."""
        return now_ms + int(self._menu.timeout_s * 1000)

    def _prompt(self) -> list[Command]:
        self._tries += 1
        self._talking, self._decide_ms, self._typed = True, None, ""
        return list(prompt(self._menu, self._menu.prompt, pause_ms=OPENING_MS))

    def _key(self, digit: str, now_ms: int) -> list[Command]:
        early = self._talking and not self._menu.barge_in
        if self._done or early or not self._menu.keys:
            return [Took(digit, accepted=False)]
        commands: list[Command] = [Hush()] if self._talking else []
        self._talking = False
        if digit == "#" and self._typed in self._gotos:
            return [*commands, Took(digit, accepted=True), *self._choose(self._typed)]
        typed = self._typed + digit
        longer = [key for key in self._gotos if key.startswith(typed)]
        if not longer:
            return [*commands, Took(digit, accepted=False), *self._wrong()]
        commands.append(Took(digit, accepted=True))
        if longer == [typed]:
            return [*commands, *self._choose(typed)]
        self._typed, self._decide_ms = typed, now_ms + NEXT_KEY_MS
        return commands

    def _choose(self, key: str) -> list[Command]:
        self._done = True
        return [Go(self._gotos[key])]

    def _spoken_option(self, text: str) -> list[Command]:
        if not self._menu.speech or (self._talking and not self._menu.barge_in):
            return []
        if (key := self._meant(text)) is None:
            return self._wrong() if text.strip() else []
        return [Hush(), *self._choose(key)]

    def _meant(self, text: str) -> str | None:
        grammar, heard = self._tongue.grammar, words.of(text)
        figures = {word: str(value) for value, word in enumerate(grammar.ones)}
        numbers = [figures.get(word, word) for word in heard]
        number = next((one for one in numbers if one in self._gotos), None)
        typed = words.digits(text, grammar.ones)
        if number is None and typed in self._gotos:
            number = typed  # an extension, digit by digit
        if number is not None:
            return number
        scores = {
            key: max(
                words.match(phrase, heard, grammar.small)
                for phrase in (option.label, *option.say)
            )
            for key, option in self._menu.options.items()
        }
        best = max(scores, key=lambda key: scores[key])
        return best if scores[best] > 0 else None

    def _wait(self, now_ms: int) -> list[Command]:
        if self._decide_ms is None or now_ms < self._decide_ms:
            return []
        if self._typed in self._gotos:
            return self._choose(self._typed)
        return self._wrong() if self._typed else self._again()

    def _wrong(self) -> list[Command]:
        self._talking = True
        return [Hush(), Say(self._invalid), *self._again()]

    def _again(self) -> list[Command]:
        if self._tries <= self._menu.repeats:
            return self._prompt()
        self._done = True
        target = self._menu.after_repeats
        farewell = [Say(self._goodbye)] if target == "hang-up" else []
        return [*farewell, leave(target)]
