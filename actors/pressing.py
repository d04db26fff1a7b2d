"""Keys that the carrier presses for a call, instead of our tones in its audio."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from gateways.twiml import connect
from panda.errors import CarrierError, CarrierUnsure
from panda.session.inputs import KeysRefused, KeysUnsure
from panda.tokens import CallToken, sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.ports import CallCarrier
    from panda.campaign import Briefing
    from panda.ports import Clock
    from panda.settings import Settings

_log = logging.getLogger(__name__)

TOKEN_S = 120
"""How long the next stream may take to come: keys are pressed first."""


class CarrierKeys:
    """One call's keypad at the carrier."""

    def __init__(
        self,
        briefing: Briefing,
        settings: Settings,
        clock: Clock,
        carrier: CallCarrier,
        *,
        tell: Callable[[KeysRefused | KeysUnsure], None],
    ) -> None:
        self._briefing = briefing
        self._settings = settings
        self._clock = clock
        self._carrier = carrier
        self._tell = tell

    async def press(self, call_sid: str, digits: str, press: int) -> None:
        """Have keys pressed; the call's stream ends, and comes again after them.

        That is how it is told that they were pressed. What was certainly not done is
        told under the name `press`, and so is that nobody knows.
        """
        call_id = self._briefing.call_id
        try:
            await self._carrier.press(call_sid, digits, resume=self._resume())
        except CarrierUnsure:
            _log.warning("call %s: whether keys were pressed is not known", call_id)
            self._tell(KeysUnsure(press))
        except CarrierError as error:
            _log.warning("call %s: keys were refused: %s", call_id, error.code)
            self._tell(KeysRefused(press))

    def _resume(self) -> str:
        """Write the document of the next stream; the dial's own token may be stale."""
        call_id, epoch = self._briefing.call_id, self._briefing.epoch
        expires_s = int(self._clock.now().timestamp()) + TOKEN_S
        key = self._settings.signing_key.encode()
        token = sign(CallToken(call_id, epoch, expires_s), key)
        return connect(self._settings.public_url, call_id, epoch=epoch, token=token)
