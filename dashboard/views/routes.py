"""What was learned of phone menus: a drawing of each number's, and how well they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.menugraph import best_path, dot, goals
from dashboard.rows import stats_rows, way_rows
from dashboard.shared import MOMENT, feed, figures, told

if TYPE_CHECKING:
    from panda.menu.memory import Graph


def page() -> None:
    """Show one number's menus in one version, and the figures of all."""
    with told():
        routes = feed().routes()
        if not routes:
            st.info(
                "No menu was learned yet. The first call through one leaves its map."
            )
            return
        names = {one.number: one.business for one in feed().calls() if one.number}
        graph = _choose(sorted({one.number for one in routes}), names)
        goal = st.session_state.get("routes-goal") if goals(graph) else None
        _draw(graph, goal)
        st.subheader("How well they go")
        st.dataframe(stats_rows(feed().route_stats()), hide_index=True)


def _choose(numbers: list[str], names: dict[str, str]) -> Graph:
    number, version, goal = st.columns([3, 2, 3])
    chosen = number.selectbox(
        "Number",
        numbers,
        format_func=lambda one: f"{one} · {names[one]}" if one in names else one,
        key="routes-number",
    )
    graphs = {one.version: one for one in reversed(feed().graphs(chosen))}
    picked = version.selectbox(
        "Version",
        list(graphs),
        format_func=lambda one: (
            f"{one}, of {graphs[one].made_at:%Y-%m-%d}" if one in graphs else f"{one}"
        ),
        key="routes-version",
    )
    graph = graphs.get(picked) or next(iter(graphs.values()))
    goal.selectbox("Way to", goals(graph) or ["no way is known"], key="routes-goal")
    return graph


def _draw(graph: Graph, goal: str | None) -> None:
    if graph.quarantined_at is not None:
        st.warning("These menus are out of date: the number has others by now.")
        st.text(f"Found so on {graph.quarantined_at:%Y-%m-%d}")
    path = best_path(graph, goal) if goal else None
    if path is not None:
        keys = " → ".join(turn.keys or f"“{turn.say}”" for turn in path.turns)
        tries = path.successes + path.failures
        figures(
            {
                "Keys": keys,
                "Reached": f"{path.successes} of {tries}",
                "Takes": f"{path.seconds:.0f} s" if path.successes else "",
                "Works": "yes" if path.hopeful else "no longer",
            }
        )
    st.graphviz_chart(dot(graph, goal))
    st.caption(
        "Boxes are prompts, arrows the keys that were pressed there, with how often "
        "they led on. The way to the goal is blue; what led nowhere is dashed."
    )
    if graph.paths:
        used = {"Last used": st.column_config.DatetimeColumn(format=MOMENT)}
        st.dataframe(way_rows(graph), hide_index=True, column_config=used)
