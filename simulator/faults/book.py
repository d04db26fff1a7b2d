"""Which faults are on, and whether one strikes here and now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from simulator.faults import catalogue
from simulator.faults.base import ANYWHERE, Fault, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from random import Random

    from simulator.ports import Ledger

Kind = TypeVar("Kind", bound=Fault)


@dataclass(slots=True, eq=False)
class Order:
    """One order in force; each is itself, though another may say the same."""

    fault: Fault
    left: int | None
    """How often it may still strike; None is without end."""


@dataclass(slots=True)
class FaultBook:
    """The orders in force in one process.

    Every strike is a `fault` record of the ledger, unless whoever asks writes a better
    one himself (`quiet`): at the moment of a later effect, or one for many frames.
    """

    rng: Random
    ledger: Ledger
    elapsed_s: Callable[[], float]
    """Seconds since the simulator's start."""
    _armed: list[Order] = field(default_factory=list)
    _watchers: dict[object, Callable[[Order], None]] = field(default_factory=dict)

    def order(self, fault: Fault) -> None:
        """Switch a fault on, besides those that are."""
        order = Order(fault, fault.times)
        self._armed.append(order)
        self.ledger.write("switch", **_shown(fault))
        for told in tuple(self._watchers.values()):
            told(order)

    def order_all(self, faults: Iterable[Fault]) -> None:
        """Switch several on."""
        for fault in faults:
            self.order(fault)

    def switch(self, name: str, settings: Mapping[str, object] | None) -> None:
        """Replace all orders of fault `name` by one, or by none.

        Raises:
            BadOrder: There is no such fault, or a setting is wrong.
        """
        fault = catalogue.order({**(settings or {}), "fault": name})
        self._armed = [
            one for one in self._armed if not isinstance(one.fault, type(fault))
        ]
        if settings is None:
            self.ledger.write("switch", fault=name, off=True)
        else:
            self.order(fault)

    def active(self) -> list[dict[str, object]]:
        """Return the orders in force, as they were given."""
        return [_shown(one.fault) for one in self._armed]

    def orders(self) -> tuple[Order, ...]:
        """Return the orders in force, oldest first."""
        return tuple(self._armed)

    def watch(self, told: Callable[[Order], None]) -> Callable[[], None]:
        """Have every order from now on told to `told`; returns what ends that."""
        token = object()
        self._watchers[token] = told
        return lambda: self._watchers.pop(token, None) and None

    def any_of(self, *kinds: type[Fault]) -> bool:
        """Whether a fault of these kinds is on anywhere."""
        return any(isinstance(one.fault, kinds) for one in self._armed)

    def rule(self, kind: type[Kind], where: Where = ANYWHERE) -> Kind | None:
        """Return the order of this kind that is in force there, and draw nothing."""
        for one in reversed(self._armed):
            fault = one.fault
            if isinstance(fault, kind) and fault.concerns(where, self.elapsed_s()):
                return fault
        return None

    def strikes(
        self,
        kind: type[Kind],
        where: Where = ANYWHERE,
        *,
        quiet: bool = False,
        fits: Callable[[Kind], bool] | None = None,
    ) -> Kind | None:
        """Return the order if a fault of this kind happens there now.

        Draws its `rate` and counts its `times`. An order that does not fit the
        occasion by its own settings is passed over.
        """
        for one in tuple(self._armed):
            fault = one.fault
            if not isinstance(fault, kind) or (fits is not None and not fits(fault)):
                continue
            if self.draw(one, where, quiet=quiet):
                return fault
        return None

    def draw(
        self, order: Order, where: Where = ANYWHERE, *, quiet: bool = False
    ) -> bool:
        """Whether this order strikes there now, if it is still in force.

        Draws its `rate` and counts its `times`.
        """
        fault = order.fault
        if order not in self._armed or not fault.concerns(where, self.elapsed_s()):
            return False
        if self.rng.random() >= fault.rate:
            return False
        self._count(order)
        if not quiet:
            name = catalogue.name_of(type(fault))
            self.ledger.write("fault", name=name, **_place(where))
        return True

    def _count(self, one: Order) -> None:
        if one.left is None:
            return
        one.left -= 1
        if one.left == 0:
            self._armed.remove(one)


def _shown(fault: Fault) -> dict[str, object]:
    name = catalogue.name_of(type(fault))
    return {"fault": name, **fault.model_dump(exclude_unset=True, exclude={"fault"})}


def _place(where: Where) -> dict[str, object]:
    given = {"call_sid": where.call_sid, "to": where.to}
    return {key: value for key, value in given.items() if value}
