"""By which names functions are told of: in log lines, in traces, and as labels.

A model may ask for a function by whatever somebody has just said, so a name is told
only if there is such a function: one of ours, or one of a plugin on the allow-list,
which leaves its version with each use. Labels are bounded as well, since what an owner
installs over the years has no end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panda.events import FunctionCalled

FUNCTIONS = frozenset(
    {
        "addNote",
        "checkAvailability",
        "endCall",
        "getBusinessInfo",
        "getSupervisorResponse",
        "holdCall",
        "lookupPricing",
        "markDoNotCall",
        "noteOffer",
        "promptUserForInfo",
        "recordFinding",
        "releaseField",
        "scheduleAppointment",
        "sendDigits",
        "staySilent",
        "transferCall",
        "validateInsurance",
    }
)
"""Functions of ours."""
OTHER = "other"
MOST_PLUGINS = 40
"""Functions of plugins that have a label of their own, of one installation."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def function_name(event: FunctionCalled) -> str:
    """Return the name of a function as it may be told; `other` if there is none."""
    exists = _VERSION.fullmatch(event.version) and _NAME.fullmatch(event.name)
    return event.name if event.name in FUNCTIONS or exists else OTHER


class FunctionLabels:
    """Names as labels of a metric: ours, and the first so many of plugins'."""

    def __init__(self, most: int = MOST_PLUGINS) -> None:
        self._most = most
        self._plugins: set[str] = set()

    def label(self, event: FunctionCalled) -> str:
        """Return the label of a use; `other` once there are too many."""
        name = function_name(event)
        if name in FUNCTIONS or name == OTHER:
            return name
        if len(self._plugins) < self._most:
            self._plugins.add(name)
        return name if name in self._plugins else OTHER
