"""The table of metrics: names, meaning, and labels with all the values they may have.

No label names a call, a campaign, a business or a number: there is no end of those, and
they are nobody's business. Names follow Prometheus: base units, `_total` for counters.
Ray's exporter puts `ray_` before them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import TYPE_CHECKING, get_args

from panda.alerts.alert import AlertKind, AlertStatus
from panda.call import CallState, Outcome
from panda.events import Advised, FunctionCalled
from panda.observe.naming import FUNCTIONS as FUNCTION_NAMES, MOST_PLUGINS, OTHER
from panda.people.need import Need
from panda.webhooks.deliveries import DeliveryStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

EXPORTED = "ray_"
"""What Ray's exporter puts before every name."""


class Kind(StrEnum):
    """How a metric's values add up."""

    COUNTER = auto()
    GAUGE = auto()
    HISTOGRAM = auto()


class Fate(StrEnum):
    """What became of a consultation."""

    ANSWERED = auto()
    LATE = auto()
    FAILED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure."""

    name: str
    kind: Kind
    help: str
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By name, all values."""
    buckets: tuple[float, ...] = ()
    """Upper bounds, of a histogram."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A value of a metric: what to add, to set or to observe."""

    metric: Metric
    value: float
    labels: tuple[str, ...] = ()
    """One for each label of the metric, in its order."""


_LONG_S = (5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 3600.0)
"""What people wait for."""
_SHORT_S = (0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0, 3.0, 5.0, 10.0)
"""What models take; 0.8 s is a pause in a talk, 2 s an awkward one."""
_NETWORK_S = (0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.4, 1.0)
"""About the 20 ms of a frame."""


def _gauge(name: str, text: str, **labels: tuple[str, ...]) -> Metric:
    return Metric(f"panda_{name}", Kind.GAUGE, text, labels)


def _counter(name: str, text: str, **labels: tuple[str, ...]) -> Metric:
    return Metric(f"panda_{name}_total", Kind.COUNTER, text, labels)


def _seconds(
    name: str, text: str, buckets: tuple[float, ...], **labels: tuple[str, ...]
) -> Metric:
    return Metric(f"panda_{name}_seconds", Kind.HISTOGRAM, text, labels, buckets)


def _literals(model: type[Advised | FunctionCalled], name: str) -> tuple[str, ...]:
    return get_args(model.model_fields[name].annotation)


# --- what goes on
LIVE_CALLS = _gauge("live_calls", "Calls that go on", state=tuple(CallState))
LONGEST = _gauge(
    "longest_in_state_seconds", "How long a call has been in its state, at most",
    state=tuple(CallState),
)  # fmt: skip
NEEDS = _gauge("calls_needing_person", "Calls that need a person", need=tuple(Need))
LIVE_GAPS = _gauge("live_frame_gaps", "Gaps over 60 ms so far, in the calls that go on")
LIVE_LOST = _gauge(
    "live_lost_messages", "Messages of the carrier that never came, of the same"
)
LIVE_FINDINGS = _gauge("live_findings", "Answers so far, of the calls that go on")
LIVE_COST = _gauge("live_cost_usd", "Cost so far of the calls that go on, USD")
WAITING = _gauge("waiting_businesses", "Businesses that are still to be called")
PAUSED = _gauge("dialling_paused", "1 while nobody is dialled, for our own trouble")
OPEN_ALERTS = _gauge("open_alerts", "Alerts that are open", kind=tuple(AlertKind))
JITTER = _seconds(
    "frame_jitter", "Jitter of the callee's audio, of each call by the second",
    _NETWORK_S,
)  # fmt: skip
ROUND_TRIP = _seconds(
    "round_trip", "To the carrier and back, of each call by the second", _NETWORK_S
)

# --- what happened
ALERTS = _counter(
    "alerts", "Alerts by what became of them",
    kind=tuple(AlertKind), status=tuple(AlertStatus),
)  # fmt: skip
CALLS = _counter("calls", "Calls that have ended", outcome=tuple(Outcome))
CALL_SECONDS = _seconds("call", "From the answer to the end", _LONG_S)
PERSON_SECONDS = _seconds("time_to_person", "From the answer to a person", _LONG_S)
HOLD_SECONDS = _seconds("hold", "Waited in a business's queue, if at all", _LONG_S)
KEYS = _counter("keys", "Keys pressed in phone menus")
WRONG_KEYS = _counter("wrong_keys", "Steps in phone menus that led nowhere")
FINDINGS = _counter("findings", "Answers that passed their evidence check")
COST = _counter("cost_usd", "Cost of calls at list prices, USD")
GAPS = _counter("frame_gaps", "Gaps over 60 ms in the callee's audio")
REPLY = _seconds(
    "reply", "From the callee's last word to our first sound (model latency)", _SHORT_S
)
SUPERVISOR = _seconds(
    "supervisor", "How long the supervisor took", _SHORT_S,
    about=_literals(Advised, "about"), fate=tuple(Fate),
)  # fmt: skip
FUNCTIONS = _counter(
    "function_calls", "Uses of functions", caller=_literals(FunctionCalled, "caller")
)
NAMED = _counter(
    "named_function_calls",
    f"The same by function; of plugins' the first {MOST_PLUGINS} by name",
    function=(*sorted(FUNCTION_NAMES), OTHER),
)
INTERRUPTIONS = _counter("interruptions", "Utterances of ours that were cut off")
TAKEOVERS = _counter("takeovers", "Times an operator took a call over")
WEBHOOKS = _counter(
    "webhook_attempts", "Attempts to deliver webhooks, by what became of the message",
    status=tuple(DeliveryStatus),
)  # fmt: skip
VOICE_LOST = _counter("voice_lost", "Times a realtime session was lost")
REATTACHED = _counter("reattached", "Times a call lost its actor or its stream")

METRICS: tuple[Metric, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Metric)
)
"""All there are."""
