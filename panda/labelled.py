"""Files of labelled samples: JSON lines, a row each, with mistakes told by line.

Whoever labels sentences by hand writes such a file; `panda menus evaluate` and `panda
facts evaluate` score our reading on it.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Row = TypeVar("Row", bound=BaseModel)

_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu
cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi
ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks
ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl
nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve
vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_ISO_639_1.split())
"""Languages that are not understood are scored, too."""
MIXED = "mul"
"""A sample in several languages (ISO 639-2)."""


def _language(code: str) -> str:
    if code != MIXED and code.partition("-")[0] not in LANGUAGES:
        raise ValueError("a language is two letters, such as en or es-MX, or mul")
    return code


Language = Annotated[str, AfterValidator(_language)]
"""A language's two letters, also with a region."""


def load(
    path: Path,
    row: type[Row],
    noun: str,
    each_line: str,
    faults: Mapping[str, str] = MappingProxyType({}),
) -> list[Row]:
    """Read labelled samples.

    Args:
        path: The file.
        row: What a line is.
        noun: What a sample is called: "prompt".
        each_line: What to write in a line, told where one is refused.
        faults: By pydantic's type of an error, what is then wrong with a field.

    Raises:
        BadInput: A line is not one, or there is none; names the file and the line.
    """
    rows = []
    known: dict[str, int] = {}
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            one = row.model_validate(json.loads(line, parse_constant=_no_number))
        except ValidationError as error:
            raise BadInput(
                f"not a labelled {noun}: {_fault(error, faults)}",
                where=where,
                advice=each_line,
            ) from error
        except (ValueError, RecursionError) as error:  # of endless digits or depth, too
            raise BadInput("is not JSON", where=where, advice=each_line) from error
        first = known.setdefault(str(getattr(one, "id", number)), number)
        if first != number:
            raise BadInput(
                f"has the id of line {first}",
                where=where,
                advice=f"give each {noun} an id of its own",
            )
        rows.append(one)
    if not rows:
        raise BadInput(f"holds no {noun}", where=str(path), advice=each_line)
    return rows


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            "is not UTF-8 text", where=str(path), advice="save it as UTF-8"
        ) from None
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path)) from error


def _no_number(_name: str) -> None:
    """Refuse NaN and its like, which JSON does not have and Python reads."""
    raise ValueError("no JSON")


_NO_DATE = "is no date, written as 2026-11-23"
_FAULTS = {
    "missing": "is missing",
    "date_parsing": _NO_DATE,
    "date_from_datetime_parsing": _NO_DATE,
    "date_type": _NO_DATE,
    "finite_number": "is no number with an end",
}


def _fault(error: ValidationError, faults: Mapping[str, str]) -> str:
    """Say what is wrong with the first field at fault, in words for people."""
    first = error.errors()[0]
    faults = {**_FAULTS, **faults}
    name = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case known if known in faults:
            return f"`{name}` {faults[known]}"
        case "enum":
            some = first["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            return f"`{name}` is none of {some}"
        case "value_error":
            said = str(first["ctx"]["error"])
            return f"`{name}`: {said}" if name else said
        case _:
            return f"`{name}` is not what it should be" if name else "it is no object"
