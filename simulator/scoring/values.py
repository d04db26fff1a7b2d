"""When a claimed value is right. Exact after normalisation, never nearly."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.businesses.documents import FieldType
    from simulator.businesses.sentences import Value

UNKNOWN = "unknown"
_CENT = 0.005
_RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def asserted(value: Value | None) -> bool:
    """Tell whether a value asserts anything: unknown and empty do not."""
    if isinstance(value, str):
        return value.strip().lower() not in {"", UNKNOWN}
    return value is not None


def right(kind: FieldType, claimed: Value, truth: Value) -> bool:
    """Compare a claimed value with the truth, as values of one type.

    A date may be claimed of a truth that has a time too; the reverse is wrong,
    since the time was invented. Anything that is no value of the type is wrong. A
    range (`80-120`) is right as any text whose only figures are its two bounds.
    """
    match kind:
        case "yes_no":
            return isinstance(claimed, bool) and claimed is truth
        case "money" | "number":
            return _same_number(claimed, truth)
        case "date" | "time" | "datetime":
            return _same_moment(kind, str(claimed), str(truth))
        case "text" | "choice":
            bounds = _RANGE.fullmatch(_plain(truth))
            if bounds is not None:
                return _FIGURE.findall(_plain(claimed)) == list(bounds.groups())
            return _plain(claimed) == _plain(truth)


def _same_number(claimed: Value, truth: Value) -> bool:
    if isinstance(claimed, bool | str) or isinstance(truth, bool | str):
        return False
    return abs(claimed - truth) < _CENT


def _same_moment(kind: FieldType, claimed: str, truth: str) -> bool:
    try:
        match kind:
            case "date":
                return date.fromisoformat(claimed) == _moment(truth).date()
            case "time":
                return time.fromisoformat(claimed) == _clock(truth)
            case _:
                return "T" in claimed and _moment(claimed) == _moment(truth)
    except ValueError:
        return False


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(second=0, tzinfo=None)


def _clock(text: str) -> time:
    return _moment(text).time() if "T" in text else time.fromisoformat(text)


def _plain(value: Value) -> str:
    return " ".join(str(value).casefold().split())
