"""Changes of a call while it lasts: checked here, logged, and told to the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState
from panda.changed import Changed
from panda.changes import changed_briefing, check_call, config_of
from panda.errors import BadInput
from panda.mailbox import ChangeCall
from panda.realtime.agent import Remember
from panda.session.commands import TellVoice
from panda.session.inputs import Ordered

if TYPE_CHECKING:
    from panda.changes import CallChange
    from panda.session.inputs import Input
    from panda.session.phases.phase import Effects
    from panda.session.record import CallRecord


class Changing:
    """Takes changes for one call; whatever it goes by is read from its briefing."""

    def __init__(self, call: CallRecord) -> None:
        self._call = call
        self._dialled_s = call.briefing.limits.call_s
        """What the carrier is told as the longest call."""

    def handle(self, what: Input) -> Effects:
        """Take what concerns changes; all else passes."""
        match what:
            case Ordered(order=ChangeCall(change=change, of_campaign=of_campaign)):
                yield from self._change(change, of_campaign=of_campaign)
            case _:
                pass

    def _change(self, change: CallChange, *, of_campaign: bool) -> Effects:
        config = config_of(self._call.briefing)
        before = self._call.briefing.questionnaire
        try:
            if of_campaign:  # made for all its calls, whatever version each has
                changed_briefing(self._call.briefing, change)
            else:
                dialled = self._call.state is not CallState.QUEUED
                check_call(config, change, self._dialled_s if dialled else None)
        except BadInput as error:
            yield Changed(change=change, refused=error.problem)
            return
        yield Changed(change=change)
        after = self._call.briefing.questionnaire
        if after.goal != before.goal:
            told = f"The purpose of the call is now: {after.goal}."
            yield TellVoice(Remember("system", told))
