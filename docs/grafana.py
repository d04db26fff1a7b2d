# ruff: noqa: INP001 - scripts beside the documents, no package
"""Make the Grafana dashboard from the table of metrics.

`python -m docs.grafana` writes deploy/grafana/panda.json; a test says when that was
forgotten. Every query is put together from a metric of the table, so none asks for what
there is not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from panda.observe import metrics as m
from panda.observe.metrics import EXPORTED, Metric

FILE = Path(__file__).parent.parent / "deploy" / "grafana" / "panda.json"
WIDTH, HEIGHT = 8, 7
"""Of a panel; a row is 24 wide."""
SOURCE = {"type": "prometheus", "uid": "${source}"}


@dataclass(frozen=True, slots=True)
class Query:
    """A line, or several by a label."""

    expr: str
    legend: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture."""

    title: str
    unit: str
    queries: tuple[Query, ...]
    kind: str = "timeseries"


def now(metric: Metric, by: str = "") -> Query:
    """What a gauge stands at."""
    return Query(f"sum{_by(by)} ({EXPORTED}{metric.name})", _legend(metric, by))


def most(metric: Metric, by: str) -> Query:
    """The highest that a gauge stands at."""
    return Query(f"max{_by(by)} ({EXPORTED}{metric.name})", _legend(metric, by))


def added(metric: Metric, by: str = "") -> Query:
    """How much a counter has gone up by in each interval."""
    rise = f"increase({EXPORTED}{metric.name}[$__rate_interval])"
    return Query(f"sum{_by(by)} ({rise})", _legend(metric, by))


def quantile(share: float, metric: Metric, by: str = "") -> Query:
    """Up to where a share of what was observed lies."""
    labels = f"le, {by}" if by else "le"
    rate = f"rate({EXPORTED}{metric.name}_bucket[$__rate_interval])"
    legend = f"p{share * 100:.0f} {{{{{by}}}}}" if by else f"p{share * 100:.0f}"
    return Query(f"histogram_quantile({share}, sum by ({labels}) ({rate}))", legend)


def ratio(part: Metric, whole: Metric) -> Query:
    """One counter as a share of another, over an hour."""
    top, bottom = (f"sum (increase({EXPORTED}{one.name}[1h]))" for one in (part, whole))
    return Query(f"{top} / {bottom}", "share")


def both(metric: Metric, by: str = "") -> tuple[Query, ...]:
    """The usual and the bad case of a histogram."""
    return quantile(0.5, metric, by), quantile(0.95, metric, by)


def _by(label: str) -> str:
    return f" by ({label})" if label else ""


def _legend(metric: Metric, by: str) -> str:
    name = metric.name.removeprefix("panda_").removesuffix("_total")
    return f"{{{{{by}}}}}" if by else name.replace("_", " ")


