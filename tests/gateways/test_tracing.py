"""Traces by OpenTelemetry, into memory: what a collector would be told."""

from datetime import UTC, datetime

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from gateways.tracing import Traces
from panda.observe.trace import trace_of
from tests.panda.observe.calls import DENTIST

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
NOON_NS = int(NOON.timestamp()) * 10**9


@pytest.fixture
def collected():
    """Export a call's trace; return the spans by their order of starting."""
    memory = InMemorySpanExporter()
    traces = Traces(SimpleSpanProcessor(memory))

    def export(call_id="c1"):
        memory.clear()
        trace = trace_of(DENTIST)
        traces.export(trace, call_id=call_id, campaign_id="k1", began=NOON)
        return sorted(memory.get_finished_spans(), key=lambda one: one.start_time)

    yield export
    traces.close()


def test_a_collector_is_told_of_the_call_and_all_below_it(collected):
    spans = collected()
    (call,) = [one for one in spans if one.parent is None]
    assert call.name == "call"
    assert call.attributes == {
        "panda.call_id": "c1",
        "panda.campaign_id": "k1",
        "panda.outcome": "completed",
    }
    assert call.start_time == NOON_NS
    assert call.end_time == NOON_NS + 60 * 10**9
    assert call.resource.attributes["service.name"] == "panda"
    by_id = {one.context.span_id: one for one in spans}
    assert len(by_id) == len(spans)
    parents = {one.name: by_id[one.parent.span_id].name for one in spans if one.parent}
    assert parents["talk"] == parents["menu"] == "call"
    assert parents["turn"] == parents["function"] == "talk"
    assert parents["menu step"] == "menu"
    (function,) = [one for one in spans if one.name == "function"]
    assert function.attributes["panda.function"] == "recordFinding"


def test_a_trace_that_is_told_twice_is_the_same_trace(collected):
    def ids(spans):
        return [(one.context.trace_id, one.context.span_id) for one in spans]

    first = ids(collected())
    assert ids(collected()) == first
    assert not set(ids(collected("c2"))) & set(first)


def test_words_keys_and_values_stay_in_the_event_log(collected):
    told = " ".join(one.to_json() for one in collected())
    for word in ("$120", "cleaning", "Jo", "billing", "appointments"):
        assert word not in told
