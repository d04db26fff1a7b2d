"""The table of metrics on Ray's exporter.

Each metric is kept by one process of an installation, mostly the orchestrator: every
process that did would be a series of its own. Ray collects every ten seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from ray.util.metrics import Counter, Gauge, Histogram

from panda.observe.metrics import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.observe.metrics import Metric, Sample


class Meter:
    """Records samples."""

    def __init__(self) -> None:
        self._made: dict[str, Counter | Gauge | Histogram] = {}

    def record(self, samples: Iterable[Sample]) -> None:
        """Add, set or observe each, by the kind of its metric."""
        for sample in samples:
            made = self._made.get(sample.metric.name)
            if made is None:
                made = self._made[sample.metric.name] = _make(sample.metric)
            tags = dict(zip(sample.metric.labels, sample.labels, strict=True))
            tags = {name: str(value) for name, value in tags.items()}
            match made:
                case Counter():
                    if sample.value > 0:  # Ray takes no zero
                        made.inc(sample.value, tags)
                case Gauge():
                    made.set(sample.value, tags)
                case Histogram():
                    made.observe(sample.value, tags)


def _make(metric: Metric) -> Counter | Gauge | Histogram:
    tags = tuple(metric.labels)
    match metric.kind:
        case Kind.COUNTER:
            return Counter(metric.name, metric.help, tag_keys=tags)
        case Kind.GAUGE:
            return Gauge(metric.name, metric.help, tag_keys=tags)
        case Kind.HISTOGRAM:
            buckets = list(metric.buckets)
            return Histogram(metric.name, metric.help, buckets, tag_keys=tags)
        case _:
            assert_never(metric.kind)
