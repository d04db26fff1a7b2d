"""Options that are given as NAME=VALUE, once or more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

SWITCHES = {"on": 1.0, "off": 0.0}


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
        >>> share("on"), share("0.5")
        (1.0, 0.5)
    """
    if text in SWITCHES:
        return SWITCHES[text]
    try:
        return float(text)
    except ValueError:
        raise BadInput("no share", where=text, advice="on, off, or 0 to 1") from None
