"""The words businesses are made of, as typed tables read from `tables/`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from simulator.businesses import scenario, yamltext
from simulator.businesses.documents import FieldType, VoiceName
from simulator.generator import notation

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.generator.grammar import Grammar

Model = TypeVar("Model", bound=BaseModel)
Tongue = Literal["en", "es"]
"""The languages there are tables for (ISO 639-1)."""
TONGUES: tuple[Tongue, ...] = ("en", "es")
End = Literal[
    "queue", "person", "desk", "voicemail", "hours", "directions", "pay",
    "careers", "web", "fax", "professional", "urgent",
]  # fmt: skip
"""What the key of a topic leads to, if to no further menu."""


class Table(BaseModel):
    """Part of a table: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Table):
    """A text in each language."""

    en: str
    es: str

    def of(self, tongue: Tongue) -> str:
        """Return it in one of them."""
        return self.en if tongue == "en" else self.es


class BothLists(Table):
    """Texts in each language."""

    en: list[str]
    es: list[str]

    def of(self, tongue: Tongue) -> list[str]:
        """Return those in one of them."""
        return self.en if tongue == "en" else self.es


class Words(Table):
    """What a topic is called."""

    things: list[str]
    """Nouns, each with its kind: "for …"."""
    deeds: list[str]
    """What callers want to do: "to …"."""
    desks: list[str]
    """Who deals with it, nouns with their kind: "to reach …"."""
    words: list[str]
    """What a caller says to a menu that listens."""


class Topic(Table):
    """Something a menu may offer."""

    id: str
    goal: bool = False
    """Whether somebody is reached who can make a booking."""
    end: End = "person"
    under: list[str] = []
    """Topics of the menu that may stand behind it."""
    last: str = ""
    """The key it usually has, at the end of the menu."""
    en: Words
    es: Words

    def of(self, tongue: Tongue) -> Words:
        """Return its names in a language."""
        return self.en if tongue == "en" else self.es


class FactTable(Table):
    """A kind of fact: which values are plausible, how it is asked and told."""

    id: str
    type: FieldType
    label: str = ""
    ask: Both
    asked_with: BothLists
    say: BothLists | dict[Literal["yes", "no"], BothLists]
    yes: float = Field(default=0.5, ge=0, le=1)
    """Of yes/no facts: the share of businesses where it is true."""
    amount: tuple[int, int, int] = (0, 0, 1)
    """Of money and numbers: least, most and step."""
    times: list[str] = []
    days: tuple[int, int] = (1, 21)
    """Of dates and moments: days ahead of the world's clock."""


class Sector(Table):
    """A trade: its names, its menu, what can be asked there."""

    sector: str
    common: list[str]
    """Topics of `common.yaml` that fit."""
    names: BothLists
    goal: Both
    opening: Both
    urgent: BothLists
    marketing: BothLists
    topics: list[Topic]
    facts: list[FactTable]


class People(Table):
    """Names by sex, so that a voice fits them."""

    woman: list[str]
    man: list[str]


class Cast(Table):
    """Voices by sex; a language may have no man."""

    woman: list[VoiceName]
    man: list[VoiceName]


class Common(Table):
    """What is the same in all sectors."""

    topics: list[Topic]
    facts: list[FactTable]
    goal: Both
    opening: Both
    places: BothLists
    streets: list[str]
    families: list[str]
    nature: list[str]
    people: dict[Tongue, People]
    voices: dict[Tongue, Cast]


class Rules(Table):
    """The grammar of a language, by occasion."""

    options: dict[str, list[str]]
    next: dict[str, list[str]]
    menus: dict[str, list[str]]
    greetings: dict[str, list[str]]
    people: dict[str, list[str]]
    waiting: dict[str, list[str]]
    ends: dict[str, list[str]]


@cache
def sectors() -> dict[str, Sector]:
    """Return all sectors by name, in the order of their names."""
    folder = resources.files(__package__).joinpath("tables", "sectors")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    found = [_read(("sectors", name), Sector) for name in names]
    return {one.sector: one for one in found}


@cache
def common() -> Common:
    """Return what sectors share."""
    return _read(("common.yaml",), Common)


@cache
def grammar(tongue: Tongue) -> Grammar:
    """Return the wordings of a language; a rule is named `occasion_name`."""
    rules = _read((f"{tongue}.yaml",), Rules)
    return notation.grammar(
        {
            f"{occasion}_{name}": lines
            for occasion in Rules.model_fields
            for name, lines in getattr(rules, occasion).items()
        }
    )


@cache
def trade(sector: str, tongue: Tongue) -> Grammar:
    """Return what is worded in a sector's own way: names, notices, facts."""
    table = sectors()[sector]
    rules = {
        "name": table.names.of(tongue),
        "urgent": table.urgent.of(tongue),
        "marketing": table.marketing.of(tongue),
    }
    for fact in (*table.facts, *common().facts):
        for suffix, say in sayings(fact).items():
            rules[f"say_{fact.id}{suffix}"] = say.of(tongue)
    return notation.grammar({name: lines for name, lines in rules.items() if lines})


def sayings(fact: FactTable) -> dict[str, BothLists]:
    """Return the sentences of a fact by the ending of their rule's name."""
    if isinstance(fact.say, BothLists):
        return {"": fact.say}
    return {f"_{value}": lists for value, lists in fact.say.items()}


def _read(name: tuple[str, ...], model: type[Model]) -> Model:
    with resources.as_file(
        resources.files(__package__).joinpath("tables", *name)
    ) as at:
        return _parsed(at, "/".join(name), model)


def _parsed(path: Path, name: str, model: type[Model]) -> Model:
    return scenario.parse(yamltext.read(path, name), model)
