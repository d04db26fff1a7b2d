"""The Grafana dashboard asks only for metrics that there are, and for all of them."""

import json
import re
from pathlib import Path

import pytest

from docs import grafana
from panda.observe.metrics import EXPORTED, METRICS, Kind

ROOT = Path(__file__).parent.parent
BY_NAME = {f"{EXPORTED}{metric.name}": metric for metric in METRICS}
SUFFIXES = re.compile(r"_(bucket|count|sum)$")
FILE = json.loads(grafana.FILE.read_text())
TARGETS = [target for panel in FILE["panels"] for target in panel.get("targets", [])]
QUERIES = [target["expr"] for target in TARGETS]


def asked(query):
    for name in re.findall(r"[a-z_]*panda_[a-z_]+", query):
        metric = BY_NAME.get(name)
        yield (name, "") if metric else (SUFFIXES.sub("", name), SUFFIXES.search(name))


def test_the_file_and_the_guide_are_current():
    assert grafana.FILE.read_text() == grafana.dashboard(), "run python -m docs.grafana"
    guide = (ROOT / "docs" / "guides" / "observing.md").read_text()
    assert grafana.described() in guide, "run python -m docs.grafana"


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_asks_for_a_metric_that_there_is(query):
    found = list(asked(query))
    assert found
    for name, suffix in found:
        assert name in BY_NAME
        assert bool(suffix) is (BY_NAME[name].kind is Kind.HISTOGRAM)
        labels = {"le", *BY_NAME[name].labels}
        for group in re.findall(r"by \(([a-z_, ]+)\)", query):
            assert set(group.split(", ")) <= labels


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target["expr"])
def test_a_legend_names_what_its_query_keeps_apart(target):
    """A label that was summed away is an empty legend, and one line for all."""
    named = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
    groups = re.findall(r"by \(([a-z_, ]+)\)", target["expr"])
    kept = {label for group in groups for label in group.split(", ")} - {"le"}
    assert named == kept


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_adds_up_what_several_processes_export(query):
    """Ray labels each series by its process: a restart begins another one."""
    assert re.match(r"(sum|max|histogram_quantile\([\d.]+, sum)\b", query)


def test_a_counter_is_asked_for_its_rise_and_a_gauge_for_itself():
    for query in QUERIES:
        for name, _ in asked(query):
            rises = bool(re.search(r"(increase|rate)\(" + name, query))
            assert rises is (BY_NAME[name].kind is not Kind.GAUGE), query


def test_every_metric_is_shown():
    shown = {name for query in QUERIES for name, _ in asked(query)}
    assert shown == set(BY_NAME)


def test_no_two_panels_lie_on_one_another():
    places = [tuple(panel["gridPos"].values()) for panel in FILE["panels"]]
    cells = [
        (x + dx, y + dy)
        for height, width, x, y in places
        for dx in range(width)
        for dy in range(height)
    ]
    assert len(cells) == len(set(cells))
    assert len({panel["id"] for panel in FILE["panels"]}) == len(FILE["panels"])
