"""Lists of whom to call and what to ask, from files a person keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from documents.lists import list_text
from panda.errors import BadInput
from panda.research.providers import read_providers
from panda.research.questions import read_questions

if TYPE_CHECKING:
    from panda.campaign import Provider
    from panda.research.questionnaire import Questionnaire
    from panda.research.rejected import RejectedRow


@dataclass(frozen=True, slots=True)
class ProviderList:
    """A file's businesses, and the rows of it that cannot be called."""

    providers: tuple[Provider, ...]
    rejected: tuple[RejectedRow, ...]

    def __str__(self) -> str:
        """Say how many there are, and why which rows are not among them."""
        count = len(self.providers)
        lines = [f"{count} business{'' if count == 1 else 'es'} to call"]
        lines += [
            f"line {row.line} is not called ({row.reason}): {row.advice}"
            for row in self.rejected
        ]
        return "\n".join(lines)


def load_providers(path: Path | str) -> ProviderList:
    """Read a list of businesses, a text or a workbook (.xlsx).

    Its rows that cannot be called say why.

    Raises:
        BadInput: There is no such file, or it is no list; says what to do.
    """
    providers, rejected = read_providers(_list(Path(path)), str(path))
    return ProviderList(tuple(providers), tuple(rejected))


def load_questions(path: Path | str) -> Questionnaire:
    """Read what to ask.

    Raises:
        BadInput: There is no such file, or it has a mistake; names the line.
    """
    return read_questions(_text(Path(path)), str(path))


def _list(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        return _text(path)  # says what is wrong with it
    return list_text(content, str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror}",
            where=str(path.absolute()),
            advice="check the path; it counts from the folder you are in",
        ) from error
    except UnicodeDecodeError:
        raise BadInput(
            "is not UTF-8 text", where=str(path), advice="save it as UTF-8"
        ) from None
