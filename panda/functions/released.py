"""The schemas of our own functions as they were last released, to hold changes to.

`python -m docs.released` writes them anew, once `objections` has none.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from panda.functions.compatibility import objection
from panda.functions.spec import FunctionSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE = "released.json"


def released() -> list[FunctionSpec]:
    """Return the functions as they were released."""
    text = (files("panda.functions") / FILE).read_text(encoding="utf-8")
    return [FunctionSpec.model_validate(one) for one in json.loads(text)]


def written(specs: Iterable[FunctionSpec]) -> str:
    """Return functions as the file has them."""
    listed = [one.model_dump(mode="json") for one in specs]
    return json.dumps(listed, indent=1, ensure_ascii=False) + "\n"


def objections(
    before: Sequence[FunctionSpec], now: Sequence[FunctionSpec]
) -> list[str]:
    """Say what a caller that knows the functions of before would stumble over."""
    latest = {one.name: one for one in now}
    gone = [f"{one.name} is gone" for one in before if one.name not in latest]
    changed = [objection(one, latest[one.name]) for one in before if one.name in latest]
    return [*gone, *filter(None, changed)]
