"""From one phase to another: menus lead to people, people to queues, queues to menus.

Each phase may lead to any other, so they cannot all import each other; the imports that
would go round in a circle stand here, inside the functions, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, Outcome, Trigger
from panda.menu.menu import LineKind
from panda.session.phases.phase import Go

if TYPE_CHECKING:
    from panda.line.segments import Segments
    from panda.session.record import CallRecord


def to_person(call: CallRecord, before: str = "") -> Go:
    """Go on with a person, to whom `before` is said first."""
    from panda.session.phases.talking import Talking  # noqa: PLC0415 - see above

    return Go(Trigger.PERSON, Talking(call, before=before))


def to_queue(call: CallRecord) -> Go:
    """Go on in the business's queue."""
    from panda.session.phases.waiting import Waiting  # noqa: PLC0415 - see above

    return Go(Trigger.QUEUE, Waiting(call))


def to_menu(
    call: CallRecord,
    heard: tuple[tuple[str, int], ...],
    *,
    segments: Segments | None = None,
    behind: bool = False,
) -> Go:
    """Go on in a menu of which `heard` (words, ms) has been heard already.

    Args:
        call: The call.
        heard: What was said in it so far.
        segments: The speech of which the words have not come yet.
        behind: Whether the keys of the known route have been pressed already, unheard.
    """
    from panda.session.phases.navigating import Navigating  # noqa: PLC0415 - see above

    phase = Navigating(call, heard=heard, segments=segments, behind=behind)
    return Go(Trigger.MENU, phase)


MENUS = frozenset({LineKind.MENU, LineKind.SPEECH_MENU, LineKind.ENTRY})


_AGAIN = {CallState.HELD: Trigger.RESUME, CallState.TAKEN_OVER: Trigger.HAND_BACK}
"""What leads back to making out who is there; otherwise it is `RETURN`."""


def to_ours(call: CallRecord, heard_as: LineKind | None, *, before: str = "") -> Go:
    """Go on after an operator, or after our music.

    Args:
        call: The call; `led` is where our agent was when it was taken from it.
        heard_as: Who or what has been on the line since, if that became clear.
        before: What a person is told first, in place of who speaks now.
    """
    from panda.session.phases.listening import Listening  # noqa: PLC0415 - see above
    from panda.session.phases.navigating import Navigating  # noqa: PLC0415 - see above

    unclear = heard_as is None
    if heard_as is LineKind.HUMAN or call.led is CallState.TALKING:
        return to_person(call, before)
    if heard_as in MENUS or (unclear and call.led is CallState.NAVIGATING):
        return Go(Trigger.MENU, Navigating(call, learns=False))
    if heard_as is LineKind.HOLD or (unclear and call.led is CallState.ON_HOLD):
        return to_queue(call)
    return Go(_AGAIN.get(call.state, Trigger.RETURN), Listening(call))


def to_goodbye(call: CallRecord, outcome: Outcome = Outcome.CANCELLED) -> Go:
    """Take leave of whoever is on the line, by which the call comes out so."""
    from panda.session.phases.talking import Talking  # noqa: PLC0415 - see above

    return Go(Trigger.PERSON, Talking(call, leaving=outcome))
