"""Digits asked for: a member id, a date of birth, an extension."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from simulator.businesses import words
from simulator.businesses.menu import OPENING_MS
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
    Note,
    Say,
    Spoken,
    Tick,
    Took,
    leave,
    prompt,
)

if TYPE_CHECKING:
    from simulator.businesses.documents import Entry
    from simulator.businesses.tongues.tongue import Tongue

_ORDERS = {"MMDDYYYY": "%m%d%Y", "DDMMYYYY": "%d%m%Y", "YYYYMMDD": "%Y%m%d"}
_LENGTHS = {"digits": (1, 24), "date": (8, 8), "phone": (10, 15)}
CONFIRM, AGAIN = "1", "2"


def lengths(entry: Entry) -> tuple[int, int]:
    """Return the least and most digits an entry takes."""
    match entry.digits:
        case None:
            return _LENGTHS[entry.asks]
        case int(count):
            return count, count
        case least, most:
            return least, most


def valid(entry: Entry, digits: str) -> bool:
    """Tell whether these digits are what was asked for."""
    if digits in entry.goto or digits in entry.accepts:
        return True
    if entry.then is None or entry.accepts:
        return False
    least, most = lengths(entry)
    if not least <= len(digits) <= most:
        return False
    return entry.asks != "date" or _is_date(digits, _ORDERS[entry.order])


def longest(entry: Entry) -> int:
    """Return the most digits any valid entry has."""
    found = [len(digits) for digits in (*entry.goto, *entry.accepts)]
    if entry.then is not None and not entry.accepts:
        found.append(lengths(entry)[1])
    return max(found)


def _is_date(digits: str, order: str) -> bool:
    try:
        datetime.strptime(digits, order)  # noqa: DTZ007 - a day, without a clock
    except ValueError:
        return False
    return True


class EntryScene:
    """Asks, takes digits, checks them, reads them back, gives up in the end.

    Args:
        entry: What the file says.
        tongue: The language it speaks and hears.
    """

    kind = "entry"

    def __init__(self, entry: Entry, tongue: Tongue) -> None:
        self._entry, self._tongue = entry, tongue
        self._invalid = entry.invalid or tongue.phrases.invalid_entry
        self._goodbye = entry.goodbye or tongue.phrases.no_entry
        self._asks: Literal["digits", "confirmation", "nothing"] = "digits"
        self._typed = ""
        self._tries = 0
        self._until_ms: int | None = None
        """When silence ends the waiting; None while talking."""

    @property
    def listens(self) -> bool:
        """Digits may be spoken where the file says so."""
        return self._entry.speech

    @property
    def lines(self) -> list[Say]:
        """The prompt, the complaint and the farewell."""
        return [*self._prompt(), Say(self._invalid), Say(self._goodbye)]

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Take one event; say what to do, in order."""
        if self._asks == "nothing":
            return [Took(event.digit, accepted=False)] if isinstance(event, Key) else []
        match event:
            case Entered():
                self._tries = 1
                return [*self._prompt()]
            case Key(digit):
                return self._key(digit, now_ms)
            case Heard(text) if self._entry.speech:
                return self._heard(text)
            case Spoken():
                self._until_ms = now_ms + self._patience_ms
            case Tick(quiet=True) if self._until_ms is not None:
                return self._wait(now_ms)
            case Tick():
                if self._until_ms is not None:
                    self._until_ms = now_ms + self._patience_ms
            case Began() | Interrupted() | Heard():
                pass
        return []

    @property
    def _patience_ms(self) -> int:
        return int(self._entry.timeout_s * 1000)

    def _prompt(self) -> list[Say]:
        return prompt(self._entry, self._entry.prompt, pause_ms=OPENING_MS)

    def _key(self, digit: str, now_ms: int) -> list[Command]:
        if not digit.isdigit() and not self._typed:
            return [Took(digit, accepted=False)]  # late: what it ends was complete
        commands: list[Command] = [Hush()] if self._until_ms is None else []
        self._until_ms = now_ms + self._patience_ms
        if self._asks == "confirmation":
            return [*commands, *self._confirmed(digit)]
        if digit == self._entry.finish:
            return [*commands, Took(digit, accepted=True), *self._check(self._typed)]
        if not digit.isdigit():
            return [*commands, Took(digit, accepted=False)]
        self._typed += digit
        full = len(self._typed) >= longest(self._entry)
        commands.append(Took(digit, accepted=True))
        return [*commands, *self._check(self._typed)] if full else commands

    def _heard(self, text: str) -> list[Command]:
        ones = self._tongue.grammar.ones
        digits = words.digits(text, ones)
        if self._asks == "confirmation":
            return self._confirmed(digits) if digits in {CONFIRM, AGAIN} else []
        return [Hush(), *self._check(digits)] if digits else []

    def _wait(self, now_ms: int) -> list[Command]:
        assert self._until_ms is not None
        if now_ms < self._until_ms:
            return []
        if self._asks == "confirmation":  # neither 1 nor 2: asked for anew
            self._asks = "digits"
            return self._again([])
        return self._check(self._typed)

    def _check(self, digits: str) -> list[Command]:
        self._typed, self._until_ms = digits, None
        if not valid(self._entry, digits):
            return self._again([Note("entry", "refused", digits), Say(self._invalid)])
        if not self._entry.confirm:
            return self._leave(digits)
        self._asks = "confirmation"
        read_back = self._tongue.phrases.confirm_entry
        return [Say(read_back.format(digits=", ".join(digits)))]

    def _confirmed(self, digit: str) -> list[Command]:
        took = Took(digit, accepted=digit in {CONFIRM, AGAIN})
        if digit == CONFIRM:
            return [took, *self._leave(self._typed)]
        self._asks = "digits"
        return [took, *self._again([])]

    def _again(self, commands: list[Command]) -> list[Command]:
        self._typed, self._until_ms = "", None
        self._tries += 1
        if self._tries <= self._entry.retries + 1:
            return [*commands, *self._prompt()]
        self._asks = "nothing"
        ending = self._entry.failed == "hang-up"
        farewell = [Say(self._goodbye)] if ending else []
        return [*commands, *farewell, leave(self._entry.failed)]

    def _leave(self, digits: str) -> list[Command]:
        self._asks = "nothing"
        target = self._entry.goto.get(digits, self._entry.then)
        assert target is not None, "only valid digits lead on"
        return [Note("entry", "accepted", digits), Go(target)]
