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


@dataclass(slots=True)
class _Armed:
    fault: Fault
    left: int | None


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
    _armed: list[_Armed] = field(default_factory=list)

    def order(self, fault: Fault) -> None:
        """Switch a fault on, besides those that are."""
        self._armed.append(_Armed(fault, fault.times))
        self.ledger.write("switch", **_shown(fault))

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
        for one in self._armed:
            fault = one.fault
            if not isinstance(fault, kind):
                continue
            if not fault.concerns(where, self.elapsed_s()):
                continue
            if fits is not None and not fits(fault):
                continue
            if self.rng.random() >= fault.rate:
                continue
            self._count(one)
            if not quiet:
                name = catalogue.name_of(kind)
                self.ledger.write("fault", name=name, **_place(where))
            return fault
        return None

    def _count(self, one: _Armed) -> None:
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
