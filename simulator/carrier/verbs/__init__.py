"""TwiML's verbs: one entry each.

A verb is a frozen dataclass with `read` (from its XML element) and `perform` (on a
`CallStage`; returns what is next). To add one, write it in a module of this package
and give it a line in `VERBS`; the guide's table is checked against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.carrier.verbs.flow import Hangup, Pause, Redirect, Reject
from simulator.carrier.verbs.sound import Play, Say
from simulator.carrier.verbs.stream import Connect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree import ElementTree as ET

    from simulator.carrier.verbs.base import Verb

VERBS: Mapping[str, Callable[[ET.Element], Verb]] = {
    "Connect": Connect.read,
    "Hangup": Hangup.read,
    "Pause": Pause.read,
    "Play": Play.read,
    "Redirect": Redirect.read,
    "Reject": Reject.read,
    "Say": Say.read,
}
