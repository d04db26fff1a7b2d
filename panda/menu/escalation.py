"""What carries a choice to a business, and what is tried next when nothing comes of it.

The loop is closed elsewhere (`panda.menu.navigate`): a choice has worked when another
prompt is heard. Here stands only the order, as one table, and what is known of this
business: what worked goes first, what the carrier refuses is never asked for again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from panda.menu.menu import Keypad, Means, Transport

LADDER: tuple[Means, ...] = ("in-band", "slow", "update", "spoken")
"""From the quickest to the last resort. Tones in our own audio cost nothing; a business
may miss short ones; the carrier's own keys reach those whose network drops tones, but
cost the audio of a second or two; words come last, since a menu that takes them mostly
says so. Many do not say it, so they are tried everywhere: nothing else is left."""
ONE_OF: Mapping[Means, Means] = {"slow": "in-band"}
"""What is one kind of another: an installation that offers tones offers long ones, and
where long ones were not heard short ones are not tried."""
BY_CARRIER: frozenset[Means] = frozenset({"update"})
"""What reaches a business that does not hear tones in our audio."""
STANDARD: tuple[Transport, ...] = ("in-band", "update")
"""What an installation offers that is not told otherwise; see `Settings.transports`."""


class Escalation:
    """The order on one call."""

    def __init__(
        self, offered: Collection[Transport] = STANDARD, *, first: Transport = "in-band"
    ) -> None:
        """Begin with what is known.

        Args:
            offered: What the installation can do; words it always can.
            first: What worked on an earlier call, if it is offered.
        """
        self._offered = {
            one for one in LADDER if one == "spoken" or ONE_OF.get(one, one) in offered
        }
        self._first = first

    @property
    def order(self) -> tuple[Means, ...]:
        """Everything that is offered, in the order in which it is tried."""
        order = [one for one in LADDER if one in self._offered]
        if self._first in self._offered and self._first != "spoken":
            order.remove(self._first)
            order.insert(0, self._first)
        return tuple(order)

    @property
    def keys_by(self) -> Keypad | None:
        """What carries keys at first; None if nothing does."""
        return next((one for one in self.order if one != "spoken"), None)

    def next(self, tried: Collection[Means], *, keys: bool) -> Means | None:
        """Return what to try next for one option of one menu; None when all is done.

        Args:
            tried: What was tried for it in vain.
            keys: Whether it has keys; if not, it can be spoken only.
        """
        useless = {*tried, *(ONE_OF[one] for one in tried if one in ONE_OF)}
        for one in self.order:
            if one not in useless and (keys or one == "spoken"):
                return one
        return None

    def worked(self, transport: Transport) -> None:
        """Put first what has led to another prompt."""
        if transport != "spoken":
            self._first = transport

    def refused(self, transport: Means) -> None:
        """Strike out what could not be done at all."""
        self._offered.discard(transport)
