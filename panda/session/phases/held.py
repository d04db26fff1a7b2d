"""They hear our music: nobody of ours speaks, the AI goes on listening."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panda.compliance import asks_not_to_call_again
from panda.events import OptedOut
from panda.realtime.agent import (
    Configure,
    FunctionRequested,
    FunctionResult,
    Heard,
    StopAnswer,
)
from panda.session.advice import noted
from panda.session.commands import LetHear, TellVoice
from panda.session.inputs import PhoneOpened, SupervisorAnswered
from panda.session.phases.phase import Effects, Phase
from panda.session.wording import PERSON_TURNS, SUPERVISOR_TOOL

if TYPE_CHECKING:
    from panda.session.inputs import Input


class Held(Phase):
    """On hold with us, until somebody ends it (`panda.session.operators`)."""

    def enter(self, now_ms: int) -> Effects:
        """Be silent, and hear what they say while they wait."""
        del now_ms
        yield TellVoice(StopAnswer())
        yield TellVoice(Configure(turns=PERSON_TURNS.without_answers()))
        yield LetHear(on=True)

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Keep what comes in late; answer nothing."""
        match what:
            case Heard(text=text, final=True) if asks_not_to_call_again(text):
                if not self.call.opted_out:
                    yield OptedOut()
            case SupervisorAnswered(advice=advice):
                yield from noted(self.call, advice)
                if advice.do_not_call and not self.call.opted_out:
                    yield OptedOut()
            case FunctionRequested(request=request, name=SUPERVISOR_TOOL.name):
                empty = json.dumps({"nextResponse": ""})
                yield TellVoice(FunctionResult(request, empty, speak=False))
            case PhoneOpened():
                yield from self.enter(now_ms)
            case _:
                pass
