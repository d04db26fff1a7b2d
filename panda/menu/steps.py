"""What a navigator asks to be done; the session does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.menu.asking.asking import Fate
    from panda.menu.asking.question import WayQuestion
    from panda.menu.entry.prompt import Entry
    from panda.menu.menu import Keypad, LineKind, Menu, Option
    from panda.private import PrivateField


@dataclass(frozen=True, slots=True)
class Understood:
    """A menu was read; for the log and for whoever watches."""

    menu: Menu


@dataclass(frozen=True, slots=True)
class Press:
    """Press keys."""

    digits: str
    label: str = ""
    transport: Keypad = "in-band"


@dataclass(frozen=True, slots=True)
class Enter:
    """Key a private value in; whoever does it has the value, a navigator never."""

    entry: Entry
    field: PrivateField
    transport: Keypad = "in-band"


@dataclass(frozen=True, slots=True)
class Speak:
    """Say an option's words to a machine."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a supervisor which way to take; meanwhile nothing is done."""

    question: WayQuestion


@dataclass(frozen=True, slots=True)
class Told:
    """A supervisor's answer came, or will not; for the log."""

    request: str
    took_ms: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class Arrived:
    """The menu is behind us: `kind` is human, hold, voicemail or closed."""

    kind: LineKind
    text: str
    """The words that showed it."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """There is no way on; `reason` is a stable code such as `no_option`, `loop`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Seek:
    """Ask whether the menus of another number begin like this; nothing waits for it."""

    entry: str
    """The first prompt so far; see `panda.menu.memory.entry`."""
    options: tuple[Option, ...]


Step = Understood | Press | Enter | Speak | Ask | Told | Seek | Arrived | Stuck
