"""Reads a scenario folder and refuses one that cannot work, line by line."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from simulator.businesses import documents, yamltext
from simulator.businesses.checks import business_problems
from simulator.businesses.doubts import doubts
from simulator.businesses.yamltext import Document, Problem, ScenarioError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
_PARTS = [
    frozenset(model.model_fields)
    for model in vars(documents).values()
    if isinstance(model, type) and issubclass(model, documents.Part)
]
_WORDS = {
    "too_short": "needs at least {min_length}, and has {actual_length}",
    "too_long": "may have {max_length} at most, and has {actual_length}",
    "string_too_short": "needs at least {min_length} characters",
    "string_too_long": "may have {max_length} characters at most",
    "string_pattern_mismatch": "is not written in the form that is asked for",
    "string_type": "is no text",
    "literal_error": "is none of {expected}",
    "int_type": "is no whole number",
    "float_type": "is no number",
    "bool_type": "is neither true nor false",
    "list_type": "is no list",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
}
"""Of pydantic's errors; its own words speak of types and patterns."""
_NODES = "menu, entry, queue, transfer, person, voicemail or notice"


@dataclass(frozen=True, slots=True)
class Provider:
    """One row of providers.csv."""

    name: str
    phone: str
    number: str
    """The phone as E.164, as far as plain digits tell (US when 10 digits)."""
    line: int


@dataclass(frozen=True, slots=True)
class World:
    """A whole scenario, checked."""

    scenario: documents.Scenario
    questions: documents.Questions
    businesses: tuple[documents.Business, ...]
    providers: tuple[Provider, ...]
    doubts: tuple[Problem, ...] = ()
    """What is allowed in it, but seldom meant."""

    @property
    def clock(self) -> datetime:
        """The moment that is "now" when the simulator starts."""
        return datetime.fromisoformat(self.scenario.clock)

    def business(self, number: str) -> documents.Business | None:
        """Return who has this number."""
        for business in self.businesses:
            if number in business.numbers:
                return business
        return None


def load(folder: Path) -> World:
    """Read and check a scenario folder.

    Raises:
        ScenarioError: Something in it is wrong; every problem found is listed.
    """
    problems: list[Problem] = []
    scenario = _try(problems, folder / "scenario.yaml", documents.Scenario)
    questions = _try(problems, folder / "questions.yaml", documents.Questions)
    files = sorted((folder / "businesses").glob("*.yaml"))
    if not files:
        advice = "Write at least one business"
        problems.append(Problem("businesses/", 1, "no *.yaml file in it", advice))
    read = [_try(problems, path, documents.Business, "businesses/") for path in files]
    providers = _providers(folder / "providers.csv", problems)
    businesses = [(model, source) for model, source in read if model is not None]
    for model, source in businesses:
        problems += business_problems(model, source)
    problems += _shared_numbers(businesses)
    all_read = len(businesses) == len(files)
    if scenario[0] is not None and questions[0] is not None and all_read:
        problems += _world_problems(scenario, questions, businesses)
    if problems:
        raise ScenarioError(problems)
    assert scenario[0] is not None
    assert questions[0] is not None
    models = tuple(model for model, _ in businesses)
    return World(
        scenario=scenario[0],
        questions=questions[0],
        businesses=models,
        providers=tuple(providers),
        doubts=tuple(doubts((scenario[0], scenario[1]), models, providers)),
    )


def _try(
    problems: list[Problem], path: Path, model: type[Model], folder: str = ""
) -> tuple[Model | None, Document]:
    name = folder + path.name
    try:
        source = yamltext.read(path, name)
        return parse(source, model), source
    except ScenarioError as error:
        problems += error.problems
        return None, Document(name, None)


def parse(source: Document, model: type[Model]) -> Model:
    """Check one file against its format.

    Raises:
        ScenarioError: It does not fit; one problem for each line at fault.
    """
    if not isinstance(source.value, dict):
        advice = "Begin with `key: value` lines; see docs/guides/scenarios.md"
        problem = Problem(source.file, 1, "the file holds no settings", advice)
        raise ScenarioError([problem])
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        raise ScenarioError(_problems(source, error)) from None


def _problems(source: Document, error: ValidationError) -> list[Problem]:
    """Return one problem for each part at fault.

    A key that is not known comes before the key it was meant to be, which is missing.
    """
    details = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    misspelt = {one["loc"][:-1] for one in details if one["type"] == "extra_forbidden"}
    found: dict[int, Problem] = {}
    for detail in details:
        if detail["type"] == "missing" and detail["loc"][:-1] in misspelt:
            continue
        problem = _problem(source, detail)
        found.setdefault(problem.line, problem)
    return sorted(found.values(), key=lambda one: one.line)


