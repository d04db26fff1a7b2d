"""On the way to an operator's own telephone, and there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.events import HearingChanged, OptedOut
from panda.realtime.agent import FunctionRequested, FunctionResult, StopAnswer
from panda.session.advice import noted
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import SupervisorAnswered
from panda.session.phases.held import Held
from panda.session.phases.phase import Effects, Phase

if TYPE_CHECKING:
    from panda.session.inputs import Input


class Transferring(Held):
    """They wait for the operator with our music, as on hold."""


class Transferred(Phase):
    """They talk with the operator, on two telephones: nothing of it comes to us.

    What was asked before still counts; what they say now nobody writes down.
    """

    def enter(self, now_ms: int) -> Effects:
        """Let the voice rest: there is nothing to hear."""
        del now_ms
        yield TellVoice(StopAnswer())
        yield LetHear(on=False)
        yield HearingChanged(on=False)

    def leave(self, now_ms: int) -> Effects:
        """Let the voice hear again."""
        del now_ms
        yield HearingChanged(on=True)

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Keep what comes in late."""
        del now_ms
        match what:
            case SupervisorAnswered(advice=advice):
                yield from noted(self.call, advice)
                if advice.do_not_call and not self.call.opted_out:
                    yield OptedOut()
            case FunctionRequested(request=request):
                empty = json.dumps({"nextResponse": ""})
                yield TellVoice(FunctionResult(request, empty, speak=False))
            case _:
                pass
