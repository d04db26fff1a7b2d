"""What a running call needs of the other actors; `actors.remote` is how it gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from panda.campaign import CallSnapshot
    from panda.carrier import DialOrder, LegOrder, Placed, Rejected
    from panda.mailbox import Order


class CallCarrier(Protocol):
    """The carrier as a call sees it: one place that keeps the pace and the intents."""

    async def place(self, order: DialOrder) -> Placed | Rejected:
        """Dial, once and never twice.

        Raises:
            CarrierError: It is not known whether the call was placed; news may come.
        """
        ...

    async def hang_up(self, call_sid: str) -> None:
        """End a call; ending one twice is fine.

        Raises:
            CarrierError: It may go on.
        """
        ...

    async def press(self, call_sid: str, digits: str, *, resume: str) -> None:
        """Have the carrier press keys; see `panda.ports.Carrier.press`.

        Raises:
            CarrierUnsure: It may do it or not.
            CarrierError: It has not, and will not.
        """
        ...

    async def ring(self, order: LegOrder) -> Placed:
        """Call an operator's telephone; see `panda.ports.Carrier.ring`.

        Raises:
            CarrierUnsure: It may ring.
            CarrierError: It does not.
        """
        ...

    async def redirect(self, call_sid: str, document: str) -> None:
        """Have a call go on as a document says; see `panda.ports.Carrier.redirect`.

        Raises:
            CarrierUnsure: It may do so or not.
            CarrierError: It does not.
        """
        ...


class CallBoard(Protocol):
    """Where a call shows itself and is told things."""

    async def publish(self, snapshot: CallSnapshot) -> None:
        """Show the latest of the call."""
        ...

    def orders(self, mailbox: str) -> AsyncIterator[Order]:
        """Yield what comes through a mailbox, for ever."""
        ...