def _problem(source: Document, detail: ErrorDetails) -> Problem:
    line = source.line(detail["loc"])
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "missing":
            what, advice = f"`{key}` is missing", f"Add `{key}:` here"
        case "extra_forbidden":
            near = difflib.get_close_matches(key, _keys_there(source, detail), n=1)
            what = f"`{key}` is not a known key here"
            advice = f"Did you mean `{near[0]}`?" if near else "Remove it"
        case "union_tag_invalid" | "union_tag_not_found":
            line = source.line((*detail["loc"], "type"))
            what = "this node has no known `type`"
            advice = f"Write `type:` {_NODES}"
        case _:
            # A validator's path goes on below the file's: names of alternatives.
            names = [p for p in source.there(detail["loc"]) if isinstance(p, str)]
            name = names[-1] if names else key
            what = f"`{name}` {_plainly(detail)}"
            advice = f"The file says {_shown(detail['input'])}; see the guide"
    return Problem(source.file, line, what, advice)


def _plainly(detail: ErrorDetails) -> str:
    """Say what is wrong with a value; a validator's own words are left as they are."""
    told = _WORDS.get(detail["type"])
    if told is None:
        return f"is wrong: {detail['msg'].removeprefix('Value error, ')}"
    return told.format(**detail.get("ctx", {}))


def _keys_there(source: Document, detail: ErrorDetails) -> list[str]:
    """Return the keys of the parts that fit best what stands beside a wrong key."""
    beside = set(source.mapping(detail["loc"][:-1]))
    most = max(len(keys & beside) for keys in _PARTS)
    fitting = [keys for keys in _PARTS if len(keys & beside) == most]
    return sorted(frozenset[str]().union(*fitting))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def e164(phone: str) -> str:
    """Return a US or E.164 phone as E.164; "" when it is neither."""
    digits = "".join(letter for letter in phone if letter in "0123456789")
    if phone.strip().startswith("+"):
        return f"+{digits}"
    if len(digits) == 10:
        return f"+1{digits}"
    return f"+{digits}" if len(digits) == 11 and digits[0] == "1" else ""


def _providers(path: Path, problems: list[Problem]) -> list[Provider]:
    if not path.is_file():
        advice = "Write it with the columns name,phone"
        problems.append(Problem(path.name, 1, "the file is missing", advice))
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 text ({error.reason})"
        problems.append(Problem(path.name, 1, what, "Save it as CSV UTF-8"))
        return []
    rows = csv.DictReader(StringIO(text, newline=""))
    columns = rows.fieldnames or []
    if not {"name", "phone"} <= set(columns):
        what = f"the columns are {', '.join(columns) or 'none'}"
        advice = "The first line must hold name and phone"
        problems.append(Problem(path.name, 1, what, advice))
        return []
    found = []
    for row in rows:
        name, phone = row["name"] or "", row["phone"] or ""
        found.append(Provider(name, phone, e164(phone), rows.line_num))

    return found


def _shared_numbers(
    businesses: list[tuple[documents.Business, Document]],
) -> list[Problem]:
    problems, owners = [], dict[str, str]()
    for business, source in businesses:
        for index, number in enumerate(business.numbers):
            if number in owners:
                line = source.line(("numbers", index))
                what = f"{number} is also a number of {owners[number]}"
                advice = "Give each number to one business"
                problems.append(Problem(source.file, line, what, advice))
            owners.setdefault(number, source.file)
    return problems


def _world_problems(
    scenario: tuple[documents.Scenario | None, Document],
    questions: tuple[documents.Questions | None, Document],
    businesses: list[tuple[documents.Business, Document]],
) -> list[Problem]:
    model, source = scenario
    assert model is not None
    assert questions[0] is not None
    problems = []
    if not _has_offset(model.clock):
        advice = "Write it like 2026-11-23T10:00:00-06:00"
        what = "`clock` is no ISO date and time with offset"
        problems.append(Problem(source.file, source.line(("clock",)), what, advice))
    asked = {question.name for question in questions[0].fields}
    facts = {name for business, _ in businesses for name in business.facts}
    for name, fact in model.answers.items():
        line = source.line(("answers", name))
        if name not in asked:
            what = f"`{name}` is no field of questions.yaml"
            advice = "Name a field, or add it to questions.yaml"
            problems.append(Problem(source.file, line, what, advice))
        if fact not in facts:
            what = f"no business has a fact `{fact}`"
            advice = "Add it to the `facts:` of a business, or remove the line"
            problems.append(Problem(source.file, line, what, advice))
    return problems + _question_problems(questions[0], questions[1], model)


def _question_problems(
    questions: documents.Questions, source: Document, scenario: documents.Scenario
) -> list[Problem]:
    problems, seen = [], set[str]()
    for index, question in enumerate(questions.fields):
        line = source.line(("fields", index, "name"))
        if question.name in seen:
            what = f"two fields are called `{question.name}`"
            problems.append(Problem(source.file, line, what, "Rename one of them"))
        seen.add(question.name)
        if question.name not in scenario.answers:
            what = f"scenario.yaml does not say which fact answers `{question.name}`"
            advice = "Add it under `answers:` in scenario.yaml"
            problems.append(Problem(source.file, line, what, advice))
        if (question.type == "choice") != bool(question.choices):
            what = f"`choices` of `{question.name}` goes with the type choice"
            advice = "Write both `type: choice` and `choices: [...]`, or neither"
            problems.append(Problem(source.file, line, what, advice))
    return problems


def _has_offset(clock: str) -> bool:
    try:
        return datetime.fromisoformat(clock).utcoffset() is not None
    except ValueError:
        return False
