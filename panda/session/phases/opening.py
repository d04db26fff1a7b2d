"""Before the dial: the voice is opened first, so that nobody waits for it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import Outcome, Trigger
from panda.dialing.breaker import VOICE_AWAY, VOICE_REFUSED
from panda.realtime.agent import Ready
from panda.session.commands import OpenVoice
from panda.session.inputs import Tick, VoiceLost
from panda.session.phases.dialing import Dialing
from panda.session.phases.phase import Effects, Go, Over, Phase

if TYPE_CHECKING:
    from panda.session.inputs import Input

OPEN_MS = 15_000
"""How long the realtime session may take to open before the call is given up."""


class Opening(Phase):
    """Waiting for the realtime session."""

    def enter(self, now_ms: int) -> Effects:
        """Open the voice."""
        del now_ms
        yield OpenVoice()

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Dial as soon as the voice is there."""
        match what:
            case Ready():
                yield Go(Trigger.DIAL, Dialing(self.call))
            case VoiceLost(final=True, refused=refused):
                reason = VOICE_REFUSED if refused else VOICE_AWAY
                yield Over(Outcome.FAILED, reason, hang_up=False)
            case Tick() if self.call.in_state_ms(now_ms) > OPEN_MS:
                yield Over(Outcome.FAILED, VOICE_AWAY, hang_up=False)
            case _:
                pass
