"""Where a call that was restored from its log goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState
from panda.session.phases.dialing import Dialing
from panda.session.phases.held import Held
from panda.session.phases.listening import Listening
from panda.session.phases.navigating import Navigating
from panda.session.phases.takenover import TakenOver
from panda.session.phases.talking import Talking
from panda.session.phases.transferred import Transferred, Transferring
from panda.session.phases.waiting import Waiting

if TYPE_CHECKING:
    from panda.session.phases.phase import Phase

RESUME: dict[CallState, type[Phase]] = {
    CallState.DIALING: Dialing,
    CallState.RINGING: Dialing,
    CallState.LISTENING: Listening,
    CallState.NAVIGATING: Navigating,
    CallState.ON_HOLD: Waiting,
    CallState.TALKING: Talking,
    CallState.HELD: Held,
    CallState.TAKEN_OVER: TakenOver,
    CallState.TRANSFERRING: Transferring,
    CallState.TRANSFERRED: Transferred,
}
"""In which phase a call goes on that was restored from its log."""
