"""What the words on a line were taken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.call import AnsweredBy
from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from panda.menu.menu import Menu

ANSWERED_BY = {
    LineKind.HUMAN: AnsweredBy.HUMAN,
    LineKind.MENU: AnsweredBy.MACHINE_IVR,
    LineKind.SPEECH_MENU: AnsweredBy.MACHINE_IVR,
    LineKind.ENTRY: AnsweredBy.MACHINE_IVR,
    LineKind.HOLD: AnsweredBy.MACHINE_IVR,
    LineKind.VOICEMAIL: AnsweredBy.MACHINE_VM,
    LineKind.CLOSED: AnsweredBy.MACHINE_UNAVAILABLE,
    LineKind.ERROR: AnsweredBy.MACHINE_UNAVAILABLE,
    LineKind.UNCERTAIN: AnsweredBy.UNCERTAIN,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What is on the line, and how sure that is (0 to 1)."""

    kind: LineKind
    confidence: float
    menu: Menu | None = None
    """Its options, if any were offered, whatever the kind."""

    @property
    def answered_by(self) -> AnsweredBy:
        """Who answered, in the field's own words."""
        return ANSWERED_BY[self.kind]
