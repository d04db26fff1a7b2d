"""A carrier that dials nobody, and fails when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.carrier import Placed, ProviderCall
from panda.errors import CarrierError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.carrier import CallStatus, DialOrder, LegOrder
    from panda.ports import Clock


class FakeCarrier:
    """A `panda.ports.Carrier` in memory.

    `troubles` are raised by the next dials, first to last (None: no trouble). With
    `places_anyway`, a dial that fails was placed all the same.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.dialled: list[DialOrder] = []
        """Every order that reached the carrier, failed ones too."""
        self.calls: dict[str, ProviderCall] = {}
        self.pressed: list[tuple[str, str]] = []
        self.rung: list[LegOrder] = []
        """Operators' telephones that were called."""
        self.redirected: list[tuple[str, str]] = []
        """Which call goes on with which document."""
        self.troubles: list[CarrierError | None] = []
        self.places_anyway = False
        self.is_down = False
        """Whether every question is refused."""

    async def dial(self, order: DialOrder) -> Placed:
        """See `panda.ports.Carrier`."""
        self.dialled.append(order)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None and not self.places_anyway:
            raise trouble
        call_sid = f"CA{len(self.calls) + 1:032x}"
        self.rings(call_sid, order.to)
        if trouble is not None:
            raise trouble
        return Placed(call_sid=call_sid)

    def rings(self, call_sid: str, number: str) -> None:
        """Have a phone ring."""
        self.calls[call_sid] = ProviderCall(
            call_sid=call_sid,
            to=number,
            status="ringing",
            created_at=self._clock.real_now(),
        )

    def becomes(self, call_sid: str, status: CallStatus) -> None:
        """Let a call move on."""
        call = self.calls[call_sid]
        self.calls[call_sid] = call.model_copy(update={"status": status})

    async def hang_up(self, call_sid: str) -> None:
        """See `panda.ports.Carrier`."""
        if (await self.fetch(call_sid)).status in {"queued", "ringing", "in-progress"}:
            self.becomes(call_sid, "completed")

    async def press(self, call_sid: str, digits: str, *, resume: str) -> None:
        """See `panda.ports.Carrier`."""
        del resume
        await self.fetch(call_sid)
        self.pressed.append((call_sid, digits))

    async def ring(self, order: LegOrder) -> Placed:
        """See `panda.ports.Carrier`."""
        if self.is_down:
            raise CarrierError("the carrier is down")
        self.rung.append(order)
        call_sid = f"CA{len(self.calls) + 1:032x}"
        self.rings(call_sid, order.to)
        return Placed(call_sid=call_sid)

    async def redirect(self, call_sid: str, document: str) -> None:
        """See `panda.ports.Carrier`."""
        await self.fetch(call_sid)
        self.redirected.append((call_sid, document))

    async def fetch(self, call_sid: str) -> ProviderCall:
        """See `panda.ports.Carrier`."""
        if self.is_down or call_sid not in self.calls:
            raise CarrierError("no such call", code=20404)
        return self.calls[call_sid]

    async def calls_to(self, number: str) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        if self.is_down:
            raise CarrierError("the carrier is down")
        return [call for call in reversed(self.calls.values()) if call.to == number]

    async def live(self) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        live = {"queued", "ringing", "in-progress"}
        return [call for call in self.calls.values() if call.status in live]
