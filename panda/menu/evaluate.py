"""How well menus are understood, measured on labelled prompts (JSON lines).

A row has `text`, `language`, `kind` and `options`; each option has `digits` (null if it
is to be spoken). Options are compared by their keys; labels are read by people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from panda.labelled import Language, load as load_rows
from panda.line.classify import classify
from panda.menu.menu import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path


EACH_LINE = "each line is a JSON object with id, text, kind and options"
ROUNDS = 3
"""How often reading is timed; the median stands for them."""
_MENUS = frozenset({LineKind.MENU, LineKind.SPEECH_MENU})
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
    """Of the prompts that are menus or offer something, or were read so: the share
    whose kind is right and whose options are the labelled ones, in their order."""
    by_language: dict[str, Score]
    by_kind: dict[str, Score]
    ms_per_item: float
    """Milliseconds to read a prompt, on average: the median of the timed rounds."""
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    prompt: GoldPrompt
    kind: LineKind
    """What it was read as."""
    keys: tuple[str, ...]
    """What was read, in the order of the text; "" is to be spoken."""

    @property
    def kind_right(self) -> bool:
        return self.kind == self.prompt.kind

    @property
    def wanted_keys(self) -> tuple[str, ...]:
        return tuple(option.digits or "" for option in self.prompt.options)

    @property
    def right(self) -> int:
        return (Counter(self.wanted_keys) & Counter(self.keys)).total()

    @property
    def read(self) -> int:
        return len(self.keys)

    @property
    def wanted(self) -> int:
        return len(self.prompt.options)

    @property
    def exact(self) -> bool:
        return self.kind_right and self.keys == self.wanted_keys

    @property
    def is_menu(self) -> bool:
        """Whether it is a menu, or was taken for one."""
        return bool(_MENUS & {self.kind, self.prompt.kind} or self.keys or self.wanted)


def load(path: Path) -> list[GoldPrompt]:
    """Read labelled prompts.

    Raises:
        BadInput: A line is not one, or there is none.
    """
    return load_rows(path, GoldPrompt, "prompt", EACH_LINE, _FAULTS)


def evaluate(
    prompts: Sequence[GoldPrompt], clock_ms: Callable[[], float]
) -> Evaluation:
    """Score our reading of labelled prompts.

    The first round, which is scored, compiles patterns and fills caches; `clock_ms`
    times `ROUNDS` more.
    """
    judged = [_judge(prompt) for prompt in prompts]
    rounds = []
    for _ in range(ROUNDS):
        began = clock_ms()
        for prompt in prompts:
            _judge(prompt)
        rounds.append(clock_ms() - began)
    whole = _score(judged)
    menus = [one for one in judged if one.is_menu]
    exact = [one for one in menus if one.exact]
    return Evaluation(
        **whole.model_dump(),
        menus_exact=_share(len(exact), len(menus)),
        by_language=_grouped(judged, lambda one: one.prompt.language),
        by_kind=_grouped(judged, lambda one: one.prompt.kind),
        ms_per_item=round(median(rounds) / max(1, len(prompts)), 3),
        misses=tuple(one.prompt.id for one in judged if not one.exact),
    )


def _judge(prompt: GoldPrompt) -> _Judged:
    reading = classify(prompt.text, language=prompt.language)
    options = reading.menu.options if reading.menu else ()
    return _Judged(prompt, reading.kind, tuple(option.digits for option in options))


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
