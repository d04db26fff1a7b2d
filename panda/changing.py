"""From a change that somebody wants to the order that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState
from panda.changes import check_call
from panda.mailbox import ChangeCall

if TYPE_CHECKING:
    from panda.campaign import CallSnapshot
    from panda.changes import CallChange


def change_order(call: CallSnapshot | None, change: CallChange) -> ChangeCall | None:
    """Return the order that changes a call; None if there is nothing to change.

    The call looks at it once more: it may have been changed before the order arrives.
    What it was told as its longest time it knows alone, so that is checked there.

    Raises:
        BadInput: It was changed meanwhile, or may not be so; says why.
    """
    if call is None or call.config is None or call.state is CallState.ENDED:
        return None
    check_call(call.config, change, None)
    return ChangeCall(change=change)
