"""A campaign's answers side by side, each with the words it rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.labels import business_labels, campaign_labels
from dashboard.moment import moments
from dashboard.plain import literal
from dashboard.rows import (
    answer_rows,
    evidence_rows,
    spaced,
    standing_rows,
    term_rows,
)
from dashboard.shared import CALM_S, NONE_YET, feed, told, zone
from dashboard.views import call
from dashboard.weights import asked_weights
from documents.tables import as_excel, as_parquet
from panda.research.comparison import CellStatus
from panda.research.export import as_csv
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panda.research.comparison import Column, Comparison, Row

_ANSWERS = {
    "Cost": st.column_config.NumberColumn(format="$%.4f"),
    "Score": st.column_config.ProgressColumn(
        format="%.2f", min_value=0, max_value=1, help="why: see Ranking"
    ),
}
_POINTS = {"Why": st.column_config.TextColumn(width="large")}
_EVIDENCE = {"In their words": st.column_config.TextColumn(width="large")}
_AMOUNTS = (FieldType.MONEY, FieldType.NUMBER)
_KINDS = (FieldType.YES_NO, FieldType.CHOICE)
_TABLES: dict[str, Callable[[Comparison], str | bytes]] = {
    "csv": as_csv,
    "xlsx": as_excel,
    "parquet": as_parquet,
}
"""What writes a table; a report of another kind is written by the installation."""
_FILES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
"""Media types of what can be had."""


def page() -> None:
    """Let somebody choose a campaign, and show what it found."""
    with told():
        titles = campaign_labels(feed().campaigns(), zone())
        if not titles:
            st.info("No campaign yet.")
            return
        row = st.container(horizontal=True, vertical_alignment="bottom")
        chosen = row.selectbox(
            "Campaign",
            list(titles),
            format_func=lambda one: titles.get(one, one),
            key="results-of",
            width=420,
        )
        weights = asked_weights(feed().comparison(chosen))
        for name in _FILES:
            with row:
                _download(chosen, name, weights)
        _answers(chosen, weights)


def _download(campaign_id: str, name: str, weights: Sequence[str]) -> None:
    """Offer a file; it is written when it is wanted, from what is known then."""

    def written() -> str | bytes:
        if name not in _TABLES:
            return feed().api.report(campaign_id, name, weights)
        return _TABLES[name](feed().comparison(campaign_id, weights))

    kind = "answers" if name in _TABLES else "report"
    st.download_button(
        name.upper(),
        written,
        f"{kind}-{campaign_id}.{name}",
        _FILES[name],
        on_click="ignore",
    )


@st.fragment(run_every=CALM_S)
def _answers(campaign_id: str, weights: Sequence[str]) -> None:
    with told():
        comparison = feed().comparison(campaign_id, weights)
        table, ranking, evidence, chart = st.tabs(
            ["Answers", "Ranking", "Evidence", "Charts"], key="results-tabs"
        )
        with table:
            st.dataframe(
                answer_rows(comparison),
                hide_index=True,
                column_config=_ANSWERS,
                placeholder=NONE_YET,
                key=f"answers-{campaign_id}",
            )
            _undecided(comparison)
        with ranking:
            st.dataframe(
                standing_rows(comparison),
                hide_index=True,
                column_config=_POINTS,
                placeholder=NONE_YET,
                key=f"ranking-{campaign_id}",
            )
        with evidence:
            _evidence(comparison)
        with chart:
            _charts(comparison)


def _undecided(comparison: Comparison) -> None:
    """Name those that might still be better than the first."""
    if names := ", ".join(row.name for row in comparison.undecided):
        st.text(f"May still be better, by what is open: {names}")


def _evidence(comparison: Comparison) -> None:
    rows = {row.target_id: row for row in comparison.rows}
    if st.session_state.get("evidence") not in rows:
        st.session_state["evidence"] = _first_answered(comparison)
    names = business_labels(comparison.rows)
    chosen = st.selectbox(
        "Business",
        list(rows),
        format_func=lambda one: names.get(one, one),
        key="evidence",
    )
    row = rows[chosen]
    st.text(_outcome(row))
    st.dataframe(
        evidence_rows(comparison, row),
        hide_index=True,
        column_config=_EVIDENCE,
        key=f"evidence-{chosen}",
    )
    if row.terms:
        st.caption("What they told of insurance besides")
        st.dataframe(
            term_rows(row),
            hide_index=True,
            column_config=_EVIDENCE,
            key=f"terms-{chosen}",
        )
    call_id = next((one.call_id for one in row.cells.values() if one.call_id), None)
    if call_id:
        said = {
            column.heading: cell.at_ms
            for column in comparison.columns
            for cell in [row.cells[column.name]]
            if cell.call_id == call_id
        }
        moments(call_id, said)
    if call_id and st.button("Read the whole call", key="read"):
        call.open_call(call_id)


def _first_answered(comparison: Comparison) -> str:
    """Return the target that has said something; else the first."""
    for row in comparison.rows:
        if any(one.call_id for one in row.cells.values()):
            return row.target_id
    return comparison.rows[0].target_id


def _charts(comparison: Comparison) -> None:
    """Draw what can be counted or measured, a picture a question."""
    drawn = [one for one in comparison.columns if one.type in (*_AMOUNTS, *_KINDS)]
    if not drawn:
        st.caption("These questions have no answers that could be drawn.")
    for place, column in zip(st.columns(max(1, len(drawn))), drawn, strict=False):
        with place:
            st.markdown(f"**{literal(column.heading)}**")
            _chart(column, comparison.rows)


def _chart(column: Column, rows: tuple[Row, ...]) -> None:
    names = [row.name for row in rows]
    labels = business_labels(rows)  # branches of a chain have one name
    cells = {
        row.name if names.count(row.name) == 1 else labels[row.target_id]: row.cells[
            column.name
        ]
        for row in rows
    }
    known = {
        name: cell
        for name, cell in cells.items()
        if cell.status is not CellStatus.UNKNOWN
    }
    if not known:
        st.caption("Nobody has said yet.")
    elif column.type in _AMOUNTS:
        amounts = [
            {"Business": name, "Value": cell.value} for name, cell in known.items()
        ]
        st.bar_chart(amounts, x="Business", y="Value", horizontal=True)
    else:
        counted = Counter(cell.text for cell in cells.values())
        shares = [{"Answer": text, "Count": count} for text, count in counted.items()]
        st.bar_chart(shares, x="Answer", y="Count", horizontal=True)


def _outcome(row: Row) -> str:
    return spaced(row.outcome) if row.outcome else "not finished"
