"""What the product reads of a scenario folder: whom to call, what to ask, and when.

The businesses themselves are the simulator's affair; docs/guides/scenarios.md has the
formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from panda.errors import BadInput
from panda.research.providers import read_providers
from panda.research.questions import read_questions
from panda.written import read_written

if TYPE_CHECKING:
    from panda.campaign import Provider
    from panda.research.questionnaire import Questionnaire
    from panda.research.rejected import RejectedRow


SHIPPED = Path("scenarios") / "dental5"
"""The scenario that comes with the source."""

ScenarioFolder = Annotated[
    Path | None,
    typer.Option(
        help="A scenario folder; the shipped one, `scenarios/dental5`, if left out.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario folder, as a caller sees it."""

    folder: Path
    title: str
    clock: datetime | None
    providers: tuple[Provider, ...]
    rejected: tuple[RejectedRow, ...]
    questionnaire: Questionnaire


def find_scenario(named: Path | None) -> Path:
    """Return the folder a person named, or the one shipped with the source.

    Raises:
        BadInput: None was named, and this is no checkout of the source.
    """
    if named is not None:
        return named
    source = Path(__file__).resolve().parent.parent
    for root in (source, Path.cwd()):
        if (root / SHIPPED).is_dir():
            return root / SHIPPED
    raise BadInput(
        f"there is no {SHIPPED} here",
        where="--scenario",
        advice="name a scenario folder, or run this in a checkout of the source",
    )


def read_scenario(folder: Path) -> Scenario:
    """Read `providers.csv`, `questions.yaml` and the title and clock of a scenario.

    Raises:
        BadInput: Something is missing or wrong; says where and what to do.
    """
    if not folder.is_dir():
        raise BadInput(
            "there is no such folder", where=str(folder), advice="name a scenario"
        )
    providers, rejected = read_providers(
        read_file(folder / "providers.csv"), str(folder / "providers.csv")
    )
    title, clock = _read_head(folder / "scenario.yaml")
    return Scenario(
        folder=folder,
        title=title or folder.resolve().name,
        clock=clock,
        providers=tuple(providers),
        rejected=tuple(rejected),
        questionnaire=read_questions(
            read_file(folder / "questions.yaml"), str(folder / "questions.yaml")
        ),
    )


def read_list(path: Path) -> str:
    """Read a list of businesses a person named, a text or a workbook.

    Raises:
        BadInput: It is not there, or neither.
    """
    from documents.lists import list_text  # noqa: PLC0415 - only where it is used

    try:
        content = path.read_bytes()
    except OSError:
        return read_file(path)  # says what is wrong with it
    return list_text(content, str(path))


def read_file(path: Path) -> str:
    """Read a text file a person named.

    Raises:
        BadInput: It is not there, or not text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInput(
            "there is no such file", where=str(path), advice="check the path"
        ) from None
    except IsADirectoryError:
        raise BadInput("is a folder", where=str(path), advice="name the file") from None
    except UnicodeDecodeError:
        kind = "CSV UTF-8" if path.suffix == ".csv" else "UTF-8"
        raise BadInput(
            "is not UTF-8 text", where=str(path), advice=f"save it as {kind}"
        ) from None
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror}",
            where=str(path),
            advice="check who may read it",
        ) from error


def _read_head(path: Path) -> tuple[str, datetime | None]:
    head = read_written(read_file(path), str(path)).value or {}
    if not isinstance(head, dict):
        raise BadInput("is not a mapping", where=str(path), advice="write `title: …`")
    return str(head.get("title", "")), _moment(head.get("clock"), path)


def _moment(value: object, path: Path) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - stands for "no zone" below
    if moment.tzinfo is None:
        raise BadInput(
            "`clock` is not a moment with its zone",
            where=str(path),
            advice="write it as 2026-11-23T10:00:00-06:00",
        )
    return moment
