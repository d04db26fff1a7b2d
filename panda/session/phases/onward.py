"""From one phase to another: menus lead to people, people to queues, queues to menus.

Each phase may lead to any other, so they cannot all import each other; the imports that
would go round in a circle stand here, inside the functions, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import Trigger
from panda.session.phases.phase import Go

if TYPE_CHECKING:
    from panda.line.segments import Segments
    from panda.session.record import CallRecord


def to_person(call: CallRecord) -> Go:
    """Go on with a person."""
    from panda.session.phases.talking import Talking  # noqa: PLC0415 - see above

    return Go(Trigger.PERSON, Talking(call))


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
