"""Every verb by its name in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.carrier.verbs.dial import Dial
from simulator.carrier.verbs.flow import Hangup, Pause, Redirect, Reject
from simulator.carrier.verbs.gather import Gather
from simulator.carrier.verbs.record import Record
from simulator.carrier.verbs.sound import Play, Say
from simulator.carrier.verbs.stream import Connect, Start, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree import ElementTree as ET

    from simulator.carrier.verbs.base import Verb

VERBS: Mapping[str, Callable[[ET.Element], Verb]] = {
    "Connect": Connect.read,
    "Dial": Dial.read,
    "Gather": Gather.read,
    "Hangup": Hangup.read,
    "Pause": Pause.read,
    "Play": Play.read,
    "Record": Record.read,
    "Redirect": Redirect.read,
    "Reject": Reject.read,
    "Say": Say.read,
    "Start": Start.read,
    "Stop": Stop.read,
}
