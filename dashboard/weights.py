"""What counts when businesses are ranked, as a reader sets it for the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from panda.research.criteria import Best
from panda.research.questionnaire import DIRECTIONS, FieldType

if TYPE_CHECKING:
    from panda.research.comparison import Column, Comparison

_NUMBERS = {FieldType.NUMBER: Best.LOW, FieldType.TIME: Best.SOON}
"""Types with no usual best: what is offered to begin with."""
_ENDS = {
    FieldType.YES_NO: [Best.YES, Best.NO],
    FieldType.MONEY: [Best.LOW, Best.HIGH],
    FieldType.NUMBER: [Best.LOW, Best.HIGH],
    FieldType.DATE: [Best.SOON, Best.LATE],
    FieldType.TIME: [Best.SOON, Best.LATE],
    FieldType.DATETIME: [Best.SOON, Best.LATE],
}
_OF_LIST = [Best.HIGH, Best.LOW, Best.YES, Best.NO]


def asked_weights(comparison: Comparison) -> tuple[str, ...]:
    """Let somebody say what counts; empty for what the campaign itself says.

    Returned as `panda.research.criteria.read_weights` takes it.
    """
    campaign_id = comparison.campaign_id
    with st.expander("What counts", icon=":material/tune:"):
        if not st.toggle("Rank by weights of my own", key=f"own-{campaign_id}"):
            st.caption(
                "Ranked by what the questions say, or else by all that were required."
            )
            return ()
        given: list[str] = []
        usual = {one.field or one.column: one.weight for one in comparison.criteria}
        for column in comparison.columns:
            if ends := _ends(column):
                given += _asked(campaign_id, column.name, column.heading, ends, usual)
        for name in _numbered(comparison):
            given += _asked(campaign_id, name, f"{name} (list)", _OF_LIST, usual)
        return tuple(given)


def _ends(column: Column) -> list[Best]:
    """Return the ends an answer may be good at, the usual one first."""
    first = DIRECTIONS.get(column.type, _NUMBERS.get(column.type))
    return sorted(_ENDS.get(column.type, []), key=lambda one: one is not first)


def _numbered(comparison: Comparison) -> list[str]:
    """Return the list's own columns that hold something to count by."""
    names = dict.fromkeys(name for row in comparison.rows for name in row.extra)
    return [
        name
        for name in names
        if "=" not in name
        and any(_counts(row.extra.get(name, "")) for row in comparison.rows)
    ]


def _counts(cell: str) -> bool:
    return cell[:1].isdigit() or cell.strip().casefold() in {"yes", "no"}


def _asked(
    campaign_id: str, name: str, heading: str, ends: list[Best], usual: dict[str, float]
) -> list[str]:
    words, weight, best = st.columns([4, 2, 2], vertical_alignment="center")
    words.text(heading)
    key = f"{campaign_id}-{name}"
    counts = weight.number_input(
        "Weight of " + heading,
        0.0,
        100.0,
        float(usual.get(name, 0.0)),
        step=1.0,
        key=f"weight-{key}",
        label_visibility="collapsed",
    )
    end = best.selectbox(
        "Best of " + heading, ends, key=f"best-{key}", label_visibility="collapsed"
    )
    return [f"{name}={counts:g}:{end}"] if counts else []
