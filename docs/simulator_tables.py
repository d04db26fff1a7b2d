# ruff: noqa: INP001 - scripts beside the documents, no package
"""Write the tables of the simulator's guides from the tables they come from.

`python -m docs.simulator_tables` does it; a test says when that was forgotten.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.carrier.settings import Settings
from simulator.carrier.verbs.schema import ELEMENTS
from simulator.carrier.verbs.table import VERBS
from simulator.faults.base import NARROWING
from simulator.faults.catalogue import FAULTS, SIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

GUIDES = Path(__file__).parent / "guides"
PAGES = (GUIDES / "simulator-carrier.md", GUIDES / "simulator-faults.md")


def written(page: str) -> str:
    """The page with all its tables written anew."""
    for name, lines in TABLES.items():
        block = f"<!-- {name} -->\n" + "\n".join(lines()) + "\n<!-- end -->"
        pattern = rf"<!-- {name} -->.*?<!-- end -->"
        page = re.sub(pattern, lambda _, text=block: text, page, flags=re.DOTALL)
    return page


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _text(description: str | None) -> str:
    return " ".join((description or "").replace("``", "`").split())


def _switches() -> Iterable[str]:
    yield from ("| `--set` | default | what it does |", "|---|---|---|")
    for name, field in Settings.model_fields.items():
        default = "" if field.default == "" else f"`{field.default}`"
        yield _row(f"`{name}`", default, _text(field.description))


def _verbs() -> Iterable[str]:
    head = ("element", "attributes", "may hold", "accepted with a warning, do nothing")
    yield from (_row(*head), "|---|---|---|---|")
    for tag, element in ELEMENTS.items():
        if tag == "Response":
            continue
        run = "**" if tag in VERBS else ""
        attributes = ", ".join(f"`{name}`" for name in sorted(element.attributes))
        inside = ", ".join(f"`{name}`" for name in sorted(element.children))
        inert = ", ".join(f"`{name}`" for name in sorted(element.inert))
        yield _row(f"{run}`{tag}`{run}", attributes, inside, inert)


def _settings(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    common = {*dict(NARROWING), "fault"}
    return {
        name: field for name, field in model.model_fields.items() if name not in common
    }


def _faults(side: str) -> Iterable[str]:
    yield from ("| fault | what happens | settings |", "|---|---|---|")
    for name, kind in FAULTS.items():
        if SIDES[name] != side:
            continue
        own = " ".join(
            f"`{key}` ({field.default!r}): {_text(field.description)}"
            for key, field in _settings(kind).items()
        )
        yield _row(f"`{name}`", _text(kind.__doc__), own)


def _common() -> Iterable[str]:
    yield from ("| setting | meaning | known to |", "|---|---|---|")
    for name, field in NARROWING:
        yield _row(f"`{name}`", _text(field.description), _known_to(name))


def _known_to(setting: str) -> str:
    """Which faults can be set so: all, or those whose occasion has it."""
    without = [
        name for name, kind in FAULTS.items() if setting not in kind.model_fields
    ]
    if not without:
        return "all"
    model = ["the model's"] if any(SIDES[name] == "model" for name in without) else []
    rest = [f"`{name}`" for name in without if SIDES[name] != "model"]
    return "all but " + ", ".join([*model, *rest])


TABLES: Mapping[str, Callable[[], Iterable[str]]] = {
    "switches": _switches,
    "verbs": _verbs,
    "carrier faults": lambda: _faults("carrier"),
    "model faults": lambda: _faults("model"),
    "common settings": _common,
}


if __name__ == "__main__":
    for guide in PAGES:
        guide.write_text(written(guide.read_text()))
