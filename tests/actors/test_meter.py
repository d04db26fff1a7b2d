from itertools import product

import pytest
from ray.util.metrics import Counter, Gauge, Histogram

from actors.meter import Meter
from panda.observe.metrics import CALLS, COST, METRICS, Kind, Sample

RAYS = {Kind.COUNTER: Counter, Kind.GAUGE: Gauge, Kind.HISTOGRAM: Histogram}


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_ray_takes_every_metric_with_all_its_labels(metric):
    meter = Meter()
    rows = list(product(*metric.labels.values()))
    meter.record(Sample(metric, 1.5, labels) for labels in rows)
    made = meter._made[metric.name]
    assert isinstance(made, RAYS[metric.kind])
    assert made.info["tag_keys"] == tuple(metric.labels)


def test_nothing_is_added_to_a_counter_by_nothing():
    Meter().record([Sample(COST, 0.0)])


def test_a_sample_without_its_labels_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="zip"):
        Meter().record([Sample(CALLS, 1)])