ROWS: tuple[tuple[str, tuple[Panel, ...]], ...] = (
    (
        "Now",
        (
            Panel("Calls by state", "short", (now(m.LIVE_CALLS, "state"),)),
            Panel("Open alerts", "short", (now(m.OPEN_ALERTS, "kind"),)),
            Panel(
                "To be called, and whether anybody is dialled",
                "short",
                (now(m.WAITING), now(m.PAUSED)),
            ),
            Panel("Longest in its state", "s", (most(m.LONGEST, "state"),)),
            Panel("Calls that need a person", "short", (now(m.NEEDS, "need"),)),
            Panel("Gaps and losses of the calls that go on", "short",
                  (now(m.LIVE_GAPS), now(m.LIVE_LOST))),
            Panel("Answers so far", "short", (now(m.LIVE_FINDINGS),)),
            Panel("Cost so far", "currencyUSD", (now(m.LIVE_COST),)),
        ),
    ),
    (
        "What calls come to",
        (
            Panel("Outcomes", "short", (added(m.CALLS, "outcome"),)),
            Panel("Time to a person", "s", both(m.PERSON_SECONDS)),
            Panel("Waited in queues", "s", both(m.HOLD_SECONDS)),
            Panel("Length of calls", "s", both(m.CALL_SECONDS)),
            Panel("Answers found", "short", (added(m.FINDINGS),)),
            Panel("Cost at list prices", "currencyUSD", (added(m.COST),)),
            Panel("Keys, wrong ones", "short", (added(m.KEYS), added(m.WRONG_KEYS))),
            Panel("Wrong steps a key", "percentunit", (ratio(m.WRONG_KEYS, m.KEYS),)),
            Panel(
                "Functions, interruptions, takeovers",
                "short",
                (
                    added(m.FUNCTIONS, "caller"),
                    added(m.INTERRUPTIONS),
                    added(m.TAKEOVERS),
                ),
            ),
            Panel("Functions by name", "short", (added(m.NAMED, "function"),)),
        ),
    ),
    (
        "How well it runs",
        (
            Panel("First sound of an answer", "s", both(m.REPLY)),
            Panel("Supervisor", "s", both(m.SUPERVISOR, "fate")),
            Panel("Voices lost, calls re-attached", "short",
                  (added(m.VOICE_LOST), added(m.REATTACHED))),
            Panel("Jitter of the callee's audio", "s", both(m.JITTER)),
            Panel("To the carrier and back", "s", both(m.ROUND_TRIP)),
            Panel("Gaps in the audio, and alerts raised", "short",
                  (added(m.GAPS), added(m.ALERTS, "status"))),
            Panel("Webhooks", "short", (added(m.WEBHOOKS, "status"),)),
        ),
    ),
)  # fmt: skip


def dashboard() -> str:
    """Write the dashboard as Grafana imports it."""
    panels: list[dict[str, object]] = []
    top = 0
    for title, row in ROWS:
        panels.append(
            {
                "type": "row",
                "title": title,
                "id": len(panels) + 1,
                "collapsed": False,
                "gridPos": {"h": 1, "w": 24, "x": 0, "y": top},
                "panels": [],
            }
        )
        top += 1
        for place, one in enumerate(row):
            x, down = place % 3 * WIDTH, place // 3 * HEIGHT
            where = {"h": HEIGHT, "w": WIDTH, "x": x, "y": top + down}
            panels.append(_panel(one, len(panels) + 1, where))
        top += -(-len(row) // 3) * HEIGHT
    source = {"name": "source", "type": "datasource", "query": "prometheus"}
    whole = {
        "title": "Panda Assist",
        "uid": "panda-assist",
        "schemaVersion": 39,
        "tags": ["panda"],
        "refresh": "10s",
        "time": {"from": "now-1h", "to": "now"},
        "templating": {"list": [source]},
        "panels": panels,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _panel(panel: Panel, number: int, where: dict[str, int]) -> dict[str, object]:
    return {
        "type": panel.kind,
        "title": panel.title,
        "id": number,
        "gridPos": where,
        "datasource": SOURCE,
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}},
        "targets": [
            {
                "refId": chr(ord("A") + place),
                "datasource": SOURCE,
                "expr": one.expr,
                "legendFormat": one.legend,
            }
            for place, one in enumerate(panel.queries)
        ],
    }


def described() -> str:
    """Write the table of metrics for the guide."""
    lines = ["| metric | labels | what it is |", "|---|---|---|"]
    for metric in m.METRICS:
        labels = ", ".join(f"`{name}`" for name in metric.labels)
        lines.append(f"| `{EXPORTED}{metric.name}` | {labels} | {metric.help} |")
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(dashboard())
    GUIDE = Path(__file__).parent / "guides" / "observing.md"
    before, _, rest = GUIDE.read_text().partition("<!-- metrics -->\n")
    _, _, after = rest.partition("<!-- end -->")
    table = f"<!-- metrics -->\n{described()}\n<!-- end -->"
    GUIDE.write_text(before + table + after)
