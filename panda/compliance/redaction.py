"""Private values struck out of what is heard: machines read back what was keyed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panda.private import PrivateField

LEAST = 4
"""So many digits of a value in a row give it away; fewer are any number."""
_ONES = {
    name: str(digit)
    for digit, names in enumerate(
        (
            "zero oh cero null nul",
            "one uno eins un um uma une",
            "two dos zwei deux dois",
            "three tres drei trois",
            "four cuatro vier quatre quatro",
            "five cinco funf fünf cinq",
            "six seis sechs",
            "seven siete sieben sept sete",
            "eight ocho acht huit oito",
            "nine nueve neun neuf nove",
        )
    )
    for name in names.split()
}
_SAID = re.compile(
    rf"\d|\b(?:{'|'.join(sorted(_ONES, key=len, reverse=True))})\b", re.IGNORECASE
)
_APART = re.compile(r"[\s,.;:/()-]*")
"""What may stand between two digits that are read out in a row."""


@dataclass(frozen=True, slots=True)
class _Said:
    digit: str
    start: int
    end: int


class Redactor:
    """Knows the values that were keyed in on one call."""

    def __init__(self) -> None:
        self._values: dict[str, PrivateField] = {}

    def learn(self, field: PrivateField, keys: str) -> None:
        """Take a value that has gone out, as it was keyed."""
        digits = re.sub(r"\D", "", keys)
        if len(digits) >= LEAST:
            self._values[digits] = field

    def redact(self, text: str) -> str:
        """Return text with every value, and every telling part of one, struck out."""
        if not self._values or not text:
            return text
        for run in reversed(list(_runs(text))):
            text = self._without(text, run)
        return text

    def _without(self, text: str, run: list[_Said]) -> str:
        """Strike the parts of a run of digits that a value has too, last first."""
        digits = "".join(one.digit for one in run)
        end = len(digits)
        while end >= LEAST:
            found = self._longest(digits[:end])
            if found is None:
                end -= 1
                continue
            size, field = found
            start = end - size
            before, after = run[start].start, run[end - 1].end
            text = f"{text[:before]}{field.placeholder}{text[after:]}"
            end = start
        return text

    def _longest(self, digits: str) -> tuple[int, PrivateField] | None:
        """Return how many digits at the end a value has too, if enough, and whose."""
        for size in range(len(digits), LEAST - 1, -1):
            part = digits[-size:]
            for value, field in self._values.items():
                if part in value:
                    return size, field
        return None


def _runs(text: str) -> Iterator[list[_Said]]:
    """Yield digits and digit words that are said in a row."""
    run: list[_Said] = []
    for match in _SAID.finditer(text):
        word = match.group().casefold()
        said = _Said(_ONES.get(word, word), match.start(), match.end())
        if run and not _APART.fullmatch(text, run[-1].end, said.start):
            yield run
            run = []
        run.append(said)
    if run:
        yield run
