"""Misfortunes, switched on by name while the carrier runs.

Known names and their settings (all optional but where noted):

- ``callback_loss {rate}``: a status callback is never sent.
- ``callback_duplicate {rate, times}``: it is sent again, 1 to `times` times.
- ``callback_delay {rate, min_ms, max_ms}``: it is held back, which reorders it.
- ``drop_media {after_ms, times}``: the media socket is cut without a close frame.
- ``freeze_media {after_ms, times}``: it falls silent both ways and is not closed.
- ``abrupt_close {rule}``: ``drop`` or ``continue``, in place of the carrier's own
  setting, when a media socket is lost.
- ``create_error {rate, http, placed}``: create answers `http` (default 500); with
  `placed` the call is placed all the same.
- ``create_delay {ms}``: create answers that much later.
- ``rest_429 {rate}``: any REST request is refused with 20429.
- ``amd_wrong {rate}``: detection says the opposite of the truth.

``call_sid`` or ``to`` in the settings narrows a fault to one call or number;
``times`` ends it after that many strikes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

Name = Literal[
    "callback_loss",
    "callback_duplicate",
    "callback_delay",
    "drop_media",
    "freeze_media",
    "abrupt_close",
    "create_error",
    "create_delay",
    "rest_429",
    "amd_wrong",
]


class UnknownFault(ValueError):  # noqa: N818 - reads as what happened
    """No fault has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no fault {name}; there are: {', '.join(get_args(Name))}")


@dataclass(slots=True)
class FaultBook:
    """A `simulator.ports.Faults` that can be written to."""

    rng: Random
    _on: dict[Name, dict[str, object]] = field(default_factory=dict)

    def switch(self, name: str, settings: Mapping[str, object] | None) -> None:
        """Turn fault `name` on with `settings`, or off with None.

        Raises:
            UnknownFault: There is no such fault.
        """
        if name not in get_args(Name):
            raise UnknownFault(name)
        known = cast("Name", name)
        if settings is None:
            self._on.pop(known, None)
        else:
            self._on[known] = dict(settings)

    def active(self) -> Mapping[str, Mapping[str, object]]:
        """Return what is switched on."""
        return {name: dict(settings) for name, settings in self._on.items()}

    def settings(
        self, name: str, *, call_sid: str = "", to: str = ""
    ) -> Mapping[str, object] | None:
        """Return the settings of fault `name` for this call, or None if it is off."""
        found = self._on.get(cast("Name", name))
        if found is None:
            return None
        if found.get("call_sid", call_sid) != call_sid or found.get("to", to) != to:
            return None
        return found

    def strikes(
        self, name: Name, *, call_sid: str = "", to: str = ""
    ) -> Mapping[str, object] | None:
        """Return the settings if fault `name` happens now; draws its `rate`."""
        found = self.settings(name, call_sid=call_sid, to=to)
        if found is None or self.rng.random() >= number(found, "rate", 1.0):
            return None
        if "times" in found and name != "callback_duplicate":
            left = number(found, "times", 1) - 1
            if left <= 0:
                self._on.pop(name)
            else:
                self._on[name]["times"] = left
        return found


def number(settings: Mapping[str, object], key: str, default: float) -> float:
    """Return a numeric setting.

    Raises:
        ValueError: The setting is not a number.
    """
    value = settings.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{key} must be a number")  # noqa: TRY004 - bad data
    return float(value)
