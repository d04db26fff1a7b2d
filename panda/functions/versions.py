"""Versions of functions, and ranges of them that a campaign can pin.

A version is `major.minor.patch` as of Semantic Versioning 2.0.0, without pre-releases:
a function is either offered to calls or it is not.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PART = r"(?:0|[1-9]\d{0,5})"
_VERSION = re.compile(rf"({_PART})\.({_PART})\.({_PART})")
_BOUND = re.compile(rf"(\^|~|>=|<=|>|<|=)?\s*({_PART}(?:\.{_PART}){{0,2}})")
_ADVICE = "write 1.2.0, ^1.2 (up to the next major), ~1.2 (up to the next minor), *"


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One version; later ones are greater."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read a version.

        Raises:
            BadInput: It is none.

        Example:
            >>> Version.parse("1.10.0") > Version.parse("1.9.3")
            True
        """
        found = _VERSION.fullmatch(text)
        if found is None:
            raise BadInput("no version", where="version", advice="write it as 1.2.0")
        return cls(*map(int, found.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True)
class _Bound:
    compares: Callable[[Version, Version], bool]
    version: Version


@dataclass(frozen=True, slots=True)
class VersionRange:
    """All versions between bounds."""

    text: str
    """As it was written."""
    bounds: tuple[_Bound, ...]

    @classmethod
    def parse(cls, text: str) -> VersionRange:
        """Read bounds separated by commas; a bare version is only itself.

        Raises:
            BadInput: They are none.

        Example:
            >>> Version.parse("1.4.2") in VersionRange.parse("^1.2")
            True
            >>> Version.parse("2.0.0") in VersionRange.parse(">=1.2, <2")
            False
        """
        if text.strip() == "*":
            return cls(text, ())
        bounds: list[_Bound] = []
        for part in text.split(","):
            found = _BOUND.fullmatch(part.strip())
            if found is None:
                raise BadInput("no range of versions", where=text, advice=_ADVICE)
            bounds += _bounds(found[1] or "=", found[2])
        return cls(text, tuple(bounds))

    def __contains__(self, version: Version) -> bool:
        return all(one.compares(version, one.version) for one in self.bounds)

    def best(self, versions: Iterable[Version]) -> Version | None:
        """Return the latest of some versions that is in range."""
        return max((one for one in versions if one in self), default=None)


def checked_pins(pins: dict[str, str]) -> dict[str, str]:
    """Let pins pass that are ranges, by the names of functions.

    Raises:
        ValueError: One is none; says which.
    """
    for name, written in pins.items():
        try:
            VersionRange.parse(written)
        except BadInput as error:
            raise ValueError(f"{name}: {error.problem} ({error.advice})") from None
    return pins


Pins = Annotated[dict[str, str], AfterValidator(checked_pins)]
"""Versions that a campaign binds its calls to: ranges by the names of functions."""

_COMPARES: dict[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def _bounds(sign: str, written: str) -> list[_Bound]:
    parts = [int(one) for one in written.split(".")]
    major, minor, patch = [*parts, 0, 0][:3]
    low = Version(major, minor, patch)
    match sign:
        case "^":
            # Before 1.0.0 a minor step may break, as npm and cargo have it.
            if major or len(parts) == 1:
                high = Version(major + 1, 0, 0)
            elif minor or len(parts) == 2:
                high = Version(0, minor + 1, 0)
            else:
                high = Version(0, 0, patch + 1)
        case "~":
            high = (
                Version(major + 1, 0, 0)
                if len(parts) == 1
                else Version(major, minor + 1, 0)
            )
        case "=":
            high = (
                Version(major + 1, 0, 0),
                Version(major, minor + 1, 0),
                Version(major, minor, patch + 1),
            )[len(parts) - 1]
        case _:
            return [_Bound(_COMPARES[sign], low)]
    return [_Bound(operator.ge, low), _Bound(operator.lt, high)]
