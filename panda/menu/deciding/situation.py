"""What a decision looks at, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.menu.menu import LineKind
from panda.menu.rest import may_continue

if TYPE_CHECKING:
    from panda.menu.asking.asking import Asking
    from panda.menu.ear import Ear
    from panda.menu.journey import Deed, Journey
    from panda.menu.prompt import Prompt
    from panda.menu.replay import Replay
    from panda.menu.requests import Entries
    from panda.menu.steps import Arrived, Step, Stuck


@dataclass(slots=True)
class Situation:
    """Where a call is in the menus: what is heard, and the way so far.

    A decision may note in it what it has learned; a new prompt begins once something
    was done.
    """

    language: str
    prompt: Prompt
    ear: Ear
    journey: Journey
    replay: Replay
    asking: Asking
    entries: Entries
    barges_in: bool = True
    """Whether a key may be pressed while the menu is still being read."""
    settled: Prompt | None = None
    """The prompt whose place is settled, while its question is open."""
    early: bool = False
    """Whether we acted before the prompt was read to its end."""
    failed: bool = False
    """Whether a complaint was heard about our last action."""

    @property
    def offers(self) -> bool:
        """Whether the prompt offers anything that we read."""
        return bool(self.prompt.menu.options or self.prompt.menu.stay)

    @property
    def patient(self) -> bool:
        """Whether to let the menu be read to its end."""
        return self.journey.patient or not self.barges_in

    @property
    def unheard(self) -> bool:
        """Whether we acted before a prompt had ended, and nothing was complained of."""
        return self.early and not self.failed

    @property
    def may_continue(self) -> bool:
        """Whether this may be the rest of the prompt we acted on too early."""
        return self.unheard and may_continue(self.prompt, self.journey)

    def note_complaint(self) -> None:
        """Remember that the prompt complains of what we did: "invalid entry"."""
        self.failed = self.failed or self.prompt.kind is LineKind.ERROR


@dataclass(frozen=True, slots=True)
class Leave:
    """Do nothing yet, but tell or ask these."""

    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Do:
    """Do this, after these; what is heard next is a new prompt."""

    deed: Deed
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """The menus are behind us, or there is no way on."""

    how: Arrived | Stuck


Decision = Leave | Do | End
