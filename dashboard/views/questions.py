"""A table of questions that can be changed; of a call, and of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from panda.research.questionnaire import Question

_COLUMNS = {
    "Name": st.column_config.TextColumn(required=True),
    "Kind": st.column_config.SelectboxColumn(
        options=[str(one) for one in FieldType],
        required=True,
    ),
    "Question": st.column_config.TextColumn(required=True, width="large"),
}


def changed_questions(fields: tuple[Question, ...], key: str) -> dict[str, object]:
    """Show the questions as a table; return what was changed in it."""
    was = {one.name: one for one in fields}
    rows = st.data_editor(
        [
            {"Name": one.name, "Kind": str(one.type), "Question": one.ask}
            for one in fields
        ],
        column_config=_COLUMNS,
        num_rows="dynamic",
        hide_index=True,
        key=f"{key}-questions",
    )
    now = {str(row["Name"]): row for row in rows if row.get("Name")}
    other = [
        name for name in was if name in now and now[name]["Kind"] != was[name].type
    ]
    if other:
        st.warning(
            "What kind of answer a question wants stays as it is: remove the question, "
            "and add one of another name."
        )
        st.text(", ".join(other))
    return {
        part: what
        for part, what in (
            (
                "add",
                [
                    {"name": name, "type": row["Kind"], "ask": row["Question"]}
                    for name, row in now.items()
                    if name not in was
                ],
            ),
            ("remove", [name for name in was if name not in now]),
            (
                "reword",
                {
                    name: row["Question"]
                    for name, row in now.items()
                    if name in was and row["Question"] != was[name].ask
                },
            ),
        )
        if what
    }
