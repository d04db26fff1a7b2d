"""How well menus are understood, measured on labelled prompts (JSON lines).

A row has `text`, `language`, `kind` and `options`; each option has `digits` (null if it
is to be spoken). Options are compared by their keys; labels are read by people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from panda.labelled import Language, load as load_rows
from panda.line.classify import classify
from panda.menu.detect import read
from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path


EACH_LINE = "each line is a JSON object with id, text, kind and options"
KEYS = r"^[0-9*#]{1,8}$"
_FAULTS = {"string_pattern_mismatch": "is no keys (0 to 9, * and #)"}


class GoldOption(BaseModel):
    """An option as a person labelled it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    digits: Annotated[str, Field(pattern=KEYS)] | None = None
    say: str | None = None
    label: str = ""


class GoldPrompt(BaseModel):
    """A labelled prompt."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    text: str
    kind: LineKind
    language: Language = "en"
    options: tuple[GoldOption, ...] = ()


class Score(BaseModel):
    """How many of a group were right."""

    model_config = ConfigDict(frozen=True)

    n: int
    kind_accuracy: float
    options_precision: float
    options_recall: float


class Evaluation(BaseModel):
    """The figures; `misses` are the ids of prompts whose kind or keys were wrong."""

    model_config = ConfigDict(frozen=True)

    n: int
    kind_accuracy: float
    options_precision: float
    options_recall: float
    menus_exact: float
    by_language: dict[str, Score]
    by_kind: dict[str, Score]
    ms_per_item: float
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    prompt: GoldPrompt
    kind_right: bool
    right: int
    read: int
    wanted: int


def load(path: Path) -> list[GoldPrompt]:
    """Read labelled prompts.

    Raises:
        BadInput: A line is not one, or there is none.
    """
    return load_rows(path, GoldPrompt, "prompt", EACH_LINE, _FAULTS)


def evaluate(
    prompts: Sequence[GoldPrompt], clock_ms: Callable[[], float]
) -> Evaluation:
    """Score our reading of labelled prompts; `clock_ms` times it."""
    began = clock_ms()
    judged = [_judge(prompt) for prompt in prompts]
    took = clock_ms() - began
    whole = _score(judged)
    menus = [one for one in judged if one.wanted]
    exact = [one for one in menus if one.right == one.read == one.wanted]
    return Evaluation(
        **whole.model_dump(),
        menus_exact=_share(len(exact), len(menus)),
        by_language=_grouped(judged, lambda one: one.prompt.language),
        by_kind=_grouped(judged, lambda one: one.prompt.kind),
        ms_per_item=round(took / max(1, len(prompts)), 3),
        misses=tuple(
            one.prompt.id
            for one in judged
            if not one.kind_right or not one.right == one.read == one.wanted
        ),
    )


def _judge(prompt: GoldPrompt) -> _Judged:
    reading = classify(prompt.text, language=prompt.language)
    menu = reading.menu or read("", language=prompt.language)
    wanted = Counter(o.digits or "" for o in prompt.options)
    found = Counter(o.digits for o in menu.options)
    right = (wanted & found).total()
    return _Judged(
        prompt, reading.kind == prompt.kind, right, found.total(), wanted.total()
    )


def _score(judged: Sequence[_Judged]) -> Score:
    right = sum(one.right for one in judged)
    return Score(
        n=len(judged),
        kind_accuracy=_share(sum(one.kind_right for one in judged), len(judged)),
        options_precision=_share(right, sum(one.read for one in judged)),
        options_recall=_share(right, sum(one.wanted for one in judged)),
    )


def _grouped(
    judged: Iterable[_Judged], key: Callable[[_Judged], str]
) -> dict[str, Score]:
    groups: dict[str, list[_Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return {name: _score(group) for name, group in sorted(groups.items())}


def _share(part: int, whole: int) -> float:
    return 1.0 if whole == 0 else round(part / whole, 4)
