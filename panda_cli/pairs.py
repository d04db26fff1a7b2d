"""Options that are given as NAME=VALUE, once or more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.errors import BadInput
from panda.features import FEATURES, Feature
from panda.functions.versions import VersionRange

if TYPE_CHECKING:
    from collections.abc import Iterable

SWITCHES = {"on": 1.0, "off": 0.0}
_SHARES = "on, off, 0 to 1, or a percentage"


def pairs(given: Iterable[str] | None) -> Iterable[tuple[str, str]]:
    """Yield names and values.

    Raises:
        BadInput: One is none.
    """
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals:
            raise BadInput("write NAME=VALUE", where=one, advice="see --help")
        yield name, value


def share(text: str) -> float:
    """Read a share of calls.

    Raises:
        BadInput: It is none.

    Example:
        >>> share("on"), share("0.5"), share("10%")
        (1.0, 0.5, 0.1)
    """
    if text in SWITCHES:
        return SWITCHES[text]
    number, percent, behind = text.partition("%")
    try:
        part = float(number) / (100 if percent else 1)
    except ValueError:
        part = -1.0
    if behind or not 0 <= part <= 1:
        raise BadInput("no share", where=text, advice=_SHARES)
    return part


def features(given: Iterable[str] | None) -> dict[Feature, float]:
    """Read for what share of calls features are on.

    Raises:
        BadInput: There is no such feature, or that is no share.
    """
    return {_feature(name): _share_of(name, text) for name, text in pairs(given)}


def _share_of(feature: str, text: str) -> float:
    try:
        return share(text)
    except BadInput as error:
        raise BadInput(
            f"{error.where} is no share of calls",
            where=f"--feature {feature}",
            advice=error.advice,
        ) from None


def _feature(name: str) -> Feature:
    try:
        return Feature(name)
    except ValueError:
        raise BadInput(
            "no such feature", where=name, advice=f"one of: {', '.join(FEATURES)}"
        ) from None


def pins(given: Iterable[str] | None) -> dict[str, str]:
    """Read which versions of functions are wanted.

    Raises:
        BadInput: A range is written wrongly, or names no function.
    """
    wanted = dict(pairs(given))
    for name, written in wanted.items():
        VersionRange.parse(written)
        if not name:
            raise BadInput("no function", where=written, advice="write NAME=RANGE")
    return wanted
