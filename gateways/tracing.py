"""Traces of calls, told to whoever collects them by OpenTelemetry's protocol.

Only a process that is to export imports this: its packages are an extra, `otel`. Where
to, with which headers and how it is compressed, say OpenTelemetry's own variables.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.trace import set_span_in_context

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import SpanProcessor

    from panda.observe.facts import Fact
    from panda.observe.trace import Span

SERVICE = "panda"
_NS = 1_000_000
"""Nanoseconds of a millisecond."""


class _Ids(IdGenerator):
    """Ids that follow from the call: told twice, a trace is the same trace."""

    def __init__(self) -> None:
        self._seed = ""
        self._count = 0

    def begin(self, call_id: str) -> None:
        """Go on with the ids of another call."""
        self._seed, self._count = call_id, 0

    def generate_trace_id(self) -> int:
        """Return 16 bytes that are not all zero."""
        return self._made(f"trace {self._seed}", 16)

    def generate_span_id(self) -> int:
        """Return 8 bytes that are not all zero."""
        self._count += 1
        return self._made(f"span {self._count} {self._seed}", 8)

    @staticmethod
    def _made(text: str, size: int) -> int:
        return int.from_bytes(sha256(text.encode()).digest()[:size]) or 1


class Traces:
    """Exports the traces of calls, in batches, from a thread of its own.

    What nobody collects is dropped: it costs no call anything.

    Args:
        processor: What becomes of spans; by default they go where the environment says.
    """

    def __init__(self, processor: SpanProcessor | None = None) -> None:
        self._ids = _Ids()
        provider = TracerProvider(
            resource=Resource.create({SERVICE_NAME: SERVICE}),
            id_generator=self._ids,
            shutdown_on_exit=False,
        )
        provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter()))
        self._provider = provider
        self._tracer = provider.get_tracer(SERVICE)

    def export(
        self, trace: Span, *, call_id: str, campaign_id: str, began: datetime
    ) -> None:
        """Hand a call's trace over; returns at once.

        Args:
            trace: See `panda.observe.trace.trace_of`.
            call_id: The call.
            campaign_id: Its campaign.
            began: Wall time of the trace's moment 0.
        """
        self._ids.begin(call_id)
        named = {"panda.call_id": call_id, "panda.campaign_id": campaign_id}
        base_ns = round(began.timestamp() * 1000) * _NS
        self._tell(trace, base_ns, named, None)

    def _tell(
        self,
        span: Span,
        base_ns: int,
        attributes: Mapping[str, Fact],
        parent: Context | None,
    ) -> None:
        made = self._tracer.start_span(
            span.name,
            parent,
            attributes={**attributes, **_prefixed(span.facts)},
            start_time=base_ns + span.start_ms * _NS,
        )
        for one in span.happenings:
            at_ns = base_ns + one.at_ms * _NS
            made.add_event(one.name, _prefixed(one.facts), at_ns)
        inside = set_span_in_context(made)
        for child in span.children:
            self._tell(child, base_ns, {}, inside)
        made.end(base_ns + span.end_ms * _NS)

    def close(self) -> None:
        """Send what waits, and stop."""
        self._provider.shutdown()


def _prefixed(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return {f"panda.{name}": value for name, value in facts.items()}
