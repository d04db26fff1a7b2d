"""A campaign as pandas has it, for notebooks: answers, evidence and calls as tables.

pandas is loaded when the first table is made: what runs calls can do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panda.errors import BadInput
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult, Target
    from panda.menu.memory.stats import RouteStats
    from panda.research.comparison import Column, Comparison, Row

_KINDS: dict[FieldType, str] = {
    FieldType.YES_NO: "boolean",
    FieldType.MONEY: "Float64",
    FieldType.NUMBER: "Float64",
    FieldType.DATE: "datetime64[us]",
    FieldType.DATETIME: "datetime64[us]",
    FieldType.CHOICE: "string",
    FieldType.TEXT: "string",
    FieldType.PHONE: "string",
    FieldType.TIME: "string",
}
"""What a column of each type of question is in pandas; all of them can lack a value."""


def answers(comparison: Comparison) -> Any:
    """Lay out a row a business, a column a question; unknown answers are missing.

    `rank` and `score` are missing where a business has none.

    Raises:
        BadInput: pandas is not installed.
    """
    pandas = _pandas()
    frame = pandas.DataFrame(
        {
            "outcome": [_outcome(row) for row in comparison.rows],
            **{
                column.name: pandas.Series(
                    [_value(row, column) for row in comparison.rows]
                ).astype(_KINDS[column.type])
                for column in comparison.columns
            },
            "rank": pandas.Series(
                [row.standing.rank for row in comparison.rows], dtype="Int64"
            ),
            "score": pandas.Series(
                [
                    row.standing.score if row.standing.rank else None
                    for row in comparison.rows
                ],
                dtype="Float64",
            ),
            "attempts": [row.attempts for row in comparison.rows],
            "seconds": [row.seconds for row in comparison.rows],
            "cost_usd": [row.cost_usd for row in comparison.rows],
        }
    )
    frame.index = _names(pandas, [row.name for row in comparison.rows])
    return frame


def evidence(comparison: Comparison) -> Any:
    """Lay out a row an answer: who said what, in which words, when on which call.

    Raises:
        BadInput: pandas is not installed.
    """
    pandas = _pandas()
    heads = {column.name: column.heading for column in comparison.columns}
    found = [
        (row.name, heads[name], cell)
        for row in comparison.rows
        for name, cell in row.cells.items()
        if cell.value is not None
    ]
    frame = pandas.DataFrame(
        {
            "question": [head for _, head, _ in found],
            "answer": [cell.text for *_, cell in found],
            "quote": [cell.quote for *_, cell in found],
            "at_s": [cell.at_ms / 1000 for *_, cell in found],
            "status": [cell.status.value for *_, cell in found],
            "call_id": [cell.call_id for *_, cell in found],
        }
    )
    frame.index = _names(pandas, [name for name, *_ in found])
    return frame


def calls(targets: Sequence[Target], results: Sequence[CallResult]) -> Any:
    """Lay out a row a call: how it went, how long, through which menus, at what cost.

    Raises:
        BadInput: pandas is not installed.
    """
    pandas = _pandas()
    names = {target.target_id: target.provider.name for target in targets}
    in_order = sorted(results, key=lambda one: one.started_at)
    frame = pandas.DataFrame([_call(result) for result in in_order])
    frame.index = _names(pandas, [names[result.target_id] for result in in_order])
    return frame


def trips(stats: Sequence[RouteStats]) -> Any:
    """Lay out a row a group of trips through menus; see `RouteStats`.

    Raises:
        BadInput: pandas is not installed.
    """
    pandas = _pandas()
    frame = pandas.DataFrame(
        [{**one.model_dump(), "success_rate": one.success_rate} for one in stats]
    )
    return frame if frame.empty else frame.set_index("group")


def _call(result: CallResult) -> dict[str, object]:
    went = result.navigation
    return {
        "outcome": result.outcome.value,
        "answered_by": result.answered_by.value if result.answered_by else None,
        "started_at": result.started_at,
        "seconds": result.answered_s,
        "held_s": result.held_s,
        "menus": went.menus,
        "keys": went.keys,
        "wrong_keys": went.wrong_keys,
        "route": went.route,
        "reached": went.reached,
        "menu_s": went.seconds,
        "findings": len(result.findings),
        "cost_usd": result.cost_usd,
        "saved_usd": result.saved_usd,
        "call_id": result.call_id,
    }


def _outcome(row: Row) -> str | None:
    return None if row.outcome is None else row.outcome.value


def _value(row: Row, column: Column) -> Any:
    return row.cells[column.name].value


def _names(pandas: Any, names: Sequence[str]) -> Any:
    return pandas.Index(names, name="business", dtype="string")


def _pandas() -> Any:
    try:
        import pandas as pd  # noqa: PLC0415 - slow, and not installed everywhere
    except ModuleNotFoundError:
        raise BadInput(
            "pandas is not installed",
            where="to_pandas",
            advice="pip install 'panda-assist[notebook]'",
        ) from None
    return pd
