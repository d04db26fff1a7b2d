"""A form as it was sent, and its values, checked one by one.

Each refusal carries the error code that Twilio documents for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args
from urllib.parse import urlsplit

from simulator.carrier.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Method = Literal["GET", "POST"]
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class Form:
    """A form-encoded body, in which a key may come more than once."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def one(self, name: str) -> str:
        """Return the last value given, or an empty string."""
        return self._values.get(name, [""])[-1]

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value given, in order."""
        return tuple(self._values.get(name, ()))

    def as_dict(self) -> Mapping[str, object]:
        """Return the parameters for the ledger: lists where a key is repeated."""
        return {k: v if len(v) > 1 else v[0] for k, v in self._values.items()}


@dataclass(frozen=True, slots=True)
class Fetch:
    """A document to fetch."""

    url: str
    method: Method = "POST"


def read_fetch(
    form: Form, url: str, method: str, *, code: int, default: Method = "POST"
) -> Fetch | None:
    """Return a URL and its method, or None without one.

    Raises:
        BadParameter: Not a web address; has `code`.
    """
    if not (value := form.one(url)):
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadParameter(code, f"{url} is not a valid URL.")
    return Fetch(value, _method(form, method, default))


def _method(form: Form, name: str, default: Method) -> Method:
    value = form.one(name).upper() or default
    if value not in get_args(Method):
        raise BadParameter(20001, f"{name} must be GET or POST.")
    return cast("Method", value)


def whole(
    form: Form, name: str, default: int, *, low: int, high: int, code: int = 20001
) -> int:
    """Return a whole number.

    Raises:
        BadParameter: Not one from `low` to `high`; has `code`.
    """
    if not (value := form.one(name)):
        return default
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise BadParameter(code, f"{name} must be a whole number, {low} to {high}.")
    return int(value)


def word(form: Form, name: str, default: str, known: object) -> str:
    """Return a word of the literal type `known`.

    Raises:
        BadParameter: Not one of its words.
    """
    value = form.one(name) or default
    if value not in get_args(known):
        raise BadParameter(20001, f"{name} must be one of {get_args(known)}.")
    return value


def flag(form: Form, name: str, *, default: bool = False) -> bool:
    """Return a boolean; everything but ``true`` is false, as Twilio has it."""
    value = form.one(name)
    return value.lower() == "true" if value else default
